// ctest-labels: slow
#include "program.h"
#include "support/shared.h"
#include "support/testmain.h"

#include <QFileInfo>
#include <QTemporaryDir>
#include <QTest>

using namespace Qt::Literals::StringLiterals;
using namespace scriptorium::testing;

/// Which problems of real courses do not load: those, and only those, that the LMS's grader does not load.
class TestSharedProblems : public QObject
{
  Q_OBJECT

private Q_SLOTS:
  void loadsWhatTheLmsLoads_data()
  {
    QTest::addColumn<QString>("archive");
    if (sharedCourses().isEmpty())
      QSKIP(kNoShared);
    for (const QString& archive : sharedCourses())
      QTest::newRow(qPrintable(nameOf(archive))) << archive;
  }
  void loadsWhatTheLmsLoads()
  {
    QFETCH(QString, archive);
    const QTemporaryDir folder;
    const Program program(folder.path() + u"/store"_s);
    const auto run = program.run({u"selftest"_s, u"--seeds"_s, u"1"_s, archive});
    QVERIFY2(run.exitCode == 0 || run.exitCode == 1, run.err);
    QStringList failed;
    for (const QJsonObject& finding : run.objects()) {
      const QString message = finding[u"message"_s].toString();
      if (message.contains(u"not possible here"_s))
        QSKIP(qPrintable(message));
      const QString id = QFileInfo(finding[u"file"_s].toString()).completeBaseName();
      if (message.startsWith(u"The problem does not load"_s) && !message.contains(u"'mitxgraders'"_s))
        failed.append(id);
    }
    failed.sort();
    QCOMPARE(failed, broken().value(nameOf(archive)));
  }

private:
  static QString nameOf(const QString& archive) { return QFileInfo(archive).baseName(); }

  /// Python 2, modules that no LMS has, and one that is not XML. The course of the library mitxgraders comes
  /// without it here.
  static QMap<QString, QStringList> broken()
  {
    return {{u"cs50-python"_s, {u"7a68129bffad4c599c7747567601332a"_s}},
            {u"demo-test-course"_s, {u"d9f9b580afaf4b88b53dfb5d9dcb6bb4"_s}},
            {u"edx4edx-lite"_s,
             {u"Custom_response_problem_in_LaTeX_problem"_s, u"Custom_response_with_graph"_s,
              u"Problem_with_hint_in_LaTeX_problem"_s}},
            {u"math-percent"_s,
             {u"6c7ef733637547f0a8de8b351c2e58cd"_s, u"7d617e985a2a43edac851ae1c17683e0"_s,
              u"845032f351c348eebc588f9b9251f054"_s}},
            {u"studio-advanced"_s, {u"2ba029be57bf473e9ddf7a4abc2de4f3"_s}}};
  }
};

SCRIPTORIUM_TEST(TestSharedProblems)
#include "tst_sharedproblems.moc"
