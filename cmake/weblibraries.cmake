# The JavaScript libraries that the preview's pages have as the LMS has them, in versions that a lock file fixes.
option(SCRIPTORIUM_WEB_LIBRARIES "Fetch the preview's JavaScript libraries with npm and build them in" ON)

# scriptorium_web_libraries(<target>): builds them into a target, as resources below :/scriptorium/weblibraries.
function(scriptorium_web_libraries target)
  if(NOT SCRIPTORIUM_WEB_LIBRARIES)
    return()
  endif()
  find_program(NPM npm)
  if(NOT NPM)
    message(FATAL_ERROR "npm is not installed, which fetches the JavaScript libraries of the preview. Install it (Debian: "
      "apt-get install npm), or build without them: -DSCRIPTORIUM_WEB_LIBRARIES=OFF (then formulas stay as they are typed in the "
      "preview, and authors' scripts that use jQuery do not run).")
  endif()
  set(source ${PROJECT_SOURCE_DIR}/resources/weblibraries)
  set(output ${CMAKE_CURRENT_BINARY_DIR}/weblibraries.cpp)
  add_custom_command(OUTPUT ${output}
    COMMAND ${CMAKE_COMMAND} -DNPM=${NPM} -DRCC=$<TARGET_FILE:Qt6::rcc> -DSOURCE=${source}
            -DWORK=${CMAKE_CURRENT_BINARY_DIR}/weblibraries -DOUTPUT=${output} -P ${source}/take.cmake
    DEPENDS ${source}/package.json ${source}/package-lock.json ${source}/take.cmake ${source}/namespace.js
    COMMENT "JavaScript libraries of the preview (npm ci)" VERBATIM)
  set_source_files_properties(${output} PROPERTIES SKIP_UNITY_BUILD_INCLUSION ON SKIP_AUTOMOC ON SKIP_PRECOMPILE_HEADERS ON)
  target_sources(${target} PRIVATE ${output})
  target_compile_definitions(${target} PRIVATE SCRIPTORIUM_WEB_LIBRARIES)
endfunction()
