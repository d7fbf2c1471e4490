#pragma once

#include <QString>

namespace scriptorium::markup {

/// What the LMS lets through of a message that a server gave (its `sanitize_html`): elements that only show
/// text, without what runs or leads elsewhere. As HTML.
QString cleanHtml(const QString& html);

} // namespace scriptorium::markup
