#include "cases/answercase.h"
#include "grading/authoring/editorchoice.h"
#include "grading/authoring/markdown.h"
#include "grading/authoring/visualeditor.h"

using namespace Qt::Literals::StringLiterals;

namespace scriptorium::capa {
namespace {

PyDict choiceOf(const QString& olx)
{
  const EditorChoice choice = editorFor(olx);
  PyDict said = {{u"opens_as"_s, choice.opensAs}};
  if (!choice.reason.isEmpty())
    said.append({u"reason"_s, choice.reason});
  return said;
}

} // namespace

PyDict answerMarkdown(const PyValue& asked, const CaseRunner::Scripts&)
{
  const QString olx = olxFromMarkdown(textAt(asked, u"markdown"));
  const PyDict choice = choiceOf(olx);
  // The client's parser has no type for a blank problem; only its own page offers a choice then.
  const bool isBlank = editorFor(olx).opensAs == "type_selection"_L1;
  return {{u"olx"_s, olx}, {u"editor"_s, isBlank ? PyDict{{u"opens_as"_s, PyValue()}} : choice}};
}

PyDict answerEditor(const PyValue& asked, const CaseRunner::Scripts&)
{
  const QString olx = textAt(asked, u"olx");
  PyDict said = choiceOf(olx);
  if (const PyValue state = visualState(olx); !state.isNone()) {
    said.append({u"state"_s, state});
    said.append({u"saved_olx"_s, savedFromVisual(state, editorFor(olx).opensAs)});
  }
  return said;
}

} // namespace scriptorium::capa
