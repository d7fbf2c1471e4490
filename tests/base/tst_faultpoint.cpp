#include "base/faultchild.h"
#include "support/testmain.h"

#include <QElapsedTimer>
#include <QTemporaryDir>
#include <QTest>

using namespace Qt::Literals::StringLiterals;
using namespace scriptorium::testing;

/// Points named by SCRIPTORIUM_FAULT, passed by a process of its own as "one", "two", "one", "two", "one".
class TestFaultPoint : public QObject
{
  Q_OBJECT

private Q_SLOTS:
  void initTestCase()
  {
#ifndef SCRIPTORIUM_FAULT_POINTS
    QSKIP("every test of this file was skipped: built without fault points");
#endif
  }

  void onlyThePlannedPassFails_data()
  {
    QTest::addColumn<QString>("fault");
    QTest::addColumn<QByteArray>("said");
    const auto row = [](const char* name, const QString& fault, const QByteArray& said) {
      QTest::newRow(name) << fault << said;
    };
    row("no plan", u""_s, "done");
    row("a full disk", u"one:full:1"_s, "io disk-full");
    row("a broken disk", u"two:io:1"_s, "io ");
    row("the third time", u"one:io:3"_s, "io ");
    row("a time that never comes", u"two:io:3"_s, "done");
    row("a point that is not there", u"three:io:1"_s, "done");
    row("the start of a name", u"on:io:1"_s, "done");
    row("a plan without a number", u"one:io"_s, "done");
    row("a plan that is none", u"one"_s, "done");
  }

  void onlyThePlannedPassFails()
  {
    QFETCH(const QString, fault);
    QFETCH(const QByteArray, said);
    const auto run = runWithFault("passesPoints", m_folder.filePath(u"job"_s), fault);
    QVERIFY(!run.wasKilled);
    QCOMPARE(run.said, said);
    QVERIFY(run.passed.isEmpty());
  }

  void killEndsTheProcessThere()
  {
    const auto run = runWithFault("passesPoints", m_folder.filePath(u"job"_s), u"two:kill:2"_s);
    QVERIFY(run.wasKilled);
    QCOMPARE(run.said, QByteArray());
  }

  void listNamesEveryPass()
  {
    const auto run = runWithFault("passesPoints", m_folder.filePath(u"job"_s), u"list"_s);
    QCOMPARE(run.said, QByteArray("done"));
    QCOMPARE(run.passed, QByteArrayList({"one", "two", "one", "two", "one"}));
  }

  void delayOnlyWaits()
  {
    QElapsedTimer timer;
    timer.start();
    const auto run = runWithFault("passesPoints", m_folder.filePath(u"job"_s), u"one:delay:1"_s);
    QCOMPARE(run.said, QByteArray("done"));
    QVERIFY(timer.elapsed() >= 50);
  }

private:
  QTemporaryDir m_folder;
};

SCRIPTORIUM_TEST(TestFaultPoint)
#include "tst_faultpoint.moc"
