#include "app/gui/startprobe.h"
#include "base/clock.h"
#include "ui/shell/window/mainwindow.h"
#include "ui/widgets/plurals.h"

#include <QApplication>
#include <QCommandLineParser>
#include <QDir>
#include <QFileInfo>
#include <QIcon>
#include <QSettings>
#include <QStandardPaths>

#include <csignal>
#include <cstdio>
#include <cstdlib>
#include <optional>

using namespace Qt::Literals::StringLiterals;
using namespace scriptorium;

namespace {

/// Installed beside the program, or in the source tree of a build.
QString samplePath()
{
  const QDir bin(QCoreApplication::applicationDirPath());
  const QStringList places{u"../share/scriptorium/samples/welcome"_s,
                           u"../../../resources/samples/welcome"_s};
  for (const auto& place : places)
    if (QFileInfo::exists(bin.filePath(place)))
      return QDir::cleanPath(bin.filePath(place));
  return {};
}

QString userName()
{
  const QString name = qEnvironmentVariable("USER");
  return name.isEmpty() ? qEnvironmentVariable("USERNAME") : name;
}

BlockTypes loadTypes()
{
  BlockTypes types = BlockTypes::builtIn();
  QStringList problems;
  types.addFolder(QStandardPaths::writableLocation(QStandardPaths::AppConfigLocation) + u"/blocktypes"_s,
                  &problems);
  for (const auto& problem : std::as_const(problems))
    std::fprintf(stderr, "%s\n", qPrintable(problem));
  return types;
}

/// Without a display Qt aborts the program while the application is made: a sentence, no core dump.
void explainNoDisplay(QtMsgType type, const QMessageLogContext& /*context*/, const QString& text)
{
  if (type != QtFatalMsg) {
    std::fprintf(stderr, "%s\n", qPrintable(text));
    return;
  }
  std::fputs(
      "scriptorium: there is no display to open a window on. Start it in a desktop session, or say which "
      "display to use (DISPLAY, WAYLAND_DISPLAY). scriptorium-cli does the same work without a window.\n",
      stderr);
  std::_Exit(1);
}

} // namespace

int main(int argc, char** argv)
{
  // A full disk or a closed pipe is an error of the write, not the end of the program.
  std::signal(SIGXFSZ, SIG_IGN);
  std::signal(SIGPIPE, SIG_IGN);

  const auto usual = qInstallMessageHandler(explainNoDisplay);
  QApplication::setAttribute(Qt::AA_ShareOpenGLContexts); // for the pages in the window; before it is made
  QApplication application(argc, argv);
  qInstallMessageHandler(usual);
  QApplication::setApplicationName(u"scriptorium"_s);
  QApplication::setApplicationDisplayName(u"Scriptorium"_s);
  QApplication::setApplicationVersion(QStringLiteral(SCRIPTORIUM_VERSION));
  QApplication::setDesktopFileName(u"scriptorium"_s);
  QApplication::setWindowIcon(QIcon(u":/scriptorium/scriptorium.svg"_s));

  Plurals plurals;
  QApplication::installTranslator(&plurals);

  QCommandLineParser parser;
  parser.setApplicationDescription(
      QApplication::translate("main", "Author Open edX courses on your own computer."));
  parser.addHelpOption();
  parser.addVersionOption();
  const QCommandLineOption store(u"store"_s,
                                 QApplication::translate("main", "Keep the courses in this folder."),
                                 u"folder"_s, Workspace::defaultPath());
  parser.addOption(store);
  QCommandLineOption quitWhenReady(u"quit-when-ready"_s);
  quitWhenReady.setFlags(QCommandLineOption::HiddenFromHelp);
  parser.addOption(quitWhenReady);
  parser.addPositionalArgument(u"course"_s,
                               QApplication::translate("main", "A course archive or folder to import, or the "
                                                               "key of a stored course to open."),
                               u"[course…]"_s);
  parser.process(application);

  const auto workspace = Workspace::open(parser.value(store));
  if (!workspace) {
    std::fprintf(stderr, "scriptorium: %s\n", qPrintable(workspace.error().toString()));
    return 4;
  }
  const BlockTypes types = loadTypes();
  const SystemClock clock;
  QSettings settings(QSettings::IniFormat, QSettings::UserScope, u"scriptorium"_s, u"scriptorium"_s);
  const Studio studio{*workspace, types, clock, settings, userName(), samplePath()};
  MainWindow window(studio);
  std::optional<StartProbe> probe;
  if (parser.isSet(quitWhenReady))
    probe.emplace(window);
  window.show();
  window.start(parser.positionalArguments());
  return QApplication::exec();
}
