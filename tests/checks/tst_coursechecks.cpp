#include "checks/coursechecks.h"
#include "edit/operations.h"
#include "exchange/coursebench.h"
#include "support/testmain.h"

#include <QTest>

using namespace Qt::Literals::StringLiterals;
using namespace scriptorium;
using namespace scriptorium::testing;

namespace {

/// A course of one unit with two problems, of which one says "null".
const FileTree kCourse = {{u"course.xml"_s, "<course url_name='r' org='o' course='c'/>"},
                          {u"course/r.xml"_s, "<course><chapter url_name='c'/></course>"},
                          {u"chapter/c.xml"_s, "<chapter><sequential url_name='s'/></chapter>"},
                          {u"sequential/s.xml"_s, "<sequential><vertical url_name='v'/></sequential>"},
                          {u"vertical/v.xml"_s,
                           "<vertical>\n<problem url_name='p' display_name='null'>x</problem>\n<problem "
                           "url_name='q' weight='1'>x</problem></vertical>"}};

QStringList ids(const Findings& findings)
{
  QStringList ids;
  for (const auto& finding : findings)
    ids.append(finding.rule + u'@' + finding.place.blockId);
  return ids;
}

} // namespace

class TestCourseChecks : public QObject
{
  Q_OBJECT

private Q_SLOTS:
  void init()
  {
    m_bench = std::make_unique<CourseBench>();
    writeFiles(m_bench->path(u"in"_s), kCourse);
    const auto course = m_bench->import(m_bench->path(u"in"_s));
    QVERIFY2(course.has_value(), course ? "" : qPrintable(course.error().toString()));
    m_session = *m_bench->open(course->course);
    m_checks = std::make_unique<checks::CourseChecks>(m_session->store(), m_bench->types(),
                                                      checks::CourseChecks::Options{});
    Progress progress;
    QVERIFY(m_checks->run(progress).has_value());
  }

  void aWholeCourseIsLookedAt()
  {
    const Findings found = m_checks->all();
    QCOMPARE(ids(found), QStringList{u"string-null@p"_s});
    QCOMPARE(found[0].place.file, u"vertical/v.xml"_s);
    QCOMPARE(found[0].place.line, 2);
    QCOMPARE(found[0].place.field, u"display_name"_s);
    QCOMPARE(ids(m_checks->findings(block(u"p"_s))), ids(found));
    QCOMPARE(m_checks->byBlock().size(), 1);
  }

  void anEditIsLookedAtAgain()
  {
    const auto mended = set(u"p"_s, u"display_name"_s, u"A name"_s);
    QCOMPARE(m_checks->update(mended).value_or(QList<BlockId>()), QList{block(u"p"_s)});
    QVERIFY(m_checks->all().isEmpty());
    const auto broken = set(u"q"_s, u"display_name"_s, u"null"_s);
    QCOMPARE(m_checks->update(broken).value_or(QList<BlockId>()), QList{block(u"q"_s)});
    QCOMPARE(ids(m_checks->all()), QStringList{u"string-null@q"_s});
    const auto other = set(u"q"_s, u"weight"_s, u"2"_s);
    QVERIFY(m_checks->update(other).value_or(QList{BlockId()}).isEmpty());
  }

  void aDeletedBlockHasNoFindings()
  {
    const auto gone = m_session->run(u"delete"_s, u"Delete"_s,
                                     [&](Edit& edit) { return edit::removeBlocks(edit, {block(u"p"_s)}); });
    QVERIFY(gone.has_value() && m_checks->update(*gone).has_value());
    QVERIFY(m_checks->all().isEmpty());
  }

  void undoBringsFindingsBack()
  {
    QVERIFY(m_checks->update(set(u"p"_s, u"display_name"_s, u"A"_s)).has_value());
    const auto undone = m_session->undo();
    QVERIFY(undone.has_value() && m_checks->update(*undone).has_value());
    QCOMPARE(ids(m_checks->all()), QStringList{u"string-null@p"_s});
  }

  /// A rule about one block may look at files and policies, which change without it.
  void blocksAreLookedAtAgainWhenWhatTheyNameChanges()
  {
    CourseBench bench;
    FileTree files = kCourse;
    files[u"sequential/s.xml"_s] = "<sequential format='Quiz'><vertical url_name='v'/></sequential>";
    files[u"vertical/v.xml"_s] =
        R"(<vertical><video url_name='w' youtube_id_1_0='' transcripts='{"de": "a.srt"}'/>)"
        R"(<problem url_name='j'><a href='/jump_to_id/w'>x</a></problem></vertical>)";
    writeFiles(bench.path(u"in"_s), files);
    const auto course = bench.import(bench.path(u"in"_s));
    QVERIFY(course.has_value());
    const auto session = bench.open(course->course);
    QVERIFY(session.has_value());
    checks::CourseChecks checks((*session)->store(), bench.types(), {});
    Progress progress;
    QVERIFY(checks.run(progress).has_value());
    const auto found = [&] {
      QStringList all = ids(checks.all());
      all.sort();
      return all;
    };
    QCOMPARE(found(), (QStringList{u"grading-unknown-format@s"_s, u"transcript-missing@w"_s}));
    const auto put = [&](const QString& path, const QByteArray& bytes) {
      const auto done = (*session)->run(u"file"_s, u"Put"_s, [&](Edit& edit) -> Result<Unit> {
        SCRIPTORIUM_TRY(edit::setFile(edit, path, bytes));
        return Unit{};
      });
      return done && checks.update(*done);
    };
    QVERIFY(put(u"static/a.srt"_s, "1\n"));
    QCOMPARE(found(), QStringList{u"grading-unknown-format@s"_s});
    QVERIFY(put(
        u"policies/r/grading_policy.json"_s,
        R"({"GRADER": [{"type": "Quiz", "weight": 1, "min_count": 1}], "GRADE_CUTOFFS": {"Pass": 0.5}})"));
    QCOMPARE(found(), QStringList());
    const auto video = (*session)->store().find(u"video"_s, u"w"_s);
    const auto gone = (*session)->run(u"delete"_s, u"Delete"_s,
                                      [&](Edit& edit) { return edit::removeBlocks(edit, {*video}); });
    QVERIFY(gone && checks.update(*gone));
    QCOMPARE(found(), QStringList{u"jump-link-missing@j"_s});
    const auto back = (*session)->undo();
    QVERIFY(back && checks.update(*back));
    QCOMPARE(found(), QStringList());
  }

  void filesAsReadAreLookedAt()
  {
    FileTree files = kCourse;
    files[u"static/x~"_s] = "x";
    files[u"tabs/t.html"_s] = "\n<a href='/jump_to/block-v1:o+c+r+type@x'/>";
    const CourseBench bench;
    writeFiles(bench.path(u"in"_s), files);
    const auto course = bench.import(bench.path(u"in"_s));
    QVERIFY(course.has_value());
    QStringList found;
    for (const auto& finding : course->findings)
      found.append(u"%1 %2:%3"_s.arg(finding.rule, finding.place.file).arg(finding.place.line));
    QVERIFY2(found.contains(u"asset-skipped static/x~:0"_s), qPrintable(found.join(u'\n')));
    QVERIFY2(found.contains(u"fixed-link tabs/t.html:2"_s), qPrintable(found.join(u'\n')));
  }

  void onlyTheRulesChosenAreAsked()
  {
    checks::CourseChecks one(m_session->store(), m_bench->types(), {.rules = {u"boolean-text"_s}});
    Progress progress;
    QVERIFY(one.run(progress).has_value());
    QVERIFY(one.all().isEmpty());
  }

private:
  BlockId block(const QString& name) const
  {
    return m_session->store().find(u"problem"_s, name).value_or(BlockId());
  }

  ChangeSet set(const QString& name, const QString& field, const QString& raw)
  {
    const auto changes = m_session->run(u"field"_s, u"Set"_s, [&](Edit& edit) {
      return edit::setField(edit, m_bench->types(), block(name), field, raw);
    });
    return changes.value_or(ChangeSet());
  }

  std::unique_ptr<CourseBench> m_bench;
  std::unique_ptr<CourseSession> m_session;
  std::unique_ptr<checks::CourseChecks> m_checks;
};

SCRIPTORIUM_TEST(TestCourseChecks)
#include "tst_coursechecks.moc"
