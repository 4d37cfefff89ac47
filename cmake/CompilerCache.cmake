# SPDX-FileCopyrightText: 2026 The SM-DS Workbench contributors
# SPDX-License-Identifier: Apache-2.0

# Compiles through ccache when it is there. The base directory makes several work trees of the same sources share results.
find_program(WB_CCACHE ccache)
if(WB_CCACHE AND NOT CMAKE_CXX_COMPILER_LAUNCHER)
    set(CMAKE_CXX_COMPILER_LAUNCHER
        ${CMAKE_COMMAND} -E env "CCACHE_BASEDIR=${CMAKE_SOURCE_DIR}" CCACHE_NOHASHDIR=1 "${WB_CCACHE}")
endif()
