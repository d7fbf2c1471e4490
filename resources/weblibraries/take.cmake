# Fetches what package-lock.json names and takes the files that pages of the preview use; a build step, so that nothing is
# fetched when the program runs. With -D: NPM, RCC, SOURCE (this folder), WORK (a folder of the build), OUTPUT (the C++).
file(REMOVE_RECURSE ${WORK})
file(MAKE_DIRECTORY ${WORK})
file(COPY ${SOURCE}/package.json ${SOURCE}/package-lock.json DESTINATION ${WORK})
execute_process(COMMAND ${NPM} ci --ignore-scripts --prefer-offline --no-audit --no-fund --no-update-notifier
  WORKING_DIRECTORY ${WORK} RESULT_VARIABLE code OUTPUT_VARIABLE said ERROR_VARIABLE said)
if(NOT code EQUAL 0)
  message(FATAL_ERROR "${said}\nnpm could not fetch the JavaScript libraries of the preview, for the reason above. Is there "
    "no network? Build again when there is one, or build without them: cmake -DSCRIPTORIUM_WEB_LIBRARIES=OFF .. (then formulas "
    "stay as they are typed in the preview, and authors' scripts that use jQuery do not run).")
endif()

set(packages ${WORK}/node_modules)
set(files ${WORK}/files)
file(MAKE_DIRECTORY ${files})

# join(<file> <part>…): several scripts as one, in this order. Maps for debuggers are not taken, so nothing may name them.
function(join name)
  foreach(part IN LISTS ARGN)
    file(READ "${part}" text)
    string(REGEX REPLACE "//# sourceMappingURL=[^\n]*" "" text "${text}")
    file(APPEND ${files}/${name} "${text}\n;\n")
  endforeach()
endfunction()

# The LMS's order, in which each finds what it needs: what comes before RequireJS and behind its namespace becomes global.
join(vendor.js
  ${packages}/jquery/dist/jquery.min.js
  ${packages}/jquery-migrate/dist/jquery-migrate.min.js
  ${packages}/jquery.cookie/jquery.cookie.js
  ${packages}/underscore/underscore-min.js
  ${packages}/underscore.string/dist/underscore.string.min.js
  ${packages}/requirejs/require.js
  ${SOURCE}/namespace.js
  ${packages}/urijs/src/URI.min.js
  ${packages}/backbone/backbone-min.js
  ${packages}/jquery-ui-dist/jquery-ui.min.js
  ${packages}/moment/min/moment.min.js)
join(late.js ${packages}/jquery.scrollto/jquery.scrollTo.min.js ${packages}/flot/jquery.flot.js)

# take(<folder of a package> <folder here> <pattern>…): files as they are.
function(take from to)
  set(patterns)
  foreach(pattern IN LISTS ARGN)
    list(APPEND patterns ${packages}/${from}/${pattern})
  endforeach()
  file(GLOB_RECURSE found RELATIVE ${packages}/${from} ${patterns})
  if(NOT found)
    message(FATAL_ERROR "The package ${from} has none of: ${ARGN}")
  endif()
  foreach(file IN LISTS found)
    cmake_path(GET file PARENT_PATH folder)
    file(COPY ${packages}/${from}/${file} DESTINATION ${files}/${to}/${folder})
  endforeach()
endfunction()

take(font-awesome font-awesome css/font-awesome.min.css fonts/fontawesome-webfont.woff2)
take(jquery-ui-dist jquery-ui jquery-ui.min.css images/*.png)
# Of MathJax what its configuration TeX-MML-AM_SVG can ask for: its three inputs, output as SVG with the TeX font.
file(COPY ${packages}/mathjax/MathJax.js DESTINATION ${files}/mathjax)
take(mathjax/config mathjax/config TeX-MML-AM_SVG.js)
take(mathjax/jax/element mathjax/jax/element *.js)
foreach(input TeX MathML AsciiMath)
  take(mathjax/jax/input/${input} mathjax/jax/input/${input} *.js)
endforeach()
take(mathjax/jax/output/SVG mathjax/jax/output/SVG config.js jax.js)
take(mathjax/jax/output/SVG/autoload mathjax/jax/output/SVG/autoload *.js)
take(mathjax/jax/output/SVG/fonts/TeX mathjax/jax/output/SVG/fonts/TeX *.js)
take(mathjax/extensions/TeX mathjax/extensions/TeX *.js)
take(mathjax/extensions/MathML mathjax/extensions/MathML *.js)
foreach(extension AssistiveMML HelpDialog MathEvents MathMenu MathZoom Safe asciimath2jax fast-preview mml2jax tex2jax toMathML)
  file(COPY ${packages}/mathjax/extensions/${extension}.js DESTINATION ${files}/mathjax/extensions)
endforeach()

set(list "<RCC><qresource prefix=\"/scriptorium/weblibraries\">\n")
file(GLOB_RECURSE all RELATIVE ${files} ${files}/*)
foreach(file IN LISTS all)
  string(APPEND list "<file alias=\"${file}\">files/${file}</file>\n")
endforeach()
file(WRITE ${WORK}/weblibraries.qrc "${list}</qresource></RCC>\n")
execute_process(COMMAND ${RCC} --name scriptorium_weblibraries -o ${OUTPUT} ${WORK}/weblibraries.qrc COMMAND_ERROR_IS_FATAL ANY)
file(REMOVE_RECURSE ${packages})
