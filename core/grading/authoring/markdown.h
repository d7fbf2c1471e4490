#pragma once

#include <QString>

namespace scriptorium::capa {

/// A problem's OLX from the Markdown of Studio's problem editor, as the authoring web client converts it
/// (convertMarkdownToXML.js; docs/capa.md), its quirks included: nothing is escaped, and what it does not
/// know stays text.
QString olxFromMarkdown(const QString& markdown);

} // namespace scriptorium::capa
