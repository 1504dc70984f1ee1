#include <fmt/format.h>

#include <csignal>
#include <filesystem>

#include "cli/command.h"
#include "kit/companion.h"
#include "serve/access.h"
#include "serve/server.h"

namespace oriel::cli {
namespace {

struct ServeArguments {
  std::string logdir = "runs";
  serve::ServerOptions options;
  bool control = true;
};

// Who asked which training for what, and when; the run's own log has it as an event, too.
void audit(const std::string& line) {
  fmt::print(stderr, "oriel: {}\n", line);
  std::fflush(stderr);
}

int run_serve(ServeArguments& a) {
  std::error_code error;
  if (std::filesystem::exists(a.logdir, error) && !std::filesystem::is_directory(a.logdir, error)) {
    return fail(a.logdir + " is not a directory", "Give the directory in which your runs are.");
  }
  // Blocked before any thread starts, so that only sigwait() below receives them.
  sigset_t signals;
  sigemptyset(&signals);
  for (const int signal : {SIGINT, SIGTERM, SIGHUP}) sigaddset(&signals, signal);
  pthread_sigmask(SIG_BLOCK, &signals, nullptr);

  if (a.control) {
    a.options.control = {serve::new_token(), audit};
    if (a.options.control.token.empty()) return fail("the system has no random numbers");
  }
  const auto source = store::open_logdir(a.logdir);
  auto server = serve::Server::start(*source, a.options);
  if (!server.ok()) return fail(server.status().message());
  const kit::Companion companion(*source);
  fmt::print("Oriel shows {} at http://{}:{}/ — Ctrl-C ends it; trainings go on.\n",
             source->description(), a.options.address, (*server)->port());
  if (a.control) {
    fmt::print(
        "To stop, pause or save trainings from the page, open it as\n"
        "  {}#token={}\n"
        "Whoever has this address controls the trainings; it is good until oriel serve ends.\n",
        (*server)->url(), a.options.control.token);
  }
  std::fflush(stdout);
  int received = 0;
  sigwait(&signals, &received);
  (*server)->stop();
  return kDone;
}

}  // namespace

void add_serve(CLI::App& app, Action& action) {
  auto* command = app.add_subcommand("serve", "Show the runs below a directory in the browser");
  auto a = std::make_shared<ServeArguments>();
  command->add_option("logdir", a->logdir, "The directory; it may still be empty or missing")
      ->capture_default_str();
  command->add_option("--port", a->options.port, "0 takes any free one")
      ->check(CLI::Range(0, 65535))
      ->capture_default_str();
  command
      ->add_option("--address", a->options.address,
                   "A loopback address; to look from elsewhere, forward the port over SSH")
      ->capture_default_str();
  command->add_option("--allow-host", a->options.allow_hosts,
                      "A further name under which a proxy on this machine may be asked");
  command->add_flag_callback(
      "--no-control", [a] { a->control = false; },
      "Only show: nobody can stop, pause or save a training through this server");
  command->callback([&action, a] { action = [a] { return run_serve(*a); }; });
}

}  // namespace oriel::cli
