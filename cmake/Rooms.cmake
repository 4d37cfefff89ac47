# SPDX-FileCopyrightText: 2026 The SM-DS Workbench contributors
# SPDX-License-Identifier: Apache-2.0

# Libraries are globbed from their folder, with CONFIGURE_DEPENDS: a new file belongs to the library of its folder and
# nothing needs to be listed. What a listing would guard, the structure test guards (tests/structure): which folder may
# include which.

# wb_library(<name> SOURCES <file>... [PUBLIC <target>...] [PRIVATE <target>...])
# A static library; while it has no sources, an interface target with the same name, so that others can link it already.
function(wb_library name)
    cmake_parse_arguments(PARSE_ARGV 1 arg "" "" "SOURCES;PUBLIC;PRIVATE")
    if(arg_SOURCES)
        add_library(${name} STATIC ${arg_SOURCES})
        target_link_libraries(${name} PUBLIC wb_flags ${arg_PUBLIC} PRIVATE ${arg_PRIVATE})
    else()
        add_library(${name} INTERFACE)
        target_link_libraries(${name} INTERFACE wb_flags ${arg_PUBLIC})
    endif()
endfunction()

# wb_program(<name> MAIN <file> LIBRARY <target>): skipped while its main file does not exist.
function(wb_program name)
    cmake_parse_arguments(PARSE_ARGV 1 arg "" "MAIN;LIBRARY" "")
    if(EXISTS "${arg_MAIN}")
        add_executable(${name} "${arg_MAIN}")
        target_link_libraries(${name} PRIVATE ${arg_LIBRARY})
        install(TARGETS ${name} RUNTIME DESTINATION "${CMAKE_INSTALL_BINDIR}")
    endif()
endfunction()
