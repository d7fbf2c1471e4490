#pragma once

#include <QString>

namespace scriptorium::render {

/// The Markdown of short texts as HTML: paragraphs, lists with "-" or "*", **strong**, *emphasis*, `code` and
/// [links](address). HTML in it stays, as in the LMS.
QString plainMarkdown(const QString& text);

} // namespace scriptorium::render
