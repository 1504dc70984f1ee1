#include "draw/layout.h"
#include "draw/paper.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <nlohmann/json.hpp>

#include "cli/command.h"
#include "figure/panels.h"
#include "kit/derivation.h"

namespace oriel::cli {
namespace {

using Json = nlohmann::json;

constexpr size_t kMaxPanels = 24;  // on one page

struct PlotArguments {
  std::vector<std::string> runs;
  std::string out;
  std::string panel;
  std::vector<std::string> series;
  std::string theme = "light";
  std::string size;
  double scale = 2;
  double font_size = 0;
  double line_width = 1.75;
  double smoothing = 0;
  std::string x = "step";
  bool log_y = false;
  bool no_title = false;
};

base::Status read_size(const std::string& text, draw::Size& size) {
  if (text.empty()) return {};
  unsigned width = 0;
  unsigned height = 0;
  char rest = 0;
  const int read = std::sscanf(text.c_str(), "%ux%u%c", &width, &height, &rest);
  if (read != 2 || width < 60 || height < 40 || width > 10000 || height > 10000) {
    return base::Status("--size " + text + " is not a size");
  }
  size = {static_cast<float>(width), static_cast<float>(height)};
  return {};
}

Json complete(Json request, const PlotArguments& a) {
  request["runs"] = a.runs;
  request["width"] = 1600;
  request["x"] = a.x;
  if (a.smoothing > 0) request["smoothing"] = a.smoothing;
  if (a.log_y) request["y"] = "log";
  return request;
}

// What to ask for: what was named, else what the runs can show of the kind that was named, else
// their training curves, else all curves.
struct Wanted {
  Json request;
  std::string title;  // of its panel among others
};

base::Result<std::vector<Wanted>> choose(const PlotArguments& a, const figure::Runs& runs) {
  std::vector<Wanted> requests;
  if (!a.series.empty()) {
    const Json request = {{"panel", a.panel.empty() ? "curves" : a.panel}, {"series", a.series}};
    requests.push_back(Wanted{request, ""});
    return requests;
  }
  const auto descriptors = figure::describe_panels(runs);
  const std::vector<std::string> kinds = a.panel.empty()
                                             ? std::vector<std::string>{"training_curves", "curves"}
                                             : std::vector<std::string>{a.panel};
  for (const std::string& kind : kinds) {
    for (const figure::Descriptor& descriptor : descriptors) {
      Json request = Json::parse(descriptor.request_json, nullptr, false);
      const bool system = a.panel.empty() && descriptor.tab == "System";
      if (request.is_object() && request.value("panel", "") == kind && !system) {
        requests.push_back(Wanted{std::move(request), descriptor.title});
      }
    }
    if (!requests.empty()) return requests;
  }
  if (!a.panel.empty()) requests.push_back(Wanted{Json{{"panel", a.panel}}, ""});
  if (requests.empty()) return base::Status("there is nothing to plot yet");
  return requests;
}

// Several figures on one page: the panels of all, and what each says of itself.
void join(figure::Figure& page, figure::Figure&& more) {
  for (figure::Panel& panel : more.panels) {
    if (panel.title.empty()) panel.title = more.title;
    page.panels.push_back(std::move(panel));
  }
  for (std::string& note : more.notes) {
    if (std::find(page.notes.begin(), page.notes.end(), note) == page.notes.end()) {
      page.notes.push_back(std::move(note));
    }
  }
  page.points += more.points;
}

// The axis and the legend do not say it, so the page does.
void note_smoothing(const PlotArguments& a, figure::Figure& page) {
  if (!(a.smoothing > 0)) return;
  bool smooth = false;
  for (const figure::Panel& panel : page.panels) {
    for (const figure::Mark& mark : panel.marks) {
      const auto* line = std::get_if<figure::Line>(&mark);
      smooth = smooth || (line != nullptr && line->smooth);
    }
  }
  page.notes.push_back(
      smooth ? fmt::format("smoothed {:.2f}; numbers are the last true values", a.smoothing)
             : "not smoothed: this panel has no use for --smoothing");
}

base::Result<figure::Figure> make_page(const PlotArguments& a, const figure::Runs& runs) {
  auto requests = choose(a, runs);
  if (!requests.ok()) return requests.status();
  const size_t left_out = requests->size() > kMaxPanels ? requests->size() - kMaxPanels : 0;
  requests->resize(requests->size() - left_out);
  std::optional<figure::Figure> page;
  const bool several = requests->size() > 1;
  for (Wanted& wanted : *requests) {
    auto request = figure::parse_request(complete(std::move(wanted.request), a).dump());
    if (!request.ok()) return request.status();
    auto made = figure::make_figure(*request, runs);
    if (!made.ok()) return made.status();
    if (several && made->panels.size() == 1 && !wanted.title.empty()) {
      made->panels.front().title = wanted.title;
    }
    if (!page) {
      page = std::move(*made);
      continue;
    }
    // What one figure says of itself is not what the page shows.
    page->title =
        runs.size() == 1 ? runs.front()->info().label : fmt::format("{} runs", runs.size());
    page->reading.clear();
    page->columns = 0;
    join(*page, std::move(*made));
  }
  if (left_out > 0) {
    page->notes.push_back(
        fmt::format("{} more panels are not shown; name some with --series", left_out));
  }
  note_smoothing(a, *page);
  return std::move(*page);
}

// Nothing suspicious is a result, too.
bool is_healthy(const PlotArguments& a, const figure::Runs& runs) {
  return a.panel == "findings" && std::any_of(runs.begin(), runs.end(), [](const auto& run) {
           return !run->derived("findings").empty();
         });
}

// A page on which nothing could be read is refused with the one that would do.
base::Status check_room(const figure::Figure& page, const draw::PaperOptions& paper) {
  if (page.panels.size() < 2 || !(paper.size.width > 0)) return {};
  const draw::Size least = draw::least_size(page, paper.size, paper.font_size);
  if (least.width <= paper.size.width && least.height <= paper.size.height) return {};
  return base::Status(fmt::format("{} panels do not fit on {}x{} points; they need {}x{}",
                                  page.panels.size(), paper.size.width, paper.size.height,
                                  std::max(least.width, paper.size.width),
                                  std::max(least.height, paper.size.height)));
}

int run_plot(PlotArguments a) {
  draw::PaperOptions paper;
  if (!draw::is_paper(a.out)) {
    fail("cannot tell the format of " + a.out,
         "Give --out a name that ends in .png, .svg or .pdf.");
    return kUsage;
  }
  if (const base::Status status = read_size(a.size, paper.size); !status.ok()) {
    fail(status.message(),
         "Give width and height in points, such as 640x400 (60x40 to 10000x10000).");
    return kUsage;
  }
  if (!a.panel.empty() && !figure::is_panel(a.panel)) {
    fail("there is no panel " + a.panel, "There are " + figure::panel_names() + ".");
    return kUsage;
  }
  figure::Runs runs;
  for (std::string& path : a.runs) {
    auto run = open_run_argument(path);
    if (!run.ok()) return fail(run.status());
    if (kit::derive_once(*run)) run = open_run_argument(path);  // with its findings
    if (!run.ok()) return fail(run.status());
    path = (*run)->info().id;
    runs.push_back(std::move(*run));
  }
  auto page = make_page(a, runs);
  if (!page.ok()) return fail(page.status().message(), "See what a run has with: oriel show RUN");
  const bool empty = std::all_of(page->panels.begin(), page->panels.end(),
                                 [](const figure::Panel& panel) { return panel.marks.empty(); });
  if (empty && !is_healthy(a, runs)) {
    return fail(page->reading.empty() ? "there is nothing of this to plot" : page->reading,
                "See what a run has with: oriel show RUN");
  }
  paper.dark = a.theme == "dark";
  paper.scale = static_cast<float>(a.scale);
  paper.font_size = static_cast<float>(a.font_size);
  paper.line_width = static_cast<float>(a.line_width);
  paper.title = !a.no_title || empty;
  if (const base::Status fits = check_room(*page, paper); !fits.ok()) {
    fail(fits.message(), "Give --size more points, or draw one panel, such as --panel loss.");
    return kUsage;
  }
  const base::Status written = draw::write_figure(*page, a.out, paper);
  if (written.ok()) return kDone;
  return fail(written.message(),
              "Nothing was left half-written; give a place that can be written with --out.");
}

}  // namespace

void add_plot(CLI::App& app, Action& action) {
  auto* command = app.add_subcommand(
      "plot", "Draw runs as a figure for paper: PNG, SVG or PDF; several runs are compared");
  auto a = std::make_shared<PlotArguments>();
  command
      ->add_option("runs", a->runs, "Run directories, or directories of runs (the newest is taken)")
      ->required();
  command->add_option("--out", a->out, "The file; its ending says .png, .svg or .pdf")->required();
  command->add_option("--panel", a->panel,
                      "What to draw; training_curves if the run has them, else curves. One of " +
                          figure::panel_names());
  command->add_option("--series", a->series, "Only these: names or globs, such as 'val/*'");
  command->add_option("--theme", a->theme, "light or dark")
      ->check(CLI::IsMember({"light", "dark"}))
      ->capture_default_str();
  command->add_option(
      "--size", a->size,
      "Width and height in points (1/72 inch), such as 640x400; as needed if not given");
  command->add_option("--scale", a->scale, "Pixels per point, of PNG")
      ->check(CLI::Range(0.25, 10.0))
      ->capture_default_str();
  command
      ->add_option("--font-size", a->font_size,
                   "Of labels, in points; as the panels have room if not given")
      ->check(CLI::Range(5.0, 48.0));
  command->add_option("--line-width", a->line_width, "Of curves, in points")
      ->check(CLI::Range(0.25, 10.0))
      ->capture_default_str();
  command->add_option("--smoothing", a->smoothing, "Weight of the moving average; 0 for none")
      ->check(CLI::Range(0.0, figure::kMaxSmoothing))
      ->capture_default_str();
  command->add_option("--x", a->x, "step, wall, relative or series:NAME")->capture_default_str();
  command->add_flag("--log-y", a->log_y, "Logarithmic y axes");
  command->add_flag("--no-title", a->no_title, "Without the figure's title and reading");
  command->callback([&action, a] { action = [a] { return run_plot(*a); }; });
}

}  // namespace oriel::cli
