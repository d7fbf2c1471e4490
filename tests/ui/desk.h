#pragma once

#include "base/clock.h"
#include "ui/document/coursedocument.h"
#include "ui/shell/commands/commands.h"
#include "ui/shell/studio.h"
#include "ui/shell/window/coursepage.h"
#include "ui/shell/window/mainwindow.h"
#include "ui/widgets/plurals.h"

#include <QAction>
#include <QSettings>
#include <QTemporaryDir>

#include <memory>
#include <optional>

namespace scriptorium::testing {

/// The block types, read once for all tests of the executable.
const BlockTypes& blockTypes();

/// A small course of our own as a folder: two subsections, three units, texts and a problem.
/// Gives the path of its root.
QString writeCourse(const QString& folder, const QString& run = QStringLiteral("R1"));

/// A main window with temporary settings and an empty workspace, and the verbs that tests use on it.
class Desk
{
public:
  Desk();
  ~Desk();

  MainWindow& window() { return *m_window; }
  CourseDocument& document() { return *m_window->document(); }
  const Workspace& workspace() const { return *m_workspace; }
  QString folder() const { return m_folder.path(); }
  QSettings& settings() { return *m_settings; }

  /// Closes the window and opens a new one on the same workspace and settings, as a restart of the program.
  void restart();
  /// Imports and waits until the course is open and its outline is there.
  bool importAndOpen(const QString& path);
  bool waitForOutline();
  /// Triggers an action by its id.
  bool trigger(const QString& id);
  QAction* action(const QString& id);
  template <typename T>
  T* find(const QString& objectName)
  {
    return m_window->findChild<T*>(objectName);
  }
  BlockId block(const QString& type, const QString& urlName);
  /// Chooses a block as a click in the outline does.
  bool choose(const QString& type, const QString& urlName);
  /// Gives a block another title, as one step.
  bool rename(BlockId block, const QString& title);
  /// Drops a block on another place of the outline through the model, as the end of a drag does.
  bool drop(BlockId block, BlockId parent, int row);
  QStringList childTitles(const QString& type, const QString& urlName);

private:
  void makeWindow();

  QTemporaryDir m_folder;
  Plurals m_plurals; ///< texts as people read them
  SystemClock m_clock;
  std::optional<Workspace> m_workspace;
  std::unique_ptr<QSettings> m_settings;
  std::optional<Studio> m_studio;
  std::unique_ptr<MainWindow> m_window;
};

} // namespace scriptorium::testing
