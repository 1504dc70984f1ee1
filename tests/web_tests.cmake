# Tests of the browser interface. They use web/dist and the packages as the target oriel_web left
# them, and write to web/.cache, so that only one of them runs at a time.
if(NOT ORIEL_TOOLS)
  return()
endif()
find_program(ORIEL_NODE NAMES node nodejs)
find_program(ORIEL_CHROMIUM NAMES chromium chromium-browser google-chrome)
set(web ${PROJECT_SOURCE_DIR}/web)

# oriel_web_test(<name> <seconds> <command>...)
function(oriel_web_test name seconds)
  add_test(NAME whole/web/${name} COMMAND ${ARGN} WORKING_DIRECTORY ${web})
  set_tests_properties(whole/web/${name} PROPERTIES TIMEOUT ${seconds} RESOURCE_LOCK oriel_web)
endfunction()

# Nothing of this is compiled by the sanitizers but the server, whose own tests run under them.
if(ORIEL_SANITIZE)
  return()
endif()

oriel_web_test(unit 120 ${ORIEL_NODE} scripts/test.mjs test)
oriel_web_test(lint 180 ${CMAKE_COMMAND} -E env sh -c "npm run --silent lint && npm run --silent typecheck")

if(NOT ORIEL_CHROMIUM)
  message(WARNING "The browser tests are left out: there is no chromium. Try: scripts/setup --for test")
  return()
endif()
set(browser ${CMAKE_COMMAND} -E env CHROMIUM=${ORIEL_CHROMIUM})
foreach(part interface panels control)  # on a server of the tests' own
  oriel_web_test(e2e_${part} 240 ${browser} ${ORIEL_NODE} scripts/test.mjs e2e ${part})
  set_tests_properties(whole/web/e2e_${part} PROPERTIES RUN_SERIAL TRUE)
endforeach()
if(ORIEL_EXAMPLES)
  oriel_web_test(e2e_real 240 ${browser}
    ORIEL_BIN=$<TARGET_FILE:oriel_tool> ORIEL_TRAIN_BIN=$<TARGET_FILE:oriel_train>
    ORIEL_DATA=${PROJECT_SOURCE_DIR}/examples/data/digits
    ${ORIEL_NODE} scripts/test.mjs e2e real)
  set_tests_properties(whole/web/e2e_real PROPERTIES RUN_SERIAL TRUE)
endif()
