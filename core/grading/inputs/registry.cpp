#include "grading/inputs/kinds.h"

#include <QHash>

namespace scriptorium::capa {
namespace {

QHash<QString, const InputKind*> allInputKinds()
{
  const InputKind* kinds[] = {
      &annotationInputKind(),  &checkboxGroupKind(),  &checkboxTextGroupKind(), &chemicalEquationInputKind(),
      &choiceGroupKind(),      &codeInputKind(),      &crystallographyKind(),   &designProtein2dInputKind(),
      &dragAndDropInputKind(), &editAGeneInputKind(), &fileSubmissionKind(),    &formulaEquationInputKind(),
      &imageInputKind(),       &jsInputKind(),        &matlabInputKind(),       &optionInputKind(),
      &radioGroupKind(),       &radioTextGroupKind(), &schematicKind(),         &textBoxKind(),
      &textLineKind(),         &vseprInputKind()};
  QHash<QString, const InputKind*> byTag;
  for (const InputKind* kind : kinds)
    byTag.insert(kind->tag, kind);
  return byTag;
}

} // namespace

const InputKind* inputKind(QStringView tag)
{
  static const QHash<QString, const InputKind*> kinds = allInputKinds();
  return kinds.value(tag.toString());
}

} // namespace scriptorium::capa
