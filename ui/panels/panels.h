#pragma once

#include "ui/widgets/pane.h"

class QTabWidget;

namespace scriptorium {

class CourseDocument;
class FilesPanel;
class Jobs;
class ReportPanel;
class SearchPanel;

/// The bottom pane: search, files, import report, history, jobs.
class Panels : public Pane
{
  Q_OBJECT

public:
  Panels(CourseDocument& document, Jobs& jobs, QWidget* parent = nullptr);

  ReportPanel* report() const { return m_report; }
  SearchPanel* search() const { return m_search; }
  FilesPanel* files() const { return m_files; }
  void showReport();
  /// Shows the panel and gives it the keyboard.
  void showSearch();
  void showFiles();
  void focusContent();

private:
  QTabWidget* m_tabs;
  SearchPanel* m_search;
  FilesPanel* m_files;
  ReportPanel* m_report;
};

} // namespace scriptorium
