#pragma once

#include <QString>

namespace scriptorium::capa {

/// Whether the visual editor takes an element of that name as part of the question's text.
bool isQuestionTag(const QString& name);
bool isResponseTag(const QString& name);

} // namespace scriptorium::capa
