# What `cmake --install` puts where: programs, sample course, block types, manual page, completions, desktop integration.
install(TARGETS scriptorium-cli scriptorium-preview RUNTIME DESTINATION ${CMAKE_INSTALL_BINDIR})

# The manual page and the completions are made by the program from its own table of commands.
set(generated ${PROJECT_BINARY_DIR}/generated)
file(MAKE_DIRECTORY ${generated})
add_custom_command(
  OUTPUT ${generated}/scriptorium-cli.1 ${generated}/completion.bash ${generated}/completion.zsh
         ${generated}/completion.fish ${generated}/scriptorium-preview.1 ${generated}/preview.bash
         ${generated}/preview.zsh ${generated}/preview.fish
  COMMAND scriptorium-cli manual > ${generated}/scriptorium-cli.1
  COMMAND scriptorium-cli completion bash > ${generated}/completion.bash
  COMMAND scriptorium-cli completion zsh > ${generated}/completion.zsh
  COMMAND scriptorium-cli completion fish > ${generated}/completion.fish
  COMMAND scriptorium-cli manual scriptorium-preview > ${generated}/scriptorium-preview.1
  COMMAND scriptorium-cli completion bash scriptorium-preview > ${generated}/preview.bash
  COMMAND scriptorium-cli completion zsh scriptorium-preview > ${generated}/preview.zsh
  COMMAND scriptorium-cli completion fish scriptorium-preview > ${generated}/preview.fish
  DEPENDS scriptorium-cli
  COMMENT "Manual page and completions"
  VERBATIM)
add_custom_target(manual ALL DEPENDS ${generated}/scriptorium-cli.1)
install(FILES ${generated}/scriptorium-cli.1 ${generated}/scriptorium-preview.1 DESTINATION ${CMAKE_INSTALL_MANDIR}/man1)
install(FILES ${generated}/completion.bash RENAME scriptorium-cli
  DESTINATION ${CMAKE_INSTALL_DATADIR}/bash-completion/completions)
install(FILES ${generated}/preview.bash RENAME scriptorium-preview
  DESTINATION ${CMAKE_INSTALL_DATADIR}/bash-completion/completions)
install(FILES ${generated}/preview.zsh RENAME _scriptorium-preview
  DESTINATION ${CMAKE_INSTALL_DATADIR}/zsh/site-functions)
install(FILES ${generated}/preview.fish RENAME scriptorium-preview.fish
  DESTINATION ${CMAKE_INSTALL_DATADIR}/fish/vendor_completions.d)
install(FILES ${generated}/completion.zsh RENAME _scriptorium-cli DESTINATION ${CMAKE_INSTALL_DATADIR}/zsh/site-functions)
install(FILES ${generated}/completion.fish RENAME scriptorium-cli.fish
  DESTINATION ${CMAKE_INSTALL_DATADIR}/fish/vendor_completions.d)

install(DIRECTORY ${PROJECT_SOURCE_DIR}/resources/samples ${PROJECT_SOURCE_DIR}/resources/help
  DESTINATION ${CMAKE_INSTALL_DATADIR}/scriptorium)
install(FILES ${PROJECT_SOURCE_DIR}/LICENSE ${PROJECT_SOURCE_DIR}/packaging/LICENSES.md DESTINATION ${CMAKE_INSTALL_DOCDIR})
if(SCRIPTORIUM_GUI)
  install(TARGETS scriptorium RUNTIME DESTINATION ${CMAKE_INSTALL_BINDIR})
  if(SCRIPTORIUM_WEB)
    install(TARGETS scriptorium_web LIBRARY DESTINATION lib/scriptorium)
  endif()
  install(FILES ${PROJECT_SOURCE_DIR}/packaging/scriptorium.desktop DESTINATION ${CMAKE_INSTALL_DATADIR}/applications)
  install(FILES ${PROJECT_SOURCE_DIR}/packaging/scriptorium.svg DESTINATION ${CMAKE_INSTALL_DATADIR}/icons/hicolor/scalable/apps)
  install(FILES ${PROJECT_SOURCE_DIR}/packaging/scriptorium.metainfo.xml RENAME org.scriptorium.Scriptorium.metainfo.xml
    DESTINATION ${CMAKE_INSTALL_DATADIR}/metainfo)
endif()
