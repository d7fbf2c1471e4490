#pragma once

#include <QDialog>

class QLineEdit;
class QListWidget;
class QTextBrowser;

namespace scriptorium {

/// The pages of resources/help in a window: a list, a search through all of them, and the page that is read.
/// Does not hold up the other windows.
class HelpWindow : public QDialog
{
  Q_OBJECT

public:
  explicit HelpWindow(QWidget* parent = nullptr);

  /// The names of all pages without ".md", in the order of the table of contents.
  static QStringList pages();
  /// The page about what a widget belongs to; the first one when none is.
  static QString pageOf(const QWidget* widget);
  /// Opens a page; an unknown name opens the first.
  void showPage(const QString& name);

protected:
  void changeEvent(QEvent* event) override;

private:
  void calmTables();
  void spaceHeadings();
  void filter();
  void mark();

  QLineEdit* m_search;
  QListWidget* m_list;
  QTextBrowser* m_page;
};

} // namespace scriptorium
