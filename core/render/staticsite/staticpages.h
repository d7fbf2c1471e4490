#pragma once

#include "render/web/sitecourse.h"

#include <QHash>
#include <QSet>
#include <QString>

#include <vector>

namespace scriptorium::render {

/// One page of the export.
struct StaticPage
{
  QString path; ///< "units/week_1.html"
  QString title;
  QString address; ///< where the preview shows it ("/xblock/…")
  int node = -1;   ///< the unit; -1: a custom page
};

/// Which pages an export has, and what the addresses of the LMS become in it: the files that its pages need
/// are collected on the way.
class StaticPages
{
public:
  /// `chosen`: the units that are one of these blocks, hold one, or are below one; empty: all. In the order
  /// of the outline.
  StaticPages(const SiteCourse& course, const std::vector<int>& chosen);

  const std::vector<StaticPage>& pages() const { return m_pages; }
  void add(StaticPage page);
  /// The page of a node or of the unit that holds it; null when it is not exported.
  const StaticPage* pageOf(int node) const;

  /// HTML whose addresses lead into the export, seen from a page that lies `up` ("../" or "").
  QString withLocalAddresses(const QString& html, const QString& up);
  /// What an address of the LMS is in the export; empty when it is none of the LMS's, "#" when it leads to
  /// what is not exported.
  QString local(const QString& address, const QString& up);

  /// Paths of the course's files that pages refer to, by their paths in the export.
  const QHash<QString, QString>& files() const { return m_files; }
  /// Addresses of files that come with the program ("/__preview/page.css").
  const QSet<QString>& programFiles() const { return m_programFiles; }

private:
  QString localAsset(const QString& name, const QString& up);
  QString localCoursePage(const QString& rest, const QString& up) const;

  const SiteCourse& m_course;
  std::vector<StaticPage> m_pages;
  QHash<int, size_t> m_byNode;
  QSet<QString> m_paths; ///< in small letters: other systems do not tell them apart
  QHash<QString, QString> m_files;
  QSet<QString> m_programFiles;
};

} // namespace scriptorium::render
