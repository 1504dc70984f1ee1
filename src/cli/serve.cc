#include <fmt/format.h>

#include <csignal>

#include "cli/command.h"
#include "kit/companion.h"
#include "serve/server.h"

namespace oriel::cli {
namespace {

struct ServeArguments {
  std::string logdir = "runs";
  serve::ServerOptions options;
};

int run_serve(const ServeArguments& a) {
  // Blocked before any thread starts, so that only sigwait() below receives them.
  sigset_t signals;
  sigemptyset(&signals);
  for (const int signal : {SIGINT, SIGTERM, SIGHUP}) sigaddset(&signals, signal);
  pthread_sigmask(SIG_BLOCK, &signals, nullptr);

  const auto source = store::open_logdir(a.logdir);
  auto server = serve::Server::start(*source, a.options);
  if (!server.ok()) return fail(server.status().message());
  const kit::Companion companion(*source);
  fmt::print("Oriel shows {} at http://{}:{}/ — Ctrl-C ends it; trainings go on.\n",
             source->description(), a.options.address, (*server)->port());
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
  command->add_option("--port", a->options.port, "0 takes any free one")->capture_default_str();
  command
      ->add_option("--address", a->options.address,
                   "A loopback address; to look from elsewhere, forward the port over SSH")
      ->capture_default_str();
  command->add_option("--allow-host", a->options.allow_hosts,
                      "A further name under which a proxy on this machine may be asked");
  command->callback([&action, a] { action = [a] { return run_serve(*a); }; });
}

}  // namespace oriel::cli
