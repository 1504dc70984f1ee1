#include <cstdio>

#include "window/app.h"
#include "window/options.h"

int main(int argc, char** argv) {
  using namespace oriel::window;
  const auto parsed = parse_options({argv + 1, argv + argc});
  if (const auto* answer = std::get_if<Answer>(&parsed)) {
    std::fputs(answer->text.c_str(), answer->code == kDone ? stdout : stderr);
    return answer->code;
  }
  return run_window(std::get<Options>(parsed));
}
