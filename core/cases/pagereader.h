#pragma once

#include "grading/values/pyvalue.h"

#include <QString>

namespace scriptorium::capa {

/// What a learner sees of a problem's page, read from its HTML: submit_enabled, buttons, feedback, notices,
/// status, messages, response_messages.
PyDict readPage(const QString& html);

} // namespace scriptorium::capa
