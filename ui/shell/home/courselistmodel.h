#pragma once

#include "store/workspace.h"

#include <QAbstractListModel>
#include <QHash>
#include <QImage>

namespace scriptorium {

/// The stored courses as a list, in the order the author wants; filtered by what they typed.
class CourseListModel : public QAbstractListModel
{
  Q_OBJECT

public:
  enum Role
  {
    KeyRole = Qt::UserRole + 1,
    FactsRole,   ///< "1,204 blocks · 12 MB · edited yesterday"
    StateRole,   ///< "Open in …" or why it cannot be opened; empty when it can
    ProblemRole, ///< true when it cannot be opened
    ImageRole    ///< QImage of the course, null when it has none
  };
  enum class Order
  {
    Used, ///< most recently opened first, then the last edited
    Title,
    Edited, ///< newest first
    Size    ///< on disk, largest first
  };
  using QAbstractListModel::QAbstractListModel;

  void setCourses(const QList<CourseInfo>& courses, const QStringList& recentIds);
  void setFilter(const QString& text);
  void setOrder(Order order);
  /// The picture on the card of the course with this id.
  void setImage(const QString& id, const QImage& image);
  qsizetype total() const { return m_all.size(); }
  const CourseInfo& course(const QModelIndex& index) const { return m_shown.at(index.row()); }

  int rowCount(const QModelIndex& parent = {}) const override;
  QVariant data(const QModelIndex& index, int role) const override;

private:
  void rebuild();
  void putInOrder();

  QList<CourseInfo> m_all;
  QList<CourseInfo> m_shown;
  QStringList m_recent;
  QHash<QString, QImage> m_images; ///< by id
  QString m_filter;
  Order m_order = Order::Used;
};

/// "just now", "5 minutes ago", "yesterday", "12 May 2026": for people, in the user's language and zone.
QString agoText(qint64 msSinceEpoch);

} // namespace scriptorium
