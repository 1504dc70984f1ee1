# cmake --install: the light library with its headers, find_package(oriel), pkg-config, the command;
# oriel_kit as a component, whose dependencies only those need who ask for it:
#   find_package(oriel REQUIRED COMPONENTS kit)  →  oriel::kit,  pkg-config oriel_kit
include(GNUInstallDirs)
include(CMakePackageConfigHelpers)

install(TARGETS oriel EXPORT orielTargets ARCHIVE DESTINATION ${CMAKE_INSTALL_LIBDIR})
install(DIRECTORY ${PROJECT_SOURCE_DIR}/include/oriel DESTINATION ${CMAKE_INSTALL_INCLUDEDIR})
install(EXPORT orielTargets NAMESPACE oriel:: DESTINATION ${CMAKE_INSTALL_LIBDIR}/cmake/oriel)
configure_file(${PROJECT_SOURCE_DIR}/cmake/orielConfig.cmake.in ${CMAKE_BINARY_DIR}/orielConfig.cmake @ONLY)
write_basic_package_version_file(${CMAKE_BINARY_DIR}/orielConfigVersion.cmake COMPATIBILITY SameMinorVersion)
install(FILES ${CMAKE_BINARY_DIR}/orielConfig.cmake ${CMAKE_BINARY_DIR}/orielConfigVersion.cmake
        DESTINATION ${CMAKE_INSTALL_LIBDIR}/cmake/oriel)
# Relative to the file itself, so that `cmake --install --prefix` may choose another place.
file(RELATIVE_PATH ORIEL_PC_TO_PREFIX /${CMAKE_INSTALL_LIBDIR}/pkgconfig /)
configure_file(${PROJECT_SOURCE_DIR}/cmake/oriel.pc.in ${CMAKE_BINARY_DIR}/oriel.pc @ONLY)
install(FILES ${CMAKE_BINARY_DIR}/oriel.pc DESTINATION ${CMAKE_INSTALL_LIBDIR}/pkgconfig)
if(ORIEL_KIT)
  install(TARGETS oriel_kit_library EXPORT orielKitTargets ARCHIVE DESTINATION ${CMAKE_INSTALL_LIBDIR})
  install(EXPORT orielKitTargets NAMESPACE oriel:: DESTINATION ${CMAKE_INSTALL_LIBDIR}/cmake/oriel)
  configure_file(${PROJECT_SOURCE_DIR}/cmake/oriel_kit.pc.in ${CMAKE_BINARY_DIR}/oriel_kit.pc @ONLY)
  install(FILES ${CMAKE_BINARY_DIR}/oriel_kit.pc DESTINATION ${CMAKE_INSTALL_LIBDIR}/pkgconfig)
endif()
if(ORIEL_TOOLS)
  install(TARGETS oriel_tool RUNTIME DESTINATION ${CMAKE_INSTALL_BINDIR})
endif()

# The window stands apart: where it is not built, nothing else misses it.
if(ORIEL_WINDOW)
  install(TARGETS oriel_window_tool RUNTIME DESTINATION ${CMAKE_INSTALL_BINDIR})
endif()
