# cmake --install: the light library with its header, find_package(oriel), pkg-config, the command.
include(GNUInstallDirs)
include(CMakePackageConfigHelpers)

install(TARGETS oriel EXPORT orielTargets ARCHIVE DESTINATION ${CMAKE_INSTALL_LIBDIR})
install(DIRECTORY ${PROJECT_SOURCE_DIR}/include/oriel DESTINATION ${CMAKE_INSTALL_INCLUDEDIR})
install(EXPORT orielTargets NAMESPACE oriel:: DESTINATION ${CMAKE_INSTALL_LIBDIR}/cmake/oriel)
file(WRITE ${CMAKE_BINARY_DIR}/orielConfig.cmake
"include(CMakeFindDependencyMacro)\nfind_dependency(Threads)\ninclude(\"\${CMAKE_CURRENT_LIST_DIR}/orielTargets.cmake\")\n")
write_basic_package_version_file(${CMAKE_BINARY_DIR}/orielConfigVersion.cmake COMPATIBILITY SameMinorVersion)
install(FILES ${CMAKE_BINARY_DIR}/orielConfig.cmake ${CMAKE_BINARY_DIR}/orielConfigVersion.cmake
        DESTINATION ${CMAKE_INSTALL_LIBDIR}/cmake/oriel)
# Relative to the file itself, so that `cmake --install --prefix` may choose another place.
file(RELATIVE_PATH ORIEL_PC_TO_PREFIX /${CMAKE_INSTALL_LIBDIR}/pkgconfig /)
configure_file(${PROJECT_SOURCE_DIR}/cmake/oriel.pc.in ${CMAKE_BINARY_DIR}/oriel.pc @ONLY)
install(FILES ${CMAKE_BINARY_DIR}/oriel.pc DESTINATION ${CMAKE_INSTALL_LIBDIR}/pkgconfig)
if(ORIEL_TOOLS)
  install(TARGETS oriel_tool RUNTIME DESTINATION ${CMAKE_INSTALL_BINDIR})
endif()
