#include "edit/operations.h"
#include "exchange/import/importcourse.h"
#include "support/testmain.h"
#include "ui/desk.h"
#include "ui/document/outlinemodel.h"

#include <QAbstractItemModelTester>
#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>

using namespace Qt::Literals::StringLiterals;
using namespace scriptorium;
using namespace scriptorium::testing;

namespace {

/// A course of `chapters` × `units` × `components`, as the store would give it.
QList<OutlineRow> manyRows(int chapters, int units, int components)
{
  QList<OutlineRow> rows;
  qint64 next = 0;
  const auto add = [&](BlockId parent, const QString& type, int position) {
    OutlineRow row;
    row.id = BlockId(++next);
    row.parent = parent;
    row.position = position;
    row.type = type;
    row.urlName = u"b%1"_s.arg(next);
    row.title = u"%1 %2"_s.arg(type).arg(next);
    rows.append(row);
    return row.id;
  };
  const BlockId course = add({}, u"course"_s, 0);
  for (int c = 0; c < chapters; ++c) {
    const BlockId chapter = add(course, u"chapter"_s, c);
    const BlockId sequential = add(chapter, u"sequential"_s, 0);
    for (int v = 0; v < units; ++v) {
      const BlockId unit = add(sequential, u"vertical"_s, v);
      for (int k = 0; k < components; ++k)
        add(unit, k % 2 == 0 ? u"html"_s : u"problem"_s, k);
    }
  }
  return rows;
}

} // namespace

/// The model against a real session: what it says after each edit is what the store says.
class TestOutlineModel : public QObject
{
  Q_OBJECT

private Q_SLOTS:
  void init();
  void cleanup();
  void aMovedBlockIsOneRowMove();
  void movingTheFirstRowToTheEndMovesOneRow();
  void aDeletedSubtreeIsOneRemovalAndComesBackAsOneInsertion();
  void expandedAndChosenRowsSurviveAReload();
  void theFilterShowsMatchesAndWhatIsAboveThem();
  void anEditUnderAFilterKeepsTheTreeRight();
  void fiftyThousandRowsAreTakenAndFiltered();

private:
  bool run(const CourseSession::Work& work);
  BlockId find(const QString& type, const QString& urlName);
  bool agreesWithStore();

  std::unique_ptr<QTemporaryDir> m_folder;
  SystemClock m_clock;
  std::unique_ptr<CourseSession> m_session;
  std::unique_ptr<OutlineModel> m_model;
};

void TestOutlineModel::init()
{
  m_folder = std::make_unique<QTemporaryDir>();
  const QString course = writeCourse(m_folder->filePath(u"course"_s));
  const auto workspace = Workspace::open(m_folder->filePath(u"store"_s));
  QVERIFY(workspace);
  Progress progress;
  const auto imported = importCourse(*workspace, course, {}, blockTypes(), m_clock, progress);
  QVERIFY2(imported, qPrintable(imported ? QString() : imported.error().toString()));
  auto session =
      CourseSession::open(imported->course.path, CourseStore::Mode::ReadWrite, blockTypes(), m_clock);
  QVERIFY(session);
  m_session = *std::move(session);
  m_model = std::make_unique<OutlineModel>(blockTypes());
  m_model->replace(*m_session->store().outline());
  connect(m_session.get(), &CourseSession::changed, m_model.get(),
          [this](const ChangeSet& changes) { QVERIFY(m_model->apply(changes, m_session->store())); });
  new QAbstractItemModelTester(m_model.get(), QAbstractItemModelTester::FailureReportingMode::QtTest,
                               m_model.get());
}

void TestOutlineModel::cleanup()
{
  m_model.reset();
  m_session.reset();
  m_folder.reset();
}

bool TestOutlineModel::run(const CourseSession::Work& work)
{
  return m_session->run(u"test"_s, u"Test"_s, work).has_value();
}

BlockId TestOutlineModel::find(const QString& type, const QString& urlName)
{
  return m_session->store().find(type, urlName).value_or(BlockId());
}

bool TestOutlineModel::agreesWithStore()
{
  Outline fresh;
  fresh.load(*m_session->store().outline());
  const auto same = [](const auto& self, const Outline::Node* a, const Outline::Node* b) -> bool {
    if (a->row.id != b->row.id || a->row.title != b->row.title || a->children.size() != b->children.size())
      return false;
    for (size_t i = 0; i < a->children.size(); ++i)
      if (!self(self, a->children[i], b->children[i]))
        return false;
    return true;
  };
  return same(same, m_model->outline().top(), fresh.top()) && m_model->outline().size() == fresh.size();
}

void TestOutlineModel::aMovedBlockIsOneRowMove()
{
  QSignalSpy moved(m_model.get(), &QAbstractItemModel::rowsMoved);
  QSignalSpy removed(m_model.get(), &QAbstractItemModel::rowsRemoved);
  QSignalSpy reset(m_model.get(), &QAbstractItemModel::modelReset);
  QVERIFY(run([&](Edit& edit) {
    return edit::moveBlocks(edit, blockTypes(), {find(u"vertical"_s, u"u1"_s)},
                            find(u"sequential"_s, u"second"_s), 1);
  }));
  QCOMPARE(moved.size(), 1);
  QCOMPARE(removed.size(), 0);
  QVERIFY(agreesWithStore());
  QVERIFY(m_session->undo());
  QCOMPARE(moved.size(), 2);
  QCOMPARE(reset.size(), 0);
  QVERIFY(agreesWithStore());
}

void TestOutlineModel::movingTheFirstRowToTheEndMovesOneRow()
{
  const BlockId unit = find(u"vertical"_s, u"u3"_s);
  QVERIFY(run([&](Edit& edit) -> Result<Unit> {
    for (int i = 0; i < 5; ++i) {
      const auto added = edit::addBlock(edit, blockTypes(), unit, u"html"_s, -1);
      if (!added)
        return added.error();
    }
    return Unit{};
  }));
  QVERIFY(agreesWithStore());
  QSignalSpy moved(m_model.get(), &QAbstractItemModel::rowsMoved);
  const BlockId first = m_model->outline().find(unit)->children.front()->row.id;
  QVERIFY(run([&](Edit& edit) { return edit::moveBlocks(edit, blockTypes(), {first}, unit, -1); }));
  QCOMPARE(moved.size(), 1);
  QVERIFY(agreesWithStore());
}

void TestOutlineModel::aDeletedSubtreeIsOneRemovalAndComesBackAsOneInsertion()
{
  QSignalSpy removed(m_model.get(), &QAbstractItemModel::rowsRemoved);
  QSignalSpy inserted(m_model.get(), &QAbstractItemModel::rowsInserted);
  QVERIFY(run([&](Edit& edit) { return edit::removeBlocks(edit, {find(u"sequential"_s, u"first"_s)}); }));
  QCOMPARE(removed.size(), 1);
  QVERIFY(agreesWithStore());
  QVERIFY(m_session->undo());
  QCOMPARE(inserted.size(), 1);
  QVERIFY(agreesWithStore());
}

void TestOutlineModel::expandedAndChosenRowsSurviveAReload()
{
  const QPersistentModelIndex unit = m_model->indexOf(find(u"vertical"_s, u"u3"_s));
  QSignalSpy layout(m_model.get(), &QAbstractItemModel::layoutChanged);
  m_model->replace(*m_session->store().outline());
  QCOMPARE(layout.size(), 1);
  QVERIFY(unit.isValid());
  QCOMPARE(unit.data().toString(), u"Unit 3"_s);
}

void TestOutlineModel::theFilterShowsMatchesAndWhatIsAboveThem()
{
  m_model->setFilter(u"type:problem"_s);
  QCOMPARE(m_model->matchCount(), 1);
  QVERIFY(m_model->indexOf(find(u"vertical"_s, u"u1"_s)).isValid());
  QVERIFY(!m_model->indexOf(find(u"vertical"_s, u"u2"_s)).isValid());
  QVERIFY(!m_model->indexOf(find(u"html"_s, u"hello"_s)).isValid());
  m_model->setFilter(u"unit 3"_s);
  QCOMPARE(m_model->matchCount(), 1);
  m_model->setFilter({});
  QVERIFY(m_model->indexOf(find(u"vertical"_s, u"u2"_s)).isValid());
}

void TestOutlineModel::anEditUnderAFilterKeepsTheTreeRight()
{
  m_model->setFilter(u"unit"_s);
  QVERIFY(run([&](Edit& edit) {
    return edit::moveBlocks(edit, blockTypes(), {find(u"vertical"_s, u"u1"_s)},
                            find(u"sequential"_s, u"second"_s), 0);
  }));
  QVERIFY(run([&](Edit& edit) {
    return edit::rename(edit, blockTypes(), find(u"vertical"_s, u"u2"_s), u"Other"_s);
  }));
  QVERIFY(!m_model->indexOf(find(u"vertical"_s, u"u2"_s)).isValid());
  m_model->setFilter({});
  QVERIFY(agreesWithStore());
}

void TestOutlineModel::fiftyThousandRowsAreTakenAndFiltered()
{
  const QList<OutlineRow> rows = manyRows(50, 100, 9);
  OutlineModel model(blockTypes());
  model.replace(rows);
  QCOMPARE(model.outline().size(), rows.size());
  model.setFilter(u"type:problem is:draft"_s);
  QCOMPARE(model.matchCount(), 0);
  model.setFilter(u"type:problem"_s);
  QCOMPARE(model.matchCount(), 50 * 100 * 4);
  QSignalSpy layout(&model, &QAbstractItemModel::layoutChanged);
  model.replace(rows);
  QCOMPARE(layout.size(), 1);
}

SCRIPTORIUM_TEST(TestOutlineModel)
#include "tst_outlinemodel.moc"
