#!/usr/bin/env bash
# What is installed is enough: two ten-line programs, one found by CMake and one by pkg-config, are built
# against it in an empty folder, record, and are read back. Usage: install_test.sh BUILD_DIR
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
PKG_CONFIG_PATH=$(dirname "$(find prefix -name oriel.pc)") ; export PKG_CONFIG_PATH
read -ra flags < <(pkg-config --cflags --libs oriel)
g++ -std=c++20 main.cc -o by-pkg-config "${flags[@]}"
./by-pkg-config
if [ -x prefix/bin/oriel ]; then
  for run in run_001 run_002; do prefix/bin/oriel show "runs/installed/$run" | grep -qE '^loss +100'; done
else
  [ "$(ls runs/installed | wc -l)" -eq 2 ]
fi
echo 'both programs recorded'
