# SPDX-FileCopyrightText: 2026 The SM-DS Workbench contributors
# SPDX-License-Identifier: Apache-2.0

# What every source of ours is compiled with: one interface target, linked by every library and program.
add_library(wb_flags INTERFACE)
target_include_directories(wb_flags INTERFACE "${CMAKE_SOURCE_DIR}") # includes are written from the top
target_compile_options(wb_flags INTERFACE
    -Wall -Wextra -Wpedantic -Wshadow -Wold-style-cast -Wnon-virtual-dtor -Woverloaded-virtual
    # g++ 12 sees overlapping copies in every "text" + std::string (its bug 105651).
    $<$<CXX_COMPILER_ID:GNU>:-Wno-restrict>
    # In a unity build every source is an included file, and g++ warns of anonymous types in it as if it were a header.
    $<$<AND:$<CXX_COMPILER_ID:GNU>,$<BOOL:${CMAKE_UNITY_BUILD}>>:-Wno-subobject-linkage>
    $<$<BOOL:${WB_WERROR}>:-Werror>)
target_compile_definitions(wb_flags INTERFACE
    QT_NO_CAST_FROM_ASCII QT_NO_CAST_TO_ASCII QT_NO_KEYWORDS QT_NO_FOREACH QT_USE_QSTRINGBUILDER
    QT_DISABLE_DEPRECATED_BEFORE=0x060400
    WB_VERSION="${PROJECT_VERSION}")
