#!/usr/bin/env bash
# What is installed is enough: two ten-line programs, one found by CMake and one by pkg-config, are built
# against it in an empty folder, record, and are read back. The same for the kit, where it was built; the
# light library must not need anything of it. Usage: install_test.sh BUILD_DIR
set -euo pipefail
build=$1
dir=$(mktemp -d)
trap 'rm -rf "$dir"' EXIT
cmake --install "$build" --prefix "$dir/prefix" >/dev/null
cd "$dir"
cat >main.cc <<'CC'
#include <oriel/run.h>
int main() {
  oriel::Run run({.logdir = "runs", .name = "installed"});
  auto loss = run.series("loss");
  for (int step = 0; step < 100; ++step) run.log(step, {{loss, 1.0 / (step + 1)}});
}
CC
cat >CMakeLists.txt <<'CM'
cmake_minimum_required(VERSION 3.25)
project(outside CXX)
find_package(oriel 0.1 REQUIRED)
add_executable(main main.cc)
target_link_libraries(main PRIVATE oriel::oriel)
CM
cmake -S . -B by-cmake -DCMAKE_PREFIX_PATH="$dir/prefix" >/dev/null
cmake --build by-cmake >/dev/null
by-cmake/main
PKG_CONFIG_PATH=$(dirname "$(find "$dir/prefix" -name oriel.pc)") ; export PKG_CONFIG_PATH
read -ra flags < <(pkg-config --cflags --libs oriel)
g++ -std=c++20 main.cc -o by-pkg-config "${flags[@]}"
./by-pkg-config
if [ -x prefix/bin/oriel ]; then
  for run in run_001 run_002; do prefix/bin/oriel show "runs/installed/$run" | grep -qE '^loss +100'; done
else
  [ "$(ls runs/installed | wc -l)" -eq 2 ]
fi
# The light library alone: nothing of the kit is linked or asked for.
if ldd by-cmake/main by-pkg-config | grep -qE 'cairo|pango|utf8proc'; then
  echo 'the light library drags in the libraries of the kit' >&2
  exit 1
fi
echo 'both programs recorded'

[ -e "$(find "$dir/prefix" -name oriel_kit.pc)" ] || exit 0
mkdir kit && cd kit
cat >main.cc <<'CC'
#include <oriel/dashboard.h>
#include <oriel/history.h>
#include <oriel/visualizer.h>
int main() {
  oriel::TrainingDashboard dashboard(oriel::Settings{.logdir = "runs"});
  if (dashboard.add_panel("loss", {.position = {0, 0}, .size = {600, 400}})) return 1;
  dashboard.train([](oriel::LoopState& at) { at.record({{"loss", 1.0 / at.step}}); }, {.episodes = 20});
  if (dashboard.tracker().save_checkpoint("metrics.ckpt")) return 2;
  return dashboard.save_plot("curves.png") ? 3 : 0;
}
CC
cat >CMakeLists.txt <<'CM'
cmake_minimum_required(VERSION 3.25)
project(outside CXX)
find_package(oriel 0.1 REQUIRED COMPONENTS kit)
add_executable(main main.cc)
target_link_libraries(main PRIVATE oriel::kit)
CM
cmake -S . -B by-cmake -DCMAKE_PREFIX_PATH="$dir/prefix" >/dev/null
cmake --build by-cmake >/dev/null
by-cmake/main
[ -s curves.png ] && [ -s metrics.ckpt ] && [ -s runs/training/run_001/dashboard.json ]
read -ra flags < <(pkg-config --cflags --libs oriel_kit)
g++ -std=c++20 main.cc -o by-pkg-config "${flags[@]}"
./by-pkg-config
[ -s runs/training/run_002/dashboard.png ]
echo 'both programs of the kit trained and drew'
