#pragma once

#include "grading/problem/input.h"

namespace scriptorium::capa {

template <typename T>
InputKind inputKindOf(const QString& tag)
{
  return {tag, [](Problem& problem, Element& element) -> std::unique_ptr<Input> {
            return std::make_unique<T>(problem, element);
          }};
}

// One per tag, defined in the file of its class.
const InputKind& annotationInputKind();
const InputKind& checkboxGroupKind();
const InputKind& checkboxTextGroupKind();
const InputKind& chemicalEquationInputKind();
const InputKind& choiceGroupKind();
const InputKind& codeInputKind();
const InputKind& crystallographyKind();
const InputKind& designProtein2dInputKind();
const InputKind& dragAndDropInputKind();
const InputKind& editAGeneInputKind();
const InputKind& fileSubmissionKind();
const InputKind& formulaEquationInputKind();
const InputKind& imageInputKind();
const InputKind& jsInputKind();
const InputKind& matlabInputKind();
const InputKind& optionInputKind();
const InputKind& radioGroupKind();
const InputKind& radioTextGroupKind();
const InputKind& schematicKind();
const InputKind& textBoxKind();
const InputKind& textLineKind();
const InputKind& vseprInputKind();

} // namespace scriptorium::capa
