# Toolchain file of the wasm preset: finds an installed Emscripten and hands over to its own file, or stops.
# Places, in order: $EMSDK, Debian's package, the folder that em-config names, the folder emcc really lies in.

set(bw_tried "")
set(bw_roots "")
if(DEFINED ENV{EMSDK})
  list(APPEND bw_roots "$ENV{EMSDK}/upstream/emscripten")
endif()
list(APPEND bw_roots /usr/share/emscripten)

find_program(BW_EM_CONFIG em-config NO_CMAKE_FIND_ROOT_PATH)
if(BW_EM_CONFIG)
  execute_process(
    COMMAND "${BW_EM_CONFIG}" EMSCRIPTEN_ROOT
    OUTPUT_VARIABLE bw_root OUTPUT_STRIP_TRAILING_WHITESPACE ERROR_QUIET)
  if(bw_root)
    list(APPEND bw_roots "${bw_root}")
  endif()
endif()

find_program(BW_EMCC emcc NO_CMAKE_FIND_ROOT_PATH)
if(BW_EMCC)
  file(REAL_PATH "${BW_EMCC}" bw_emcc)
  cmake_path(GET bw_emcc PARENT_PATH bw_root)
  list(APPEND bw_roots "${bw_root}")
endif()

set(bw_found "")
foreach(bw_root IN LISTS bw_roots)
  set(bw_file "${bw_root}/cmake/Modules/Platform/Emscripten.cmake")
  list(APPEND bw_tried "  ${bw_file}")
  if(EXISTS "${bw_file}")
    set(bw_found "${bw_file}")
    break()
  endif()
endforeach()

if(NOT bw_found)
  list(JOIN bw_tried "\n" bw_tried)
  message(FATAL_ERROR
    "No Emscripten was found, so engine.wasm cannot be built. Looked for\n${bw_tried}\n"
    "Install it (Debian, Ubuntu: apt-get install emscripten; macOS: brew install emscripten; "
    "elsewhere: https://emscripten.org/docs/getting_started/downloads.html, then set EMSDK).")
endif()

include("${bw_found}")
