#pragma once

#include "store/workspace.h"

#include <QAbstractListModel>

namespace scriptorium {

/// The stored courses as a list, most recently used first; filtered by what the author typed.
class CourseListModel : public QAbstractListModel
{
  Q_OBJECT

public:
  enum Role
  {
    KeyRole = Qt::UserRole + 1,
    FactsRole,  ///< "1,204 blocks · 12 MB · edited yesterday"
    StateRole,  ///< "Open in …" or why it cannot be opened; empty when it can
    ProblemRole ///< true when it cannot be opened
  };
  using QAbstractListModel::QAbstractListModel;

  void setCourses(const QList<CourseInfo>& courses, const QStringList& recentIds);
  void setFilter(const QString& text);
  qsizetype total() const { return m_all.size(); }
  const CourseInfo& course(const QModelIndex& index) const { return m_shown.at(index.row()); }

  int rowCount(const QModelIndex& parent = {}) const override;
  QVariant data(const QModelIndex& index, int role) const override;

private:
  void rebuild();

  QList<CourseInfo> m_all;
  QList<CourseInfo> m_shown;
  QString m_filter;
};

/// "just now", "5 minutes ago", "yesterday", "12 May 2026": for people, in the user's language and zone.
QString agoText(qint64 msSinceEpoch);

} // namespace scriptorium
