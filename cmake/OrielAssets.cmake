# Builds the browser interface and compiles it in. In two parts:
#
# - included by a CMakeLists.txt: oriel_assets(<target> <web-dir>) adds a target that makes
#   ${ORIEL_ASSETS_TABLE}, a source file with all of the interface in it.
# - run as a script at build time (cmake -P) with WEB_DIR, OUT, NODE and NPM: does the work, one
#   build at a time, because the packages and web/dist are shared by all build directories.

if(NOT CMAKE_SCRIPT_MODE_FILE)
  set(ORIEL_ASSETS_TABLE ${CMAKE_BINARY_DIR}/assets/assets_table.cc)
  set(ORIEL_ASSETS_SCRIPT ${CMAKE_CURRENT_LIST_FILE})

  function(oriel_assets target web_dir)
    find_program(ORIEL_NODE NAMES node nodejs)
    find_program(ORIEL_NPM NAMES npm)
    if(NOT ORIEL_NODE OR NOT ORIEL_NPM)
      message(FATAL_ERROR
        "The oriel command carries its browser interface, whose build needs Node.js (18 or newer) and npm.\n"
        "Install them (Debian: apt install nodejs npm), or configure with -DORIEL_TOOLS=OFF to build the "
        "library alone.")
    endif()
    get_filename_component(scripts ${ORIEL_ASSETS_SCRIPT} DIRECTORY)
    file(GLOB_RECURSE sources CONFIGURE_DEPENDS ${web_dir}/src/*)
    add_custom_command(
      OUTPUT ${ORIEL_ASSETS_TABLE}
      COMMAND ${CMAKE_COMMAND} -D WEB_DIR=${web_dir} -D OUT=${CMAKE_BINARY_DIR}/assets
              -D NODE=${ORIEL_NODE} -D NPM=${ORIEL_NPM} -P ${ORIEL_ASSETS_SCRIPT}
      DEPENDS ${sources} ${web_dir}/package.json ${web_dir}/package-lock.json
              ${web_dir}/scripts/build.mjs ${scripts}/compress_assets.mjs ${ORIEL_ASSETS_SCRIPT}
      COMMENT "Building the browser interface" VERBATIM)
    add_custom_target(${target} DEPENDS ${ORIEL_ASSETS_TABLE})
  endfunction()
  return()
endif()

function(run what)
  execute_process(COMMAND ${ARGN} WORKING_DIRECTORY ${WEB_DIR} RESULT_VARIABLE result
                  OUTPUT_VARIABLE output ERROR_VARIABLE output)
  if(NOT result EQUAL 0)
    message(FATAL_ERROR "${what} failed in ${WEB_DIR}:\n${output}")
  endif()
endfunction()

string(MD5 id ${WEB_DIR})
set(temporary $ENV{TMPDIR})
if(NOT temporary)
  set(temporary /tmp)
endif()
file(LOCK ${temporary}/oriel-web-${id}.lock GUARD PROCESS TIMEOUT 600)

# npm writes this file last: it is as old as the packages are.
set(installed ${WEB_DIR}/node_modules/.package-lock.json)
if(NOT EXISTS ${installed} OR ${WEB_DIR}/package-lock.json IS_NEWER_THAN ${installed})
  run("npm ci (it needs the network once, for the packages in package-lock.json)"
      ${NPM} ci --no-audit --no-fund)
  file(TOUCH ${installed})
endif()
run("npm run build" ${NPM} run --silent build)
run("Compressing the interface" ${NODE} ${CMAKE_CURRENT_LIST_DIR}/compress_assets.mjs
    ${WEB_DIR}/dist ${OUT})
