# A room is a folder of src/ with one job (ARCHITECTURE.md). oriel_room() turns it into an object
# library: foo.cc is compiled into the room (main.cc only into its executable), foo_test.cc into oriel_<room>_test, foo_bench.cc into
# oriel_<room>_bench. New files need no edit here.

if(NOT CMAKE_BUILD_TYPE AND NOT CMAKE_CONFIGURATION_TYPES)
  set(CMAKE_BUILD_TYPE Release CACHE STRING "" FORCE)
endif()
set(CMAKE_CXX_STANDARD 20)
set(CMAKE_CXX_STANDARD_REQUIRED ON)
set(CMAKE_CXX_EXTENSIONS OFF)
set(CMAKE_POSITION_INDEPENDENT_CODE ON)
set(CMAKE_EXPORT_COMPILE_COMMANDS ON)
set(CMAKE_RUNTIME_OUTPUT_DIRECTORY ${CMAKE_BINARY_DIR}/bin)
find_package(Threads REQUIRED)

# Flags of our own code only: warnings are errors, sanitizers where asked for.
add_library(oriel_flags INTERFACE)
target_compile_options(oriel_flags INTERFACE -Wall -Wextra -Wpedantic -Werror -Wno-error=deprecated-declarations)
if(CMAKE_CXX_COMPILER_ID STREQUAL "GNU")
  # False alarms of GCC 12 on std::string, std::vector, std::variant and std::regex when it optimises
  # or sanitizes (bugs 105329, 105651, 105562).
  target_compile_options(oriel_flags INTERFACE -Wno-restrict -Wno-array-bounds -Wno-stringop-overflow
                         -Wno-stringop-overread -Wno-maybe-uninitialized)
endif()
target_include_directories(oriel_flags INTERFACE ${PROJECT_SOURCE_DIR}/src ${PROJECT_SOURCE_DIR}/include)
if(ORIEL_SANITIZE)
  target_compile_options(oriel_flags INTERFACE -fsanitize=${ORIEL_SANITIZE} -fno-omit-frame-pointer -fno-sanitize-recover=all)
  target_link_options(oriel_flags INTERFACE -fsanitize=${ORIEL_SANITIZE})
endif()

if(ORIEL_TESTS)
  enable_testing()
  find_package(GTest REQUIRED)
  include(GoogleTest)
endif()
if(ORIEL_BENCH)
  find_package(benchmark REQUIRED)
endif()

# oriel_room(<room> [USES rooms...] [LINK libraries...])
function(oriel_room room)
  cmake_parse_arguments(ARG "" "" "USES;LINK" ${ARGN})
  file(GLOB sources CONFIGURE_DEPENDS *.cc)
  set(tests ${sources})
  set(benches ${sources})
  list(FILTER sources EXCLUDE REGEX "(_(test|bench)|/main)\\.cc$")
  list(FILTER tests INCLUDE REGEX "_test\\.cc$")
  list(FILTER benches INCLUDE REGEX "_bench\\.cc$")

  if(sources)
    add_library(oriel_${room} OBJECT ${sources})
    target_link_libraries(oriel_${room} PRIVATE $<BUILD_INTERFACE:oriel_flags> PUBLIC Threads::Threads ${ARG_LINK})
  else()
    add_library(oriel_${room} INTERFACE)
  endif()

  # Objects of this room and of those it uses, for executables below.
  set(objects "")
  set(libraries ${ARG_LINK})
  foreach(used ${ARG_USES} ${room})
    get_target_property(kind oriel_${used} TYPE)
    if(kind STREQUAL "OBJECT_LIBRARY")
      list(APPEND objects $<TARGET_OBJECTS:oriel_${used}>)
    endif()
    get_property(more GLOBAL PROPERTY oriel_${used}_link)
    list(APPEND libraries ${more})
  endforeach()
  set_property(GLOBAL PROPERTY oriel_${room}_link "${ARG_LINK}")
  set_property(GLOBAL PROPERTY oriel_${room}_objects "${objects}")

  if(ORIEL_TESTS AND tests)
    add_executable(oriel_${room}_test ${tests} ${objects})
    target_link_libraries(oriel_${room}_test PRIVATE oriel_flags ${libraries} ${CMAKE_DL_LIBS} Threads::Threads GTest::gtest GTest::gmock GTest::gtest_main)
    target_compile_definitions(oriel_${room}_test PRIVATE
                               ORIEL_GOLDEN_DIR="${PROJECT_SOURCE_DIR}/tests/golden")
    gtest_discover_tests(oriel_${room}_test TEST_PREFIX "${room}/" DISCOVERY_TIMEOUT 60
                         PROPERTIES TIMEOUT 300)
  endif()
  if(ORIEL_BENCH AND benches)
    add_executable(oriel_${room}_bench ${benches} ${objects})
    target_link_libraries(oriel_${room}_bench PRIVATE oriel_flags ${libraries} ${CMAKE_DL_LIBS} Threads::Threads benchmark::benchmark benchmark::benchmark_main)
  endif()
endfunction()
