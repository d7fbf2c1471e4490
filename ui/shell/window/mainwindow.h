#pragma once

#include "model/finding.h"
#include "store/coursestore.h"
#include "ui/shell/commands/commands.h"
#include "ui/shell/studio.h"
#include "ui/widgets/messagebar.h"

#include <QMainWindow>

#include <memory>

class QLabel;
class QStackedWidget;
class QToolBar;

namespace scriptorium {

class CourseDocument;
class CoursePage;
class DropOverlay;
class ElidedLabel;
class ExchangeFlow;
class HomePage;
class PreviewFlow;
struct ImportResult;
class Jobs;
enum class Look;

/// The frame: home page or one open course, menus and tool bar from the command table, messages, jobs. Builds
/// and connects; the work is done by the parts.
class MainWindow : public QMainWindow
{
  Q_OBJECT

public:
  explicit MainWindow(const Studio& studio);
  ~MainWindow() override;

  /// Opens what was named at the start: archives and folders are imported, anything else names a course. With
  /// nothing named: the course that was open last, or on the very first start the sample course.
  void start(const QStringList& named);

  void openCourse(const CourseInfo& info, CourseStore::Mode mode = CourseStore::Mode::ReadWrite);
  void closeCourse();
  void showHome();

  CourseDocument* document() const { return m_document.get(); }
  CoursePage* page() const { return m_page; }
  ExchangeFlow& exchange() const { return *m_exchange; }
  Jobs& jobs() const { return *m_jobs; }
  MessageBar& messages() const { return *m_messages; }

protected:
  void closeEvent(QCloseEvent* event) override;
  void dragEnterEvent(QDragEnterEvent* event) override;
  void dragLeaveEvent(QDragLeaveEvent* event) override;
  void dropEvent(QDropEvent* event) override;
  void resizeEvent(QResizeEvent* event) override;

private:
  void build();
  void connectCommands();
  void connectExchange();
  void connectDocument();
  void showImported(const ImportResult& result);
  void openImported(const ImportResult& result);
  void showReport();
  void ask(MessageBar::Kind kind, const QString& title, const QString& text,
           const QList<MessageBar::Choice>& choices);
  void showHeldText();
  void showPrediction(CoursePage* page, const Findings& report);
  void updateState();
  void showSaved();
  void setLook(Look look);
  void chooseImport(bool folder);
  void askForCopy(const CourseInfo& course);
  void choosePages(const CourseInfo& info);
  void chooseExport(const CourseInfo& info, bool folder);
  void openSample();
  void showHelp();
  void showAbout();
  void rememberRecent(const QString& id);

  const Studio& m_studio;
  Commands* m_commands;
  Jobs* m_jobs;
  QToolBar* m_tools = nullptr;
  ElidedLabel* m_courseTitle = nullptr;
  MessageBar* m_messages = nullptr;
  QStackedWidget* m_stack = nullptr;
  HomePage* m_home = nullptr;
  QLabel* m_saved = nullptr;
  DropOverlay* m_drop = nullptr;
  ExchangeFlow* m_exchange = nullptr;
  PreviewFlow* m_preview = nullptr;
  std::unique_ptr<CourseDocument> m_document;
  CoursePage* m_page = nullptr;
};

} // namespace scriptorium
