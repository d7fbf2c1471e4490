#include "fakes/fakecourse.h"
#include "model/fieldvalue.h"
#include "model/userpartitions.h"
#include "support/testmain.h"

#include <QTest>

using namespace Qt::Literals::StringLiterals;
using namespace scriptorium;
using scriptorium::testing::FakeCourse;

namespace {

/// JSON with other quotes, as is good to read here.
QString quoted(QString text)
{
  return text.replace(u'\'', u'"');
}

const QString kTwo =
    quoted(u"[{'scheme':'cohort','name':'Levels','zeta':[1,{'b':1,'a':2}],'groups':[{'name':'Basic"
           u"','version':1,'id':3,'usage':[]},{'id':4,'version':1,'name':'Advanced'}],'id':7,'para"
           u"meters':{},'version':3,'active':true,'description':''},{'id':8,'name':'Trial','descri"
           u"ption':'','version':1,'groups':[]}]"_s);

UserPartitions read(const QString& json)
{
  return UserPartitions::read(json).value_or(UserPartitions());
}

} // namespace

class TestUserPartitions : public QObject
{
  Q_OBJECT

private Q_SLOTS:
  void whatIsReadIsWrittenAgain()
  {
    QCOMPARE(read(kTwo).toJson(), kTwo);
    QCOMPARE(read({}).toJson(), u"[]"_s);
    QCOMPARE(read(u"null"_s).toJson(), u"[]"_s);
    QVERIFY(!UserPartitions::read(u"{}"_s).has_value());
    QVERIFY(!UserPartitions::read(u"[1]"_s).has_value());
    QVERIFY(!UserPartitions::read(u"[{]"_s).has_value());
  }

  void aRenamedGroupLeavesAllElseInItsPlace()
  {
    auto partitions = read(kTwo);
    partitions.renameGroup(0, 0, u"Beginners"_s);
    QCOMPARE(partitions.toJson(), QString(kTwo).replace(u"Basic"_s, u"Beginners"_s));
    partitions.rename(1, u"Attempt"_s);
    QCOMPARE(partitions.toJson(),
             QString(kTwo).replace(u"Basic"_s, u"Beginners"_s).replace(u"\"Trial\""_s, u"\"Attempt\""_s));
  }

  void aNewConfigurationStandsAsStudioWritesIt()
  {
    UserPartitions partitions;
    partitions.add(u"Content groups"_s, u"cohort"_s);
    partitions.addGroup(0, u"A"_s);
    QCOMPARE(partitions.toJson(),
             quoted(u"[{'id':100,'name':'Content groups','scheme':'cohort','description':'','parameters':{}"
                    u",'groups':[{'id':101,'name':'A','version':1}],'active':true,'version':3}]"_s));
    QCOMPARE(userPartitionsProblem(partitions.toJson()), QString());
  }

  void idsAreNeverGivenTwice()
  {
    auto partitions = read(quoted(u"[{'id':205,'name':'','groups':[{'id':50,'name':''}]}]"_s));
    partitions.addGroup(0, u"A"_s);
    QCOMPARE(partitions.all().first().groups.last().id, 206);
    partitions.removeGroup(0, 1);
    partitions.avoid({206, 400}); // blocks still name them
    partitions.addGroup(0, u"B"_s);
    QCOMPARE(partitions.all().first().groups.last().id, 401);
    partitions.avoid({2147483647});
    partitions.addGroup(0, u"C"_s);
    QCOMPARE(partitions.all().first().groups.last().id, 402);
    partitions.avoid({2147483646});
    partitions.addGroup(0, u"D"_s);
    QCOMPARE(partitions.all().first().groups.last().id, 100);
  }

  void aSchemeNeedsItsVersion()
  {
    auto partitions = read(kTwo);
    partitions.setScheme(1, u"random"_s);
    QCOMPARE(userPartitionsProblem(partitions.toJson()), QString());
    QVERIFY(partitions.toJson().endsWith(quoted(u"'version':3,'groups':[],'scheme':'random'}]"_s)));
  }

  void removingKeepsTheOthers()
  {
    auto partitions = read(kTwo);
    partitions.removeGroup(0, 0);
    QCOMPARE(partitions.all().first().groups.size(), 1);
    QCOMPARE(partitions.all().first().group(4)->name, u"Advanced"_s);
    partitions.remove(0);
    QCOMPARE(partitions.indexOf(8), 0);
    QCOMPARE(partitions.indexOf(7), -1);
  }

  void whatStudioRefusesIsTold_data()
  {
    QTest::addColumn<QString>("json");
    QTest::addColumn<QString>("says");
    const auto row = [](const char* name, const QString& json, const QString& says) {
      QTest::newRow(name) << json << says;
    };
    row("fine", kTwo, {});
    row("an object", u"{}"_s, u"no list"_s);
    row("no JSON", u"[{"_s, u"no JSON"_s);
    row("no groups", quoted(u"[{'id':1,'name':'N','description':'','version':1}]"_s), u"lacks \"groups\""_s);
    row("unknown scheme",
        quoted(u"[{'id':1,'name':'N','description':'','version':3,'scheme':'x','groups':[]}]"_s),
        u"unknown scheme"_s);
    row("the server's id", quoted(u"[{'id':50,'name':'N','description':'','version':1,'groups':[]}]"_s),
        u"reserves"_s);
    row("an id twice",
        quoted(u"[{'id':1,'name':'N','description':'','version':1,'groups':[]},{'id':1,'name':'M','des"
               u"cription':'','version':1,'groups':[]}]"_s),
        u"“M” would never be used"_s);
    row("a group's id twice",
        quoted(u"[{'id':1,'name':'N','description':'','version':1,'groups':[{'id':2,'name':'a','versio"
               u"n':1},{'id':2,'name':'b','version':1}]}]"_s),
        u"have the id 2"_s);
  }
  void whatStudioRefusesIsTold()
  {
    QFETCH(const QString, json);
    QFETCH(const QString, says);
    const QString problem = userPartitionsProblem(json);
    QVERIFY2(says.isEmpty() ? problem.isEmpty() : problem.contains(says), qPrintable(problem));
    static const BlockTypes kTypes = BlockTypes::builtIn();
    const FieldSpec* spec = kTypes.field(u"course"_s, u"user_partitions"_s);
    QCOMPARE(parseTyped(*spec, true, json).has_value(), says.isEmpty());
  }

  void usesAreFound()
  {
    FakeCourse course;
    const auto root = course.add(u"course"_s, u"KeyRun"_s, BlockId(), Fields{{u"user_partitions"_s, kTwo}});
    const auto html = course.add(u"html"_s, u"h"_s, root,
                                 Fields{{u"group_access"_s, quoted(u"{'7': [3], '8': [], '9': [1, 2]}"_s)}});
    const auto test = course.add(
        u"split_test"_s, u"s"_s, root,
        Fields{{u"user_partition_id"_s, u"8"_s}, {u"group_id_to_child"_s, quoted(u"{'5': 'i4x://a'}"_s)}});
    course.add(u"split_test"_s, u"t"_s, root, Fields{{u"group_id_to_child"_s, u"{}"_s}});
    const PolicyReader policy(course);
    const auto partitions = userPartitions(course, policy);
    QVERIFY(partitions.has_value());
    QCOMPARE(partitions->all().size(), 2);
    static const BlockTypes kTypes = BlockTypes::builtIn();
    const auto uses = groupUses(course, kTypes, policy);
    QVERIFY(uses.has_value());
    QCOMPARE(uses->size(), 3);
    QCOMPARE((*uses)[0].block, html);
    QCOMPARE((*uses)[0].partition, 7);
    QCOMPARE((*uses)[0].groups, QList<qint64>{3});
    QCOMPARE((*uses)[1].groups, (QList<qint64>{1, 2}));
    QCOMPARE((*uses)[2].block, test);
    QCOMPARE((*uses)[2].partition, 8);
    QCOMPARE((*uses)[2].groups, QList<qint64>{5});
  }
};

SCRIPTORIUM_TEST(TestUserPartitions)
#include "tst_userpartitions.moc"
