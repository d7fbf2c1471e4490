#include "app/cli/commands.h"
#include "app/cli/completion.h"
#include "app/cli/exitcodes.h"
#include "app/cli/manual.h"

using namespace Qt::Literals::StringLiterals;

namespace scriptorium::cli {
namespace {

const QString kPreview = u"scriptorium-preview"_s;

Result<int> printCompletion(Invocation& invocation)
{
  const bool isOfPreview = invocation.arguments.value(1) == kPreview;
  const QString script = isOfPreview ? completion(previewProgram(), invocation.arguments[0])
                                     : completion(invocation.arguments[0]);
  if (script.isEmpty())
    return Error{Error::Kind::BadInput, invocation.arguments[0],
                 u"There are completions for bash, zsh and fish."_s};
  invocation.output.raw(script.toUtf8());
  return kDone;
}

Result<int> printManual(Invocation& invocation)
{
  const bool isOfPreview = invocation.arguments.value(0) == kPreview;
  invocation.output.raw((isOfPreview ? manualPage(previewProgram()) : manualPage()).toUtf8());
  return kDone;
}

} // namespace

Command completionCommand()
{
  return {
      .name = u"completion"_s,
      .arguments = u"SHELL [scriptorium-cli|scriptorium-preview]"_s,
      .summary = u"Prints the completion script for bash, zsh or fish."_s,
      .example =
          u"scriptorium-cli completion bash > ~/.local/share/bash-completion/completions/scriptorium-cli"_s,
      .minimumArguments = 1,
      .maximumArguments = 2,
      .run = printCompletion};
}

Command manualCommand()
{
  return {.name = u"manual"_s,
          .arguments = u"[scriptorium-cli|scriptorium-preview]"_s,
          .summary = u"Prints the manual page in roff."_s,
          .example = u"scriptorium-cli manual | man -l -"_s,
          .maximumArguments = 1,
          .run = printManual};
}

} // namespace scriptorium::cli
