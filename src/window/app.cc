#include "window/app.h"

#define GLFW_INCLUDE_NONE
#include <GLFW/glfw3.h>
#include <backends/imgui_impl_glfw.h>
#include <backends/imgui_impl_opengl3.h>

#include <algorithm>
#include <chrono>
#include <cmath>
#include <cstdio>
#include <cstdlib>

#include "window/bench.h"
#include "window/screenshot.h"
#include "window/view.h"

namespace oriel::window {
namespace {

using Clock = std::chrono::steady_clock;

// Dear ImGui settles within so many frames of an event.
constexpr int kFramesPerEvent = 2;
constexpr double kSleep = 3600;  // seconds; the watcher and events wake sooner

int fail(const std::string& what, int code = kFailed) {
  std::fprintf(stderr, "oriel-window: %s\n", what.c_str());
  return code;
}

bool has_display() {
  const auto set = [](const char* name) {
    const char* value = std::getenv(name);
    return value != nullptr && *value != '\0';
  };
  return set("DISPLAY") || set("WAYLAND_DISPLAY");
}

// GLFW from its start to its end.
class Glfw {
 public:
  Glfw() {
    glfwSetErrorCallback([](int, const char* text) { last_error() = text; });
    started_ = glfwInit() == GLFW_TRUE;
  }
  ~Glfw() {
    if (started_) glfwTerminate();
  }
  Glfw(const Glfw&) = delete;
  Glfw& operator=(const Glfw&) = delete;
  bool started() const { return started_; }
  static std::string& last_error() {
    static std::string text;
    return text;
  }

 private:
  bool started_ = false;
};

GLFWwindow* open_glfw_window(const Options& o, const std::string& title) {
  glfwWindowHint(GLFW_CONTEXT_VERSION_MAJOR, 3);
  glfwWindowHint(GLFW_CONTEXT_VERSION_MINOR, 3);
  glfwWindowHint(GLFW_OPENGL_PROFILE, GLFW_OPENGL_CORE_PROFILE);
  glfwWindowHint(GLFW_OPENGL_FORWARD_COMPAT, GLFW_TRUE);
  glfwWindowHint(GLFW_SCALE_TO_MONITOR, o.scale > 0 ? GLFW_FALSE : GLFW_TRUE);
  glfwWindowHintString(GLFW_X11_CLASS_NAME, "oriel-window");
  glfwWindowHintString(GLFW_X11_INSTANCE_NAME, "oriel-window");
  return glfwCreateWindow(o.width, o.height, title.c_str(), nullptr, nullptr);
}

class App {
 public:
  App(const Options& options, GLFWwindow* window, draw::GlPainter& painter, Watcher& watcher)
      : options_(options),
        window_(window),
        painter_(painter),
        watcher_(watcher),
        plots_(painter),
        dark_(options.dark) {
    listen();
    ImGui::CreateContext();
    ImGuiIO& io = ImGui::GetIO();
    io.IniFilename = nullptr;
    io.ConfigFlags |= ImGuiConfigFlags_NavEnableKeyboard;
    ImGui_ImplGlfw_InitForOpenGL(window_, true);  // passes events on to listen()'s
    ImGui_ImplOpenGL3_Init("#version 330 core");
  }
  ~App() {
    ImGui_ImplOpenGL3_Shutdown();
    ImGui_ImplGlfw_Shutdown();
    ImGui::DestroyContext();
  }
  App(const App&) = delete;
  App& operator=(const App&) = delete;

  int run() {
    const Clock::time_point start = Clock::now();
    while (glfwWindowShouldClose(window_) == GLFW_FALSE) {
      const bool due = !options_.screenshot.empty() &&
                       Clock::now() >= start + std::chrono::milliseconds(options_.after_ms);
      if (frames_ > 0 || due) frame(due ? options_.screenshot : "");
      if (due) return screenshot_failed_ ? kFailed : kDone;
      if (frames_ > 0) {
        glfwPollEvents();
      } else {
        glfwWaitEventsTimeout(patience(start));
        if (view_.changes_at()) frames_ = std::max(frames_, 1);
      }
      if (watcher_.snapshot() != shown_) frames_ = std::max(frames_, 1);
      if (watcher_.wish() != wish_) frames_ = std::max(frames_, 1);
    }
    return kDone;
  }

 private:
  // Any event may change what is seen.
  void listen() {
    glfwSetWindowUserPointer(window_, this);
    glfwSetCursorPosCallback(window_, [](GLFWwindow* w, double, double) { of(w).stir(); });
    glfwSetMouseButtonCallback(window_, [](GLFWwindow* w, int, int, int) { of(w).stir(); });
    glfwSetScrollCallback(window_, [](GLFWwindow* w, double, double) { of(w).stir(); });
    glfwSetKeyCallback(window_, [](GLFWwindow* w, int, int, int, int) { of(w).stir(); });
    glfwSetCursorEnterCallback(window_, [](GLFWwindow* w, int) { of(w).stir(); });
    glfwSetWindowFocusCallback(window_, [](GLFWwindow* w, int) { of(w).stir(); });
    glfwSetWindowRefreshCallback(window_, [](GLFWwindow* w) { of(w).stir(); });
    glfwSetFramebufferSizeCallback(window_, [](GLFWwindow* w, int, int) { of(w).stir(); });
    glfwSetWindowContentScaleCallback(window_, [](GLFWwindow* w, float, float) { of(w).stir(); });
  }
  static App& of(GLFWwindow* w) { return *static_cast<App*>(glfwGetWindowUserPointer(w)); }
  void stir() { frames_ = kFramesPerEvent; }

  double patience(Clock::time_point start) const {
    double seconds = kSleep;
    if (!options_.screenshot.empty()) {
      const auto until = start + std::chrono::milliseconds(options_.after_ms) - Clock::now();
      seconds = std::chrono::duration<double>(until).count();
    }
    if (view_.changes_at()) seconds = std::min(seconds, *view_.changes_at() - ImGui::GetTime());
    return std::max(seconds, 0.001);
  }

  // Fonts and sizes anew when the window moves to a screen of another density, or at first.
  void fit() {
    int width = 0, height = 0, fb_width = 0, fb_height = 0;
    glfwGetWindowSize(window_, &width, &height);
    glfwGetFramebufferSize(window_, &fb_width, &fb_height);
    float content = 1, ignored = 1;
    glfwGetWindowContentScale(window_, &content, &ignored);
    if (options_.scale > 0) content = static_cast<float>(options_.scale);
    const float pixels = width > 0 ? static_cast<float>(fb_width) / static_cast<float>(width) : 1.f;
    const float ui_scale = content / pixels;
    const draw::Theme& theme = dark_ ? draw::dark_theme() : draw::light_theme();
    if (ui_scale == look_.ui_scale && pixels == look_.pixels && &theme == look_.theme) return;
    if (look_.theme == nullptr || ui_scale != look_.ui_scale || pixels != look_.pixels) {
      look_.fonts = load_fonts(ui_scale, pixels);
      ImGui_ImplOpenGL3_DestroyFontsTexture();
      ImGui_ImplOpenGL3_CreateFontsTexture();
    }
    look_.ui_scale = ui_scale;
    look_.pixels = pixels;
    look_.theme = &theme;
    apply_style(theme, ui_scale);
  }

  void frame(const std::string& screenshot) {
    --frames_;
    fit();
    shown_ = watcher_.snapshot();
    wish_ = watcher_.wish();
    ImGui_ImplOpenGL3_NewFrame();
    ImGui_ImplGlfw_NewFrame();
    ImGui::NewFrame();
    const Wishes wishes = view_.show(shown_, wish_, plots_, look_);
    ImGui::Render();
    int width = 0, height = 0;
    glfwGetFramebufferSize(window_, &width, &height);
    const draw::GlApi& gl = painter_.gl();
    gl.BindFramebuffer(draw::kGlFramebuffer, 0);
    gl.Viewport(0, 0, width, height);
    const ImVec4 ground = color_of(look_.theme->page);
    gl.ClearColor(ground.x, ground.y, ground.z, 1);
    gl.Clear(draw::kGlColorBufferBit);
    ImGui_ImplOpenGL3_RenderDrawData(ImGui::GetDrawData());
    if (!screenshot.empty()) save(screenshot, width, height);
    if (wishes.screenshot) save(free_name("oriel-window", ".png"), width, height);
    glfwSwapBuffers(window_);
    watcher_.set_width(plots_.columns());
    obey(wishes);
  }

  void save(const std::string& path, int width, int height) {
    const base::Status saved = save_screenshot(painter_.gl(), width, height, path);
    screenshot_failed_ = !saved.ok();
    if (screenshot_failed_) {
      fail(saved.message());
    } else {
      std::printf("saved %s\n", path.c_str());
      std::fflush(stdout);
    }
  }

  void obey(const Wishes& wishes) {
    if (wishes.close) glfwSetWindowShouldClose(window_, GLFW_TRUE);
    if (wishes.ask) watcher_.ask(*wishes.ask);
    if (wishes.change_theme) {
      dark_ = !dark_;
      stir();
    }
  }

  const Options& options_;
  GLFWwindow* window_;
  draw::GlPainter& painter_;
  Watcher& watcher_;
  Plots plots_;
  View view_;
  Look look_;
  bool dark_;
  int frames_ = kFramesPerEvent;
  std::shared_ptr<const Snapshot> shown_;
  WishState wish_;
  bool screenshot_failed_ = false;
};

using PolledRuns = std::vector<std::shared_ptr<store::PolledRun>>;

// `found`: their directories.
base::Result<PolledRuns> open_runs(const std::vector<std::string>& arguments,
                                   std::vector<std::string>& found, std::vector<std::string>& ids) {
  for (const std::string& argument : arguments) {
    auto path = find_run(argument);
    if (!path.ok()) return path.status();
    found.push_back(std::move(*path));
  }
  ids = run_ids(found);
  PolledRuns runs;
  for (size_t i = 0; i < found.size(); ++i) {
    auto run = store::open_run(found[i], ids[i]);
    if (!run.ok()) return run.status();
    auto polled = std::dynamic_pointer_cast<store::PolledRun>(*run);
    if (polled == nullptr) return base::Status("this run cannot be watched: " + found[i]);
    runs.push_back(std::move(polled));
  }
  return runs;
}

}  // namespace

int run_window(const Options& options) {
  std::vector<std::string> paths, ids;
  auto runs = open_runs(options.runs, paths, ids);
  if (!runs.ok())
    return fail(runs.status().message() + "\n              List what there is with: oriel runs");
  const std::string advice = paths.empty() ? "" : "; " + browser_advice(paths.front());
  if (!has_display()) return fail("there is no display here" + advice, kNoDisplay);
  const Glfw glfw;
  if (!glfw.started()) {
    return fail("no window can be opened (" + Glfw::last_error() + ")" + advice, kNoDisplay);
  }
  const std::string title = ids.empty() ? "Oriel" : ids.front() + " — Oriel";
  GLFWwindow* window = open_glfw_window(options, title);
  if (window == nullptr) {
    return fail("no window with OpenGL 3.3 can be opened (" + Glfw::last_error() + ")" + advice,
                kNoDisplay);
  }
  glfwMakeContextCurrent(window);
  glfwSwapInterval(1);
  auto painter = draw::GlPainter::create(&glfwGetProcAddress);
  if (!painter.ok()) return fail(painter.status().message() + advice, kNoDisplay);
  if (options.bench) return run_bench(**painter, *window);
  Watcher watcher(std::move(*runs), [] { glfwPostEmptyEvent(); });
  const int code = App(options, window, **painter, watcher).run();
  glfwHideWindow(window);
  return code;
}

}  // namespace oriel::window
