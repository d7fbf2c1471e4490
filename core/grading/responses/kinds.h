#pragma once

namespace scriptorium::capa {

struct ResponseKind;

// Each is defined in the file of its response and named in registry.cpp.
const ResponseKind& annotationResponseKind();
const ResponseKind& choiceResponseKind();
const ResponseKind& choiceTextResponseKind();
const ResponseKind& codeResponseKind();
const ResponseKind& customResponseKind();
const ResponseKind& externalResponseKind();
const ResponseKind& formulaResponseKind();
const ResponseKind& imageResponseKind();
const ResponseKind& multipleChoiceResponseKind();
const ResponseKind& numericalResponseKind();
const ResponseKind& optionResponseKind();
const ResponseKind& schematicResponseKind();
const ResponseKind& stringResponseKind();
const ResponseKind& symbolicResponseKind();
const ResponseKind& trueFalseResponseKind();

} // namespace scriptorium::capa
