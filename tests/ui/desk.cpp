#include "ui/desk.h"

#include "base/atomicfile.h"
#include "ui/jobs/jobs.h"
#include "ui/outline/outlineview.h"
#include "ui/shell/window/exchangeflow.h"

#include <QDir>
#include <QFileInfo>
#include <QMimeData>
#include <QTest>

using namespace Qt::Literals::StringLiterals;

namespace scriptorium::testing {
namespace {

void write(const QString& folder, const QString& path, const QByteArray& text)
{
  QDir().mkpath(QFileInfo(folder + u'/' + path).absolutePath());
  const auto written = writeFile(folder + u'/' + path, text);
  Q_ASSERT(written);
}

} // namespace

const BlockTypes& blockTypes()
{
  static const BlockTypes types = BlockTypes::builtIn();
  return types;
}

QString writeCourse(const QString& folder, const QString& run)
{
  const QByteArray name = run.toUtf8();
  write(folder, u"course.xml"_s, "<course url_name=\"" + name + "\" org=\"Org\" course=\"C1\"/>\n");
  write(folder, u"course/%1.xml"_s.arg(run),
        "<course display_name=\"Test course\">\n  <chapter url_name=\"week1\"/>\n</course>\n");
  write(folder, u"chapter/week1.xml"_s,
        "<chapter display_name=\"Week 1\">\n  <sequential url_name=\"first\"/>\n"
        "  <sequential url_name=\"second\"/>\n</chapter>\n");
  write(folder, u"sequential/first.xml"_s,
        "<sequential display_name=\"First\">\n  <vertical url_name=\"u1\"/>\n  <vertical url_name=\"u2\"/>\n"
        "</sequential>\n");
  write(folder, u"sequential/second.xml"_s,
        "<sequential display_name=\"Second\">\n  <vertical url_name=\"u3\"/>\n</sequential>\n");
  write(folder, u"vertical/u1.xml"_s,
        "<vertical display_name=\"Unit 1\">\n  <html url_name=\"hello\"/>\n  <problem url_name=\"sum\"/>\n"
        "</vertical>\n");
  write(folder, u"vertical/u2.xml"_s, "<vertical display_name=\"Unit 2\"/>\n");
  write(folder, u"vertical/u3.xml"_s, "<vertical display_name=\"Unit 3\"/>\n");
  write(folder, u"html/hello.xml"_s, "<html filename=\"hello\" display_name=\"Hello\"/>\n");
  write(folder, u"html/hello.html"_s, "<p>Hello, learner.</p>\n");
  write(folder, u"problem/sum.xml"_s,
        "<problem display_name=\"Sum\" max_attempts=\"3\">\n  <numericalresponse answer=\"4\">\n    <p>2 + "
        "2</p>\n"
        "  </numericalresponse>\n</problem>\n");
  return folder;
}

Desk::Desk()
{
  QCoreApplication::installTranslator(&m_plurals);
  m_workspace.emplace(*Workspace::open(m_folder.filePath(u"store"_s)));
  m_settings = std::make_unique<QSettings>(m_folder.filePath(u"settings.ini"_s), QSettings::IniFormat);
  m_settings->setValue(u"started"_s, true);
  m_settings->setValue(u"layout/live"_s, false); // a server and an engine a test
  makeWindow();
}

Desk::~Desk() = default;

void Desk::makeWindow()
{
  m_studio.emplace(Studio{*m_workspace, blockTypes(), m_clock, *m_settings, u"Tester"_s, {}});
  m_window = std::make_unique<MainWindow>(*m_studio);
  m_window->show();
}

void Desk::restart()
{
  m_window->close();
  m_window.reset();
  makeWindow();
  m_window->start({});
}

bool Desk::importAndOpen(const QString& path)
{
  m_window->exchange().importPath(path);
  return QTest::qWaitFor([this] { return m_window->document() != nullptr && !m_window->jobs().isBusy(); },
                         30000) &&
         waitForOutline();
}

bool Desk::waitForOutline()
{
  return m_window->document() && QTest::qWaitFor([this] { return document().isLoaded(); }, 30000);
}

QAction* Desk::action(const QString& id)
{
  for (auto* action : m_window->findChildren<QAction*>(id))
    return action;
  return nullptr;
}

bool Desk::trigger(const QString& id)
{
  QAction* found = action(id);
  if (!found || !found->isEnabled())
    return false;
  found->trigger();
  return true;
}

BlockId Desk::block(const QString& type, const QString& urlName)
{
  return document().store().find(type, urlName).value_or(BlockId());
}

bool Desk::choose(const QString& type, const QString& urlName)
{
  auto* view = find<OutlineView>(u"outlineView"_s);
  const QModelIndex index = document().outlineModel().indexOf(block(type, urlName));
  if (!view || !index.isValid())
    return false;
  view->scrollTo(index);
  QTest::mouseClick(view->viewport(), Qt::LeftButton, {}, view->visualRect(index).center());
  return document().selection().current() == block(type, urlName);
}

bool Desk::rename(BlockId block, const QString& title)
{
  return document().run(steps::rename(document(), block, title)).has_value();
}

bool Desk::drop(BlockId block, BlockId parent, int row)
{
  OutlineModel& model = document().outlineModel();
  const std::unique_ptr<QMimeData> data(model.mimeData({model.indexOf(block)}));
  return model.canDropMimeData(data.get(), Qt::MoveAction, row, 0, model.indexOf(parent)) &&
         model.dropMimeData(data.get(), Qt::MoveAction, row, 0, model.indexOf(parent));
}

QStringList Desk::childTitles(const QString& type, const QString& urlName)
{
  QStringList titles;
  const OutlineModel& model = document().outlineModel();
  const QModelIndex parent = model.indexOf(block(type, urlName));
  for (int row = 0; row < model.rowCount(parent); ++row)
    titles.append(model.index(row, 0, parent).data().toString());
  return titles;
}

} // namespace scriptorium::testing
