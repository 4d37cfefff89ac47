# SPDX-FileCopyrightText: 2026 The SM-DS Workbench contributors
# SPDX-License-Identifier: Apache-2.0

# Sanitizers, coverage and fuzzing are properties of the whole build: an uninstrumented library hides errors.
if(WB_SANITIZE)
    add_compile_options(-fsanitize=${WB_SANITIZE} -fno-sanitize-recover=all -fno-omit-frame-pointer)
    add_link_options(-fsanitize=${WB_SANITIZE})
    if(CMAKE_CXX_COMPILER_ID MATCHES "Clang" AND WB_SANITIZE MATCHES "undefined")
        add_compile_options(-fno-sanitize=function) # clang 14 cannot emit its prologue for a coroutine (http/server.cpp)
    endif()
endif()

if(WB_COVERAGE)
    add_compile_options(--coverage)
    add_link_options(--coverage)
endif()

if(WB_FUZZ)
    if(NOT CMAKE_CXX_COMPILER_ID MATCHES "Clang")
        message(FATAL_ERROR "WB_FUZZ needs clang; use the preset 'fuzz'")
    endif()
    add_compile_options(-fsanitize=fuzzer-no-link)
endif()
