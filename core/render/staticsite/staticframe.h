#pragma once

#include "render/staticsite/staticpages.h"

#include <QList>

namespace scriptorium::render {

/// A unit with its content, whose addresses lead from the export's top.
struct StaticUnit
{
  int node = -1;
  QString html;
};

// The pages of an export around their content: head, outline, search, ways back and on.

/// `content`: with addresses that lead from the page's folder.
QString staticPage(const SiteCourse& course, StaticPages& pages, const StaticPage& page,
                   const QString& content);
/// The course's title, and its outline.
QString staticHome(const SiteCourse& course, StaticPages& pages);
/// All units one after the other, to be printed.
QString staticPrint(const SiteCourse& course, StaticPages& pages, const QList<StaticUnit>& units);

} // namespace scriptorium::render
