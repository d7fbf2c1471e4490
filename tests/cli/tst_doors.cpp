#include "program.h"
#include "store/heldtext.h"
#include "support/testmain.h"

#include <QDir>
#include <QFile>
#include <QJsonArray>
#include <QProcess>
#include <QTemporaryDir>
#include <QTest>

#include <memory>

using namespace Qt::Literals::StringLiterals;
using namespace scriptorium;
using namespace scriptorium::testing;

/// Publishing, files, policies and search, done with the real program on a course with a draft.
class TestDoors : public QObject
{
  Q_OBJECT

private Q_SLOTS:
  void aRemovedBlockIsMissedWhereItIsNamed()
  {
    const QString key = namedCourse();
    const auto removed = m_program->run({u"remove"_s, key, u"vertical/va"_s, u"problem/p1"_s, u"html/h1"_s});
    QVERIFY2(removed.exitCode == 0, removed.err);
    QStringList left;
    for (const auto& one : removed.objects().first()[u"dangling"_s].toArray())
      left.append(u"%1 %2 %3"_s.arg(one[u"block"_s].toString(), one[u"what"_s].toString(),
                                    one[u"target"_s].toString()));
    left.sort();
    QCOMPARE(left, (QStringList{u"conditional/co <show> html/h1"_s, u"conditional/co sources problem/p1"_s,
                                u"html/h2 a link p1"_s, u"html/h2 a link pa"_s,
                                u"split_test/st group_id_to_child vertical/va"_s}));
    QStringList rules;
    for (const auto& finding : m_program->run({u"check"_s, key}).objects())
      rules.append(finding[u"rule"_s].toString());
    QCOMPARE(rules.count(u"experiment-group-without-unit"_s), 1);
    QCOMPARE(rules.count(u"conditional-source-missing"_s), 2);
    QCOMPARE(rules.count(u"jump-link-missing"_s), 2);
    // What is deleted together is not missed, and what names nothing is no matter.
    QCOMPARE(m_program->run({u"undo"_s, key}).exitCode, 0);
    const auto unit = m_program->run({u"remove"_s, key, u"vertical/v"_s});
    QCOMPARE(unit.objects().first()[u"dangling"_s].toArray(), QJsonArray());
  }

  void thePolicyNamesBlocksInTheTree()
  {
    const QString key = namedCourse();
    QMap<QString, QString> titles;
    for (const auto& row : m_program->run({u"tree"_s, key}).objects())
      titles.insert(row[u"id"_s].toString(), row[u"title"_s].toString());
    QCOMPARE(titles[u"r"_s], u"Course by policy"_s);
    QCOMPARE(titles[u"s"_s], u"By policy"_s);
    QCOMPARE(titles[u"v"_s], u"Unit"_s);
    QCOMPARE(titles[u"w"_s], u"Film"_s); // policies do not reach videos
    QCOMPARE(m_program->run({u"show"_s, key, u"By policy"_s}).exitCode, 3);
    const auto shown = m_program->run({u"show"_s, key, u"C/By policy/Unit"_s});
    QCOMPARE(shown.objects().first()[u"id"_s].toString(), u"v"_s);
    const auto listed = m_program->run({u"show"_s, key, u"C"_s}).objects().first()[u"children"_s].toArray();
    QCOMPARE(listed.first()[u"title"_s].toString(), u"By policy"_s);
    const auto found = m_program->run({u"search"_s, key, u"by"_s, u"policy"_s}).objects();
    QCOMPARE(found.size(), 2);
    for (const auto& hit : found)
      QVERIFY(hit[u"title"_s].toString().endsWith(u"policy"_s, Qt::CaseInsensitive));
  }

  void init()
  {
    m_folder = std::make_unique<QTemporaryDir>();
    m_program = std::make_unique<Program>(m_folder->filePath(u"store"_s));
    write(u"c/course.xml"_s, "<course url_name='r' org='o' course='c'/>");
    write(u"c/course/r.xml"_s, "<course display_name='C'><chapter url_name='ch'/></course>");
    write(u"c/chapter/ch.xml"_s, "<chapter><sequential url_name='s'/></chapter>");
    write(u"c/sequential/s.xml"_s,
          "<sequential><vertical url_name='v'/><vertical url_name='w'/></sequential>");
    write(u"c/vertical/v.xml"_s, "<vertical display_name='Old'><html url_name='h'/></vertical>");
    write(u"c/vertical/w.xml"_s, "<vertical><video url_name='m' youtube_id_1_0='XyZ123'/></vertical>");
    write(u"c/html/h.xml"_s, "<html display_name='Leaves' filename='h'/>");
    write(u"c/html/h.html"_s, "<p>Photosynthesis in <b>cafés</b> <img src='/static/a.png'/></p>");
    write(u"c/drafts/vertical/v.xml"_s, "<vertical display_name='New' parent_url='i4x://o/c/sequential/s' "
                                        "index_in_children_list='0'><html url_name='h'/></vertical>");
    write(u"c/static/a.png"_s, "\x89PNG");
    write(u"c/static/unused.pdf"_s, "%PDF");
    write(u"c/policies/r/policy.json"_s, R"({"course/r": {"self_paced": true, "house_style": [1, 2]}})");
    write(u"c/policies/r/grading_policy.json"_s, R"({"GRADER": [], "GRADE_CUTOFFS": {"Pass": 0.5}})");
    const auto imported = m_program->run({u"import"_s, m_folder->filePath(u"c"_s)});
    QVERIFY2(imported.exitCode == 0, imported.err);
    m_id = imported.objects().first()[u"id"_s].toString();
  }

  void aPublishedDraftIsWhatLearnersGet()
  {
    QVERIFY(shown(u"vertical/v"_s)[u"changed"_s].toBool());
    const auto published = run({u"publish"_s, u"vertical/v"_s});
    QVERIFY2(published.exitCode == 0, published.err);
    QCOMPARE(changedIds(published), QStringList{u"v"_s});
    QVERIFY(!shown(u"vertical/v"_s)[u"changed"_s].toBool());
    const auto again = run({u"publish"_s, u"course"_s});
    QCOMPARE(again.exitCode, 0);
    QCOMPARE(changedIds(again), QStringList());
    QCOMPARE(run({u"undo"_s}).exitCode, 0);
    QVERIFY(shown(u"vertical/v"_s)[u"changed"_s].toBool());
    QCOMPARE(run({u"publish"_s, u"vertical/none"_s}).exitCode, 3);
  }

  void aDiscardedDraftIsBackAtWhatIsPublished()
  {
    QCOMPARE(*m_program->title(u"vertical/v"_s), u"New"_s);
    const auto discarded = run({u"discard"_s, u"vertical/v"_s});
    QVERIFY2(discarded.exitCode == 0, discarded.err);
    QCOMPARE(*m_program->title(u"vertical/v"_s), u"Old"_s);
    QCOMPARE(run({u"undo"_s}).exitCode, 0);
    QCOMPARE(*m_program->title(u"vertical/v"_s), u"New"_s);
    const auto fresh = run({u"add"_s, u"vertical/v"_s, u"html"_s});
    const QString name = u"html/"_s + fresh.objects().first()[u"block"_s][u"id"_s].toString();
    const auto refused = run({u"discard"_s, name});
    QCOMPARE(refused.exitCode, 3);
    QVERIFY(refused.err.contains("delete it instead"));
  }

  void typedTextIsShownAndDiscarded()
  {
    QCOMPARE(run({u"held"_s}).objects().size(), 0);
    const auto hold = [&](const QString& name) {
      const auto store =
          CourseStore::open(m_folder->filePath(u"store/courses/"_s + m_id), CourseStore::Mode::ReadOnly);
      return store ? HeldText(**store, (*store)->find(u"video"_s, name).value_or(BlockId()))
                         .write("<video>\n<p>\n</video>")
                         .has_value()
                   : false;
    };
    QVERIFY(hold(u"m"_s));
    const auto listed = run({u"held"_s}).objects();
    QCOMPARE(listed.size(), 1);
    QCOMPARE(listed[0][u"id"_s].toString(), u"m"_s);
    QVERIFY(listed[0][u"reason"_s].toString().contains(u"line"_s));
    QCOMPARE(run({u"held"_s, u"video/m"_s}).objects().first()[u"text"_s].toString(),
             u"<video>\n<p>\n</video>"_s);
    QCOMPARE(run({u"held"_s, u"html/h"_s}).exitCode, 3);
    QCOMPARE(run({u"held"_s, u"--discard"_s}).exitCode, 3);
    const auto exported = run({u"export"_s, u"--out"_s, m_folder->filePath(u"out"_s)});
    QCOMPARE(exported.exitCode, 0);
    QCOMPARE(exported.objects().first()[u"findings"_s].toArray().first()[u"rule"_s].toString(),
             u"held-text"_s);
    QCOMPARE(run({u"held"_s, u"video/m"_s, u"--discard"_s}).exitCode, 0);
    QCOMPARE(run({u"held"_s}).objects().size(), 0);
    QCOMPARE(run({u"held"_s, u"video/m"_s, u"--discard"_s}).exitCode, 3);
  }

  void filesAreListedWithWhoRefersToThem()
  {
    QVERIFY(paths({u"list"_s}).contains(u"policies/r/policy.json"_s));
    QCOMPARE(paths({u"list"_s, u"static"_s}), QStringList({u"static/a.png"_s, u"static/unused.pdf"_s}));
    QCOMPARE(paths({u"list"_s, u"--unused"_s}), QStringList{u"static/unused.pdf"_s});
    QCOMPARE(paths({u"list"_s, u"--missing"_s}), QStringList());
    const auto rows = file({u"list"_s, u"static/a.png"_s, u"--references"_s}).objects();
    QCOMPARE(rows.first()[u"users"_s].toArray().first().toString(), u"html/h"_s);
    QCOMPARE(rows.first()[u"bytes"_s].toInt(), 4);
  }

  void filesAreAddedReplacedAndRemoved()
  {
    write(u"b.txt"_s, "one");
    const QString disk = m_folder->filePath(u"b.txt"_s);
    QCOMPARE(file({u"add"_s, u"static/b.txt"_s, disk}).exitCode, 0);
    QCOMPARE(file({u"show"_s, u"static/b.txt"_s}).objects().first()[u"bytes"_s].toInt(), 3);
    const auto twice = file({u"add"_s, u"static/b.txt"_s, disk});
    QCOMPARE(twice.exitCode, 3);
    QVERIFY(twice.err.contains("file replace"));
    write(u"b.txt"_s, "three");
    QCOMPARE(file({u"replace"_s, u"static/b.txt"_s, disk}).exitCode, 0);
    QCOMPARE(file({u"show"_s, u"static/b.txt"_s}).objects().first()[u"bytes"_s].toInt(), 5);
    QCOMPARE(file({u"remove"_s, u"static/b.txt"_s, u"static/unused.pdf"_s}).exitCode, 0);
    QCOMPARE(paths({u"list"_s, u"static"_s}), QStringList{u"static/a.png"_s});
    QCOMPARE(run({u"undo"_s, u"--steps"_s, u"3"_s}).exitCode, 0);
    QCOMPARE(paths({u"list"_s, u"static"_s}), QStringList({u"static/a.png"_s, u"static/unused.pdf"_s}));
    QVERIFY(file({u"replace"_s, u"static/none"_s, disk}).err.contains("file add"));
    QCOMPARE(file({u"add"_s, u"static/c.txt"_s, m_folder->filePath(u"none"_s)}).exitCode, 3);
  }

  void aRenamedFileTakesItsReferencesAlong()
  {
    const auto renamed = file({u"rename"_s, u"static/a.png"_s, u"static/maps/a b.png"_s});
    QVERIFY2(renamed.exitCode == 0, renamed.err);
    QCOMPARE(renamed.objects().first()[u"references"_s].toArray(), QJsonArray{u"html/h"_s});
    QVERIFY(run({u"body"_s, u"html/h"_s}).out.contains("/static/maps/a b.png"));
    QCOMPARE(run({u"undo"_s}).exitCode, 0);
    QVERIFY(run({u"body"_s, u"html/h"_s}).out.contains("/static/a.png"));
  }

  void namesThatAreUnsafeAreRefused_data()
  {
    QTest::addColumn<QString>("name");
    QTest::addColumn<QByteArray>("sentence");
    QTest::newRow("above the course") << u"static/../../x"_s << QByteArray("not a path inside the course");
    QTest::newRow("from the root") << u"/etc/passwd"_s << QByteArray("not a path inside the course");
    QTest::newRow("beside the folders") << u"x.png"_s << QByteArray("such as static/x.png");
    QTest::newRow("among the blocks") << u"problem/x.xml"_s << QByteArray("such as static/x.xml");
    QTest::newRow("a space at the end") << u"static/x "_s << QByteArray("space");
  }
  void namesThatAreUnsafeAreRefused()
  {
    QFETCH(const QString, name);
    QFETCH(const QByteArray, sentence);
    write(u"b.txt"_s, "one");
    for (const auto& refused : {file({u"add"_s, name, m_folder->filePath(u"b.txt"_s)}),
                                file({u"rename"_s, u"static/a.png"_s, name})})
    {
      QCOMPARE(refused.exitCode, 3);
      QVERIFY2(refused.err.contains(sentence), refused.err);
    }
  }

  void policiesAreShownAndChanged()
  {
    const auto all = policy({u"show"_s}).objects();
    QCOMPARE(all.size(), 2);
    QCOMPARE(all[1][u"value"_s].toArray(), QJsonArray({1, 2}));
    QCOMPARE(all[1][u"known"_s].toBool(), false);
    QCOMPARE(policy({u"set"_s, u"language"_s, u"\"de\""_s}).exitCode, 0);
    QCOMPARE(policy({u"show"_s, u"language"_s}).objects().first()[u"value"_s].toString(), u"de"_s);
    QCOMPARE(policy({u"unset"_s, u"self_paced"_s}).exitCode, 0);
    QCOMPARE(policy({u"show"_s, u"self_paced"_s}).exitCode, 3);
    QCOMPARE(run({u"undo"_s, u"--steps"_s, u"2"_s}).exitCode, 0);
    QCOMPARE(policy({u"show"_s}).objects(), all);
  }

  void policiesThatCannotBeAreRefused()
  {
    const auto broken = policy({u"set"_s, u"house_style"_s, u"[1,\n 2"_s});
    QCOMPARE(broken.exitCode, 3);
    QCOMPARE(broken.objects().first()[u"error"_s][u"line"_s].toInt(), 2);
    QVERIFY2(broken.err.contains("line 2, column 3"), broken.err);
    const auto wrong = policy({u"set"_s, u"self_paced"_s, u"\"yes\""_s});
    QCOMPARE(wrong.exitCode, 3);
    QVERIFY2(wrong.err.contains("true or false"), wrong.err);
    QVERIFY(policy({u"set"_s, u"language"_s, u" "_s}).err.contains("policy unset"));
    QCOMPARE(policy({u"set"_s, u"language"_s}).exitCode, 2);
  }

  void groupConfigurationsAreMadeListedAndKept()
  {
    QCOMPARE(groups({u"show"_s}).objects().size(), 0);
    QCOMPARE(groups({u"add"_s, u"Levels"_s, u"Basic"_s, u"Advanced"_s}).exitCode, 0);
    const auto listed = groups({u"show"_s}).objects();
    QCOMPARE(listed.size(), 1);
    QCOMPARE(listed[0][u"scheme"_s].toString(), u"cohort"_s);
    const QString id = QString::number(listed[0][u"id"_s].toInteger());
    const QJsonArray made = listed[0][u"groups"_s].toArray();
    QCOMPARE(made.size(), 2);
    const QString access = u"group_access={\"%1\": [%2]}"_s.arg(id).arg(made[1][u"id"_s].toInteger());
    const QString block = u"html/h"_s;
    QProcess plain; // with --json there are no remarks
    plain.start(Program::path(), {u"set"_s, m_id, block, u"group_access={\"%1\": [7]}"_s.arg(id),
                                  u"--store"_s, m_folder->filePath(u"store"_s)});
    QVERIFY(plain.waitForFinished());
    QVERIFY(plain.readAllStandardError().contains("lets nobody in"));
    QCOMPARE(run({u"set"_s, block, access}).exitCode, 0);
    QCOMPARE(groups({u"show"_s}).objects()[0][u"groups"_s][1][u"blocks"_s].toArray(), QJsonArray({block}));
    const auto refused = groups({u"remove"_s, u"Levels"_s, u"Advanced"_s});
    QCOMPARE(refused.exitCode, 3);
    QVERIFY2(refused.err.contains(block.toUtf8()), refused.err);
    QCOMPARE(groups({u"remove"_s, u"Levels"_s, u"Basic"_s}).exitCode, 0);
    QCOMPARE(groups({u"rename"_s, u"Levels"_s, u"Advanced"_s, u"Experts"_s}).exitCode, 0);
    QCOMPARE(groups({u"remove"_s, u"Levels"_s, u"Experts"_s, u"--used"_s}).exitCode, 0);
    QCOMPARE(groups({u"add"_s, id, u"Again"_s}).exitCode, 0);
    const auto again = groups({u"show"_s}).objects()[0][u"groups"_s].toArray();
    QCOMPARE(again.size(), 1);
    QVERIFY(again[0][u"id"_s] != made[1][u"id"_s]); // the block would come to mean the new group
    QCOMPARE(groups({u"rename"_s, u"Nobody"_s, u"x"_s}).exitCode, 3);
    QCOMPARE(groups({u"rename"_s, u"Levels"_s}).exitCode, 2);
  }

  void groupConfigurationsThatStudioRefusesAreNotStored()
  {
    const QString json = uR"([{"id": 7, "name": "N", "description": "", "version": 3, "groups": []}])"_s;
    for (const auto& refused : {policy({u"set"_s, u"user_partitions"_s, json}),
                                run({u"set"_s, u"course"_s, u"user_partitions="_s + json})})
    {
      QCOMPARE(refused.exitCode, 3);
      QVERIFY2(refused.err.contains("lacks \"scheme\""), refused.err);
    }
  }

  void theGradingPolicyIsShownAndReplaced()
  {
    const auto shown = [&] {
      return run({u"policy"_s, u"grading"_s, u"show"_s}, 3).objects().first()[u"grading"_s].toObject();
    };
    const auto before = shown();
    QCOMPARE(before[u"GRADE_CUTOFFS"_s][u"Pass"_s].toDouble(), 0.5);
    const QString json = uR"({"GRADER": [{"type": "Exam", "weight": 1}], "GRADE_CUTOFFS": {"A": 0.9}})"_s;
    QCOMPARE(run({u"policy"_s, u"grading"_s, u"set"_s, json}, 3).exitCode, 0);
    QCOMPARE(shown()[u"GRADER"_s].toArray().size(), 1);
    QCOMPARE(run({u"undo"_s}).exitCode, 0);
    QCOMPARE(shown(), before);
    QCOMPARE(run({u"policy"_s, u"grading"_s, u"set"_s, u"{"_s}, 3).exitCode, 3);
  }

  void searchSaysWhereTheWordsStand()
  {
    const auto text = run({u"search"_s, u"CAFES"_s, u"photo"_s}).objects();
    QCOMPARE(text.size(), 1);
    QCOMPARE(text.first()[u"id"_s].toString(), u"h"_s);
    QCOMPARE(text.first()[u"title"_s].toString(), u"Leaves"_s);
    const auto place = text.first()[u"places"_s].toArray().first().toObject();
    QCOMPARE(place[u"where"_s].toString(), u"text"_s);
    QCOMPARE(place[u"excerpt"_s].toString().mid(place[u"begin"_s].toInt(), place[u"length"_s].toInt()),
             u"cafés"_s);
    const auto field = run({u"search"_s, u"yz12"_s}).objects();
    QCOMPARE(field.size(), 1);
    QCOMPARE(field.first()[u"places"_s].toArray().first()[u"field"_s].toString(), u"youtube_id_1_0"_s);
    QCOMPARE(run({u"search"_s, u"yz12"_s, u"--type"_s, u"html"_s}).objects().size(), 0);
    QCOMPARE(run({u"search"_s, u"yz12"_s, u"--in"_s, u"text"_s}).objects().size(), 0);
    QCOMPARE(run({u"search"_s, u"+"_s}).exitCode, 3);
    QCOMPARE(run({u"search"_s, u"yz12"_s, u"--limit"_s, u"0"_s}).exitCode, 3);
  }

  void whatWasEditedIsFoundAtOnce()
  {
    QCOMPARE(run({u"set"_s, u"html/h"_s, u"display_name=Zebra crossing"_s}).exitCode, 0);
    QCOMPARE(run({u"search"_s, u"zebra"_s}).objects().size(), 1);
    QCOMPARE(run({u"search"_s, u"leaves"_s}).objects().size(), 0);
  }

  void aFieldOfSeveralBlocksIsOneStep()
  {
    QCOMPARE(run({u"set"_s, u"html/h"_s, u"video/m"_s, u"display_name=Same"_s}).exitCode, 0);
    QCOMPARE(run({u"search"_s, u"same"_s}).objects().size(), 2);
    const auto refused =
        run({u"set"_s, u"html/h"_s, u"video/m"_s, u"display_name=Other"_s, u"graded=perhaps"_s});
    QVERIFY(refused.exitCode != 0);
    QCOMPARE(run({u"search"_s, u"same"_s}).objects().size(), 2);
    QCOMPARE(run({u"reset"_s, u"html/h"_s, u"video/m"_s, u"display_name"_s}).exitCode, 0);
    QCOMPARE(run({u"search"_s, u"same"_s}).objects().size(), 0);
    QCOMPARE(run({u"undo"_s}).exitCode, 0);
    QCOMPARE(run({u"search"_s, u"same"_s}).objects().size(), 2);
    QVERIFY(run({u"set"_s, u"html/h"_s, u"video/m"_s}).exitCode != 0);
  }

  void wrongUsageNamesTheWayOut()
  {
    const auto unknown = file({u"eat"_s, u"static/a.png"_s});
    QCOMPARE(unknown.exitCode, 2);
    QVERIFY(unknown.err.contains("rename"));
    QCOMPARE(file({u"rename"_s, u"static/a.png"_s}).exitCode, 2);
    QCOMPARE(run({u"publish"_s}).exitCode, 2);
  }

private:
  /// A course whose blocks name each other, and whose policy names them. Gives its key.
  QString namedCourse()
  {
    const QString folder = m_folder->path() + u"/named"_s;
    const auto put = [&](const QString& path, const QByteArray& bytes) {
      const QString whole = folder + u'/' + path;
      QVERIFY(QDir().mkpath(QFileInfo(whole).path()));
      QFile file(whole);
      QVERIFY(file.open(QIODevice::WriteOnly));
      file.write(bytes);
    };
    put(u"course.xml"_s,
        "<course url_name='r' org='n' course='c' display_name='Course'><chapter url_name='k' "
        "display_name='C'>"
        "<sequential url_name='s' display_name='By attribute'><vertical url_name='v' display_name='Unit'>"
        "<problem url_name='p1'><p>x</p></problem>"
        "<split_test url_name='st' user_partition_id='100' group_id_to_child='{&quot;0&quot;: "
        "&quot;i4x://n/c/vertical/va&quot;}'><vertical url_name='va'><problem "
        "url_name='pa'><p>y</p></problem>"
        "</vertical></split_test>"
        "<conditional url_name='co' sources='i4x://n/c/problem/p1' attempted='True'>"
        "<show sources='i4x://n/c/html/h1;i4x://n/c/html/h2'/></conditional>"
        "<html url_name='h1'>one</html>"
        "<html url_name='h2'><![CDATA[<a href='/jump_to_id/p1'>p</a> <a href='/jump_to_id/pa'>p</a>]]></html>"
        "<video url_name='w' display_name='Film' youtube_id_1_0=''/>"
        "</vertical></sequential></chapter></course>");
    put(u"policies/r/policy.json"_s,
        R"({"course/r": {"display_name": "Course by policy", "user_partitions": [{"id": 100, "name": "N",
            "description": "", "version": 3, "scheme": "random", "groups": [{"id": 0, "name": "A",
            "version": 1}]}]}, "sequential/s": {"display_name": "By policy"},
            "video/w": {"display_name": "Not by policy"}})");
    m_program->run({u"import"_s, folder});
    return u"course-v1:n+c+r"_s;
  }

  /// Runs a command on the course; its key goes in behind `front` words.
  Program::Run run(QStringList arguments, int front = 1) const
  {
    arguments.insert(front, m_id);
    return m_program->run(arguments);
  }
  Program::Run file(const QStringList& arguments) const { return run(QStringList{u"file"_s} + arguments, 2); }
  Program::Run policy(const QStringList& arguments) const
  {
    return run(QStringList{u"policy"_s} + arguments, 2);
  }
  Program::Run groups(const QStringList& arguments) const
  {
    return run(QStringList{u"groups"_s} + arguments, 2);
  }
  QStringList paths(const QStringList& arguments) const
  {
    QStringList all;
    for (const auto& row : file(arguments).objects())
      all.append(row[u"path"_s].toString());
    return all;
  }
  QJsonObject shown(const QString& block) const { return run({u"show"_s, block}).objects().first(); }
  static QStringList changedIds(const Program::Run& run)
  {
    QStringList ids;
    for (const auto& entry : run.objects().first()[u"changed"_s].toArray())
      ids.append(entry[u"id"_s].toString());
    return ids;
  }
  void write(const QString& path, const QByteArray& bytes) const
  {
    const QString full = m_folder->filePath(path);
    QVERIFY(QDir().mkpath(full.section(u'/', 0, -2)));
    QFile file(full);
    QVERIFY(file.open(QIODevice::WriteOnly));
    file.write(bytes);
  }

  std::unique_ptr<QTemporaryDir> m_folder;
  std::unique_ptr<Program> m_program;
  QString m_id;
};

SCRIPTORIUM_TEST(TestDoors)
#include "tst_doors.moc"
