#pragma once

#include "base/error.h"
#include "edit/coursefiles.h"
#include "ui/widgets/messagebar.h"

#include <QWidget>

#include <memory>

class QComboBox;
class QLabel;
class QLineEdit;
class QSortFilterProxyModel;
class QStackedWidget;
class QToolButton;
class QTreeView;

namespace scriptorium {

class CourseDocument;
class EmptyState;
class FilesModel;
class Jobs;

/// The course's files: who uses them, and adding, replacing, renaming and removing them, each one step.
/// Files dropped here are added. Lists and references are read on a worker.
class FilesPanel : public QWidget
{
  Q_OBJECT

public:
  /// `jobs` copies in and out; it must live as long as the panel.
  FilesPanel(CourseDocument& document, Jobs& jobs, QWidget* parent = nullptr);
  ~FilesPanel() override;

  void focusFilter();
  /// Narrows the list to names with this text.
  void filterFor(const QString& text);
  /// Adds files of this computer below static/ (or beside what is chosen). Names that are taken are asked
  /// about.
  void addFiles(const QStringList& onDisk);

Q_SIGNALS:
  /// Something the author must decide.
  void asked(const QString& title, const QString& text,
             const QList<scriptorium::MessageBar::Choice>& choices);
  void failed(const scriptorium::Error& error, const QString& what);

protected:
  void showEvent(QShowEvent* event) override;
  void dragEnterEvent(QDragEnterEvent* event) override;
  void dropEvent(QDropEvent* event) override;

private:
  struct Read;
  QLayout* buildRow();
  void buildList();
  QToolButton* addButton(const QString& iconName, const QString& text, const QString& name);
  void follow();
  void read();
  void applyFilter();
  void showState();
  /// The chosen paths, those of missing files left out.
  QStringList chosen() const;
  void chooseToAdd();
  void chooseToReplace();
  void chooseCopy();
  /// Says why a job failed, unless the author stopped it.
  void tell(const Error& error, const QString& what);
  void saveCopy(const QString& path, const QString& toDisk);
  void importFiles(const QStringList& paths, const QStringList& onDisk);
  void rename(const QString& from, const QString& to);
  void editName();
  void remove();
  void goToUser();
  QString targetFolder() const;

  CourseDocument& m_document;
  Jobs& m_jobs;
  FilesModel* m_model;
  QSortFilterProxyModel* m_sorted;
  QLineEdit* m_filter;
  QComboBox* m_which;
  QLabel* m_summary;
  QToolButton* m_add;
  QToolButton* m_replace;
  QToolButton* m_rename;
  QToolButton* m_remove;
  QToolButton* m_copy;
  QToolButton* m_goTo;
  QTreeView* m_list;
  EmptyState* m_empty;
  QStackedWidget* m_stack;
  std::shared_ptr<Progress> m_reading; ///< shared with the worker, which may outlive the panel
  int m_nextUser = 0;
  bool m_isStale = true;
};

} // namespace scriptorium
