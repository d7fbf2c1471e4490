# What every target of the project shares: the language, the warnings, the sanitizers, and how a module becomes a target.
include(GNUInstallDirs)

set(CMAKE_CXX_STANDARD 20)
set(CMAKE_CXX_STANDARD_REQUIRED ON)
set(CMAKE_CXX_EXTENSIONS OFF)
set(CMAKE_AUTOMOC ON)
set(CMAKE_EXPORT_COMPILE_COMMANDS ON)
set(CMAKE_POSITION_INDEPENDENT_CODE ON)

find_package(Qt6 6.4 REQUIRED COMPONENTS Core)
if(SCRIPTORIUM_GUI)
  find_package(Qt6 6.4 REQUIRED COMPONENTS Gui Widgets Svg)
endif()
if(SCRIPTORIUM_TESTS)
  find_package(Qt6 6.4 REQUIRED COMPONENTS Test)
endif()
find_package(SQLite3 3.40 REQUIRED)
find_package(LibXml2 2.9 REQUIRED)
find_package(ZLIB REQUIRED)
find_package(OpenSSL 3.0 REQUIRED COMPONENTS Crypto)
find_package(nlohmann_json 3.11 REQUIRED)
find_package(PkgConfig REQUIRED)
pkg_check_modules(LIBDEFLATE REQUIRED IMPORTED_TARGET libdeflate)
pkg_check_modules(GMPXX REQUIRED IMPORTED_TARGET gmpxx)
pkg_check_modules(YAML REQUIRED IMPORTED_TARGET yaml-0.1)
pkg_check_modules(QRENCODE REQUIRED IMPORTED_TARGET libqrencode)
pkg_check_modules(SECCOMP REQUIRED IMPORTED_TARGET libseccomp)
find_path(TOMLPLUSPLUS_INCLUDE_DIR toml++/toml.h REQUIRED) # headers only, in core/olx/library/librarytoml.cpp

# Paths below the source tree are relative for the cache, so that clones share what they compile.
find_program(CCACHE ccache)
if(CCACHE AND NOT CMAKE_CXX_COMPILER_LAUNCHER)
  set(CMAKE_CXX_COMPILER_LAUNCHER ${CMAKE_COMMAND} -E env CCACHE_BASEDIR=${PROJECT_SOURCE_DIR} CCACHE_NOHASHDIR=1
    CCACHE_SLOPPINESS=locale,pch_defines,time_macros ${CCACHE})
endif()
find_program(MOLD mold)

# Flags of every target of ours; linked PRIVATE.
add_library(scriptorium_flags INTERFACE)
target_compile_options(scriptorium_flags INTERFACE -Wall -Wextra -Wpedantic -Wconversion -Wshadow -Wno-sign-conversion
  $<$<BOOL:${SCRIPTORIUM_WERROR}>:-Werror>
  # In a unit of several files GCC takes the private types of all but the first for a header's.
  $<$<AND:$<CXX_COMPILER_ID:GNU>,$<BOOL:${CMAKE_UNITY_BUILD}>>:-Wno-subobject-linkage>)
target_compile_definitions(scriptorium_flags INTERFACE QT_NO_CAST_FROM_ASCII QT_NO_CAST_TO_ASCII QT_NO_KEYWORDS
  QT_NO_FOREACH QT_DISABLE_DEPRECATED_BEFORE=0x060400 SCRIPTORIUM_VERSION="${PROJECT_VERSION}"
  $<$<BOOL:${SCRIPTORIUM_FAULT_POINTS}>:SCRIPTORIUM_FAULT_POINTS>
  $<$<NOT:$<CONFIG:Release>>:QT_FORCE_ASSERTS>)
if(MOLD)
  target_link_options(scriptorium_flags INTERFACE -fuse-ld=mold)
endif()
if(SCRIPTORIUM_SANITIZE)
  target_compile_options(scriptorium_flags INTERFACE -fsanitize=${SCRIPTORIUM_SANITIZE} -fno-omit-frame-pointer)
  target_link_options(scriptorium_flags INTERFACE -fsanitize=${SCRIPTORIUM_SANITIZE})
  if(SCRIPTORIUM_SANITIZE MATCHES "address")
    target_compile_options(scriptorium_flags INTERFACE -fno-sanitize-recover=undefined)
  endif()
endif()

# What nearly every source reads anyway, parsed once, by the first target, for all: a cold build takes about half the time.
# Further headers stand for another group of targets, which shares those.
function(scriptorium_precompile target)
  if(SCRIPTORIUM_PRECOMPILE)
    string(MAKE_C_IDENTIFIER "SCRIPTORIUM_PRECOMPILED_${ARGN}" group)
    get_property(first GLOBAL PROPERTY ${group})
    if(first)
      target_precompile_headers(${target} REUSE_FROM ${first})
    else()
      set_property(GLOBAL PROPERTY ${group} ${target})
      target_precompile_headers(${target} PRIVATE <QByteArray> <QDateTime> <QDir> <QFile> <QHash> <QList> <QMap> <QObject>
        <QRegularExpression> <QSet> <QString> <QStringList> <QVariant> <algorithm> <functional> <memory> <optional> <variant>
        <vector> ${ARGN})
    endif()
    target_compile_options(${target} PRIVATE # asked for by ccache
      $<$<CXX_COMPILER_ID:GNU>:-fpch-preprocess> "$<$<CXX_COMPILER_ID:Clang>:SHELL:-Xclang -fno-pch-timestamp>")
  endif()
endfunction()

# scriptorium_library(<target> MODULES <folder>… [PUBLIC <lib>…] [PRIVATE <lib>…])
# Builds one static library from every .cpp in and below the module folders of the current one. Headers of core are
# included by module ("olx/read/coursereader.h"), all others from the source tree ("ui/widgets/pane.h"), so that no two
# have one name; what is PRIVATE must not appear in a header of ours.
function(scriptorium_library target)
  cmake_parse_arguments(ARG "" "" "MODULES;PUBLIC;PRIVATE" ${ARGN})
  set(sources)
  foreach(module IN LISTS ARG_MODULES)
    file(GLOB_RECURSE found CONFIGURE_DEPENDS ${module}/*.cpp ${module}/*.h)
    list(APPEND sources ${found})
  endforeach()
  add_library(${target} STATIC ${sources})
  set_target_properties(${target} PROPERTIES LINKER_LANGUAGE CXX)
  if(CMAKE_CURRENT_SOURCE_DIR STREQUAL "${PROJECT_SOURCE_DIR}/core")
    target_include_directories(${target} PUBLIC ${CMAKE_CURRENT_SOURCE_DIR})
  else()
    target_include_directories(${target} PUBLIC ${PROJECT_SOURCE_DIR})
  endif()
  target_link_libraries(${target} PUBLIC ${ARG_PUBLIC} PRIVATE ${ARG_PRIVATE} $<BUILD_INTERFACE:scriptorium_flags>)
  scriptorium_precompile(${target})
endfunction()
