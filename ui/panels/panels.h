#pragma once

#include "ui/widgets/pane.h"

class QTabWidget;

namespace scriptorium {

class ChecksPanel;
class CourseDocument;
class FilesPanel;
class Jobs;
class LiveChecks;
class ReportPanel;
class SearchPanel;

/// The bottom pane: checks, search, files, import report, history, jobs.
class Panels : public Pane
{
  Q_OBJECT

public:
  Panels(CourseDocument& document, LiveChecks& checks, Jobs& jobs, QWidget* parent = nullptr);

  ChecksPanel* checks() const { return m_checks; }
  ReportPanel* report() const { return m_report; }
  SearchPanel* search() const { return m_search; }
  FilesPanel* files() const { return m_files; }
  void showChecks();
  void showReport();
  /// Shows the panel and gives it the keyboard.
  void showSearch();
  void showFiles();
  void focusContent();

private:
  void showCount();

  QTabWidget* m_tabs;
  ChecksPanel* m_checks;
  SearchPanel* m_search;
  FilesPanel* m_files;
  ReportPanel* m_report;
};

} // namespace scriptorium
