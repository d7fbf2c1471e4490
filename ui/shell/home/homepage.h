#pragma once

#include "ui/shell/studio.h"

#include <QHash>
#include <QWidget>

class QComboBox;
class QLabel;
class QLineEdit;
class QListView;
class QStackedLayout;

namespace scriptorium {

class Commands;
class CourseListModel;
class EmptyState;

/// Where the author begins: the stored courses as cards, and how to get more of them.
class HomePage : public QWidget
{
  Q_OBJECT

public:
  HomePage(const Studio& studio, const Commands& commands, QWidget* parent = nullptr);

  /// Reads the list again, on a worker.
  void refresh();

Q_SIGNALS:
  void openRequested(const scriptorium::CourseInfo& course);
  void openReadOnlyRequested(const scriptorium::CourseInfo& course);
  void exportRequested(const scriptorium::CourseInfo& course);
  void duplicateRequested(const scriptorium::CourseInfo& course);
  void deleteRequested(const scriptorium::CourseInfo& course);
  void failed(const scriptorium::Error& error, const QString& what);

private:
  void buildHead(const Commands& commands);
  void applyFilter(const QString& text);
  void buildOrder();
  void showMenu(const QPoint& at);
  void loadImages(const QList<CourseInfo>& courses);
  void showCourses(const Result<QList<CourseInfo>>& courses);

  const Studio& m_studio;
  CourseListModel* m_courses;
  QListView* m_cards;
  QLineEdit* m_search;
  QComboBox* m_order;
  QHash<QString, qint64> m_imagesOf; ///< for which state of a course its picture was asked, by id
  EmptyState* m_empty;
  EmptyState* m_noMatch;
  QWidget* m_head;
  QLabel* m_count;
};

} // namespace scriptorium
