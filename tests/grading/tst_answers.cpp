#include "grading/values/answers.h"
#include "grading/values/correctmap.h"
#include "support/testmain.h"

#include <QTest>

using namespace Qt::Literals::StringLiterals;
using namespace scriptorium::capa;

class TestAnswers : public QObject
{
  Q_OBJECT

private Q_SLOTS:
  void aFormBecomesAnswers()
  {
    const auto answers = answersFromForm({{u"input_P_2_1"_s, u"a"_s},
                                          {u"zzz_P_3_1[]"_s, u"x"_s},
                                          {u"zzz_P_3_1[]"_s, u"y"_s},
                                          {u"input_P_4_1{}"_s, u"{\"k\": 1}"_s}});
    QVERIFY(answers.has_value());
    QCOMPARE(answers->value(u"P_2_1"_s), PyValue(u"a"_s));
    QCOMPARE(answers->value(u"P_3_1"_s), PyValue(PyList{u"x"_s, u"y"_s}));
    QCOMPARE(answers->value(u"P_4_1"_s), PyValue(PyDict{{u"k"_s, 1}}));
  }

  void refuses_data()
  {
    QTest::addColumn<QStringList>("keys");
    QTest::newRow("a key without an underscore") << QStringList{u"input"_s};
    QTest::newRow("nothing behind the underscore") << QStringList{u"input_"_s};
    QTest::newRow("two keys of one id") << QStringList{u"a_1"_s, u"b_1"_s};
    QTest::newRow("a list and a text of one id") << QStringList{u"a_1"_s, u"a_1[]"_s};
    QTest::newRow("bad JSON") << QStringList{u"a_1{}"_s};
  }
  void refuses()
  {
    QFETCH(QStringList, keys);
    QList<std::pair<QString, QString>> fields;
    for (const QString& key : keys)
      fields.append({key, u"{"_s});
    QVERIFY(!answersFromForm(fields));
  }

  void pointsFollowTheWordUnlessTheyAreGiven()
  {
    CorrectMap map;
    map[u"a"_s].correctness = u"correct"_s;
    map[u"b"_s].correctness = u"partially-correct"_s;
    map[u"c"_s].correctness = u"incorrect"_s;
    map[u"d"_s] = map[u"a"_s];
    map[u"d"_s].npoints = 0.25;
    QCOMPARE(map.points(u"a"_s), 1.0);
    QCOMPARE(map.points(u"b"_s), 1.0);
    QCOMPARE(map.points(u"c"_s), 0.0);
    QCOMPARE(map.points(u"d"_s), 0.25);
    QCOMPARE(map.points(u"none"_s), 0.0);
    QVERIFY(map.isCorrect(u"b"_s) && !map.isCorrect(u"c"_s));
  }

  void stateComesBack()
  {
    CorrectMap map;
    map[u"a"_s].correctness = u"correct"_s;
    map[u"a"_s].npoints = 0.5;
    map[u"a"_s].msg = u"m"_s;
    map[u"a"_s].queuestate = PyDict{{u"key"_s, u"k"_s}};
    map[u"b"_s].answervariable = u"$x"_s;
    QCOMPARE(CorrectMap::fromState(map.toState()), map);
    QVERIFY(map.isQueued());
    const CorrectMap old = CorrectMap::fromState(PyDict{{u"a"_s, u"incorrect"_s}});
    QCOMPARE(old.entries.value(u"a"_s).correctness, u"incorrect"_s);
  }
};

SCRIPTORIUM_TEST(TestAnswers)
#include "tst_answers.moc"
