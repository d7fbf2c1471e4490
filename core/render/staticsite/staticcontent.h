#pragma once

#include "render/site/site.h"

#include <QString>

#include <functional>

namespace scriptorium::render {

/// Asks the preview's site as a browser does.
using AskSite = std::function<WebReply(const QByteArray& method, const QString& address)>;

/// What stands in a page of the preview, fit for a page without a server behind it: problems are filled in,
/// videos are the browser's own with their transcripts below, and what needs a server says so.
QString staticContent(const QString& page, const AskSite& ask);

} // namespace scriptorium::render
