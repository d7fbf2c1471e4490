#include "grading/problem/response.h"
#include "grading/responses/kinds.h"

#include <vector>

namespace scriptorium::capa {

namespace {

const std::vector<const ResponseKind*>& allResponseKinds()
{
  static const std::vector<const ResponseKind*> kinds = {
      &annotationResponseKind(), &choiceResponseKind(),   &choiceTextResponseKind(),
      &codeResponseKind(),       &customResponseKind(),   &externalResponseKind(),
      &formulaResponseKind(),    &imageResponseKind(),    &multipleChoiceResponseKind(),
      &numericalResponseKind(),  &optionResponseKind(),   &schematicResponseKind(),
      &stringResponseKind(),     &symbolicResponseKind(), &trueFalseResponseKind()};
  return kinds;
}

} // namespace

const ResponseKind* responseKind(QStringView tag)
{
  for (const ResponseKind* kind : allResponseKinds())
    if (kind->tag == tag)
      return kind;
  return nullptr;
}

} // namespace scriptorium::capa
