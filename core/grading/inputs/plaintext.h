#pragma once

#include <QString>

namespace scriptorium::capa {

/// The text of markup, without its tags, scripts and styles.
QString plainText(const QString& markup);

} // namespace scriptorium::capa
