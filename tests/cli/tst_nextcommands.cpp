#include "program.h"
#include "support/testmain.h"

#include <QDir>
#include <QFile>
#include <QJsonDocument>
#include <QJsonObject>
#include <QProcess>
#include <QTemporaryDir>
#include <QTest>

#include <cstdio>
#include <memory>

using namespace Qt::Literals::StringLiterals;
using namespace scriptorium::testing;

/// What messages propose is pasted into a shell, with names that shells and our own parser stumble over.
class TestNextCommands : public QObject
{
  Q_OBJECT

private Q_SLOTS:
  void init()
  {
    m_folder = std::make_unique<QTemporaryDir>();
    m_store = m_folder->path() + u"/the author's \"store\""_s;
    QVERIFY(QDir(m_folder->path()).mkpath(u"vertical"_s));
  }

  void optionsMayStandBeforeTheCommand_data()
  {
    QTest::addColumn<QStringList>("arguments");
    QTest::addColumn<int>("code");
    QTest::newRow("the store") << QStringList{u"--store"_s, u"s t"_s, u"list"_s} << 0;
    QTest::newRow("the store with =") << QStringList{u"--store=x y"_s, u"--json"_s, u"list"_s} << 0;
    QTest::newRow("an option of the command") << QStringList{u"--cases"_s, u"grade"_s} << 0;
    QTest::newRow("a value that is a command's name") << QStringList{u"--store"_s, u"tree"_s, u"list"_s} << 0;
    QTest::newRow("two dashes") << QStringList{u"--store"_s, u"s"_s, u"--"_s, u"list"_s} << 0;
    QTest::newRow("help of a command") << QStringList{u"--store"_s, u"s"_s, u"--help"_s, u"list"_s} << 0;
    QTest::newRow("help") << QStringList{u"--store"_s, u"s"_s, u"--help"_s} << 0;
    QTest::newRow("the word help") << QStringList{u"--json"_s, u"help"_s, u"tree"_s} << 0;
    QTest::newRow("nothing to do") << QStringList{u"--store"_s, u"s"_s} << 2;
    QTest::newRow("a value missing") << QStringList{u"--store"_s} << 2;
    QTest::newRow("an unknown option") << QStringList{u"--sotre"_s, u"x"_s, u"list"_s} << 2;
  }

  void optionsMayStandBeforeTheCommand()
  {
    QFETCH(QStringList, arguments);
    QFETCH(int, code);
    QCOMPARE(run(arguments), code);
  }

  void theStoreBeforeTheCommandIsTheOneUsed()
  {
    course(u"c"_s);
    QCOMPARE(run({u"--store"_s, m_store, u"import"_s, u"c"_s}), 0);
    QCOMPARE(run({u"--json"_s, u"--store"_s, m_store, u"list"_s}), 0);
    QCOMPARE(QJsonDocument::fromJson(m_out).object()[u"key"_s].toString(), u"course-v1:o+c+r"_s);
  }

  void theVersionCanBeReadByPrograms()
  {
    for (const QStringList& arguments :
         {QStringList{u"--version"_s, u"--json"_s}, {u"--json"_s, u"--version"_s}}) {
      QCOMPARE(run(arguments), 0);
      const QJsonObject version = QJsonDocument::fromJson(m_out).object();
      QCOMPARE(version[u"program"_s].toString(), u"scriptorium-cli"_s);
      QVERIFY(version[u"version"_s].toString().contains(u'.'));
      QVERIFY(version[u"problems"_s].toString().startsWith(u"xblocks-contrib "_s));
    }
    QCOMPARE(run({u"--version"_s}), 0);
    QVERIFY(m_out.startsWith("scriptorium-cli "));
  }

  void whatAMessageProposesWorksWhenPasted_data()
  {
    QTest::addColumn<QString>("path");
    QTest::newRow("plain") << u"course"_s;
    QTest::newRow("a space") << u"my course"_s;
    QTest::newRow("quotes of both kinds") << u"it's \"mine\""_s;
    QTest::newRow("what shells replace") << u"$(touch x) `y` $HOME * ~ !1 \\ #"_s;
    QTest::newRow("a dash first") << u"-course"_s;
    QTest::newRow("an option's name") << u"--store"_s;
    QTest::newRow("a line end and an escape") << u"a\nb\x1b[31m"_s;
    QTest::newRow("written from right to left") << u"a\u202Eb\u00e9"_s;
  }

  void whatAMessageProposesWorksWhenPasted()
  {
    QFETCH(QString, path);
    course(path);
    // The report of what was imported.
    QCOMPARE(run({u"import"_s, u"--store"_s, m_store, u"--"_s, path}), 0);
    QCOMPARE(paste(), 1);
    QVERIFY(m_out.contains("gone.xml"));
    // The same again: replace it.
    QCOMPARE(run({u"import"_s, u"--store"_s, m_store, u"--"_s, path}), 3);
    QCOMPARE(paste(), 0);
    QVERIFY(m_out.contains("Replaced"));
  }

  void namesThatAreNotUtf8AreOfferedInTheirReadings()
  {
    for (const QString& command : {u"report"_s, u"import"_s}) {
      course(u"old names"_s);
      const QByteArray name = QFile::encodeName(m_folder->path()) + "/old names/static/\x90t\x82.txt";
      FILE* file = std::fopen(name.constData(), "wb");
      QVERIFY(file);
      std::fclose(file);
      QCOMPARE(run({command, u"old names"_s, u"--store"_s, m_store}), 3);
      QVERIFY2(m_said.contains("\xC3\x89t\xC3\xA9.txt"), m_said);
      QVERIFY(!m_said.contains("windows-1252")); // which has no such byte
      QVERIFY2(paste() < 2, m_out + m_err);
      QCOMPARE(run({command, u"old names"_s, u"--names"_s, u"zork"_s, u"--store"_s, m_store}), 3);
    }
  }

  void everyErrorThatNamesACommandNamesOneThatRuns_data()
  {
    QTest::addColumn<QStringList>("arguments");
    QTest::addColumn<QByteArray>("expected");
    const auto row = [](const char* name, QStringList arguments, QByteArray expected) {
      QTest::newRow(name) << arguments << expected;
    };
    row("no such block", {u"show"_s, u"c"_s, u"html/none"_s}, "vertical/it's");
    row("no such block of an archive", {u"check"_s, u"c d"_s, u"html/none"_s}, "Imported");
    row("a deleted block", {u"show"_s, u"o+c"_s, u"html/gone"_s}, "Restore html/gone");
    row("a step by another word", {u"restore"_s, u"o+c"_s, u"--to"_s, u"x"_s}, "Delete html/gone");
    row("nothing to go back to", {u"restore"_s, u"o+c"_s}, "Delete html/gone");
    row("a block that is there", {u"restore"_s, u"o+c"_s, u"vertical/it's \"v\""_s}, "Import c d");
    row("a body of a container", {u"body"_s, u"o+c"_s, u"vertical/it's \"v\""_s}, "vertical");
    row("no such file", {u"file"_s, u"show"_s, u"o+c"_s, u"static/n n"_s}, "static/a b.txt");
    row("a file that is there", {u"file"_s, u"add"_s, u"o+c"_s, u"static/a b.txt"_s, u"c d/static/a b.txt"_s},
        "");
    row("not in the policy", {u"policy"_s, u"show"_s, u"o+c"_s, u"none"_s}, "");
    row("no value", {u"policy"_s, u"set"_s, u"o+c"_s, u"no field"_s, u" "_s}, "Nothing to change");
    row("a word that no file command has", {u"file"_s, u"mend"_s, u"o+c"_s}, "Usage");
    row("too little for a policy command", {u"policy"_s, u"set"_s, u"o+c"_s}, "Usage");
    row("not yes", {u"delete-course"_s, u"o+c"_s}, "Deleted");
  }

  void everyErrorThatNamesACommandNamesOneThatRuns()
  {
    QFETCH(QStringList, arguments);
    QFETCH(QByteArray, expected);
    course(u"c d"_s);
    QCOMPARE(run({u"import"_s, u"c d"_s, u"--store"_s, m_store}), 0);
    QCOMPARE(run({u"remove"_s, u"o+c"_s, u"html/gone"_s, u"--store"_s, m_store}), 0);
    QCOMPARE(run(arguments.first(1) + QStringList{u"--store"_s, m_store} + arguments.sliced(1)) & ~3, 0);
    if (arguments.first() == "check"_L1) // what it proposes would meet the stored one
      QCOMPARE(run2({u"delete-course"_s, u"o+c"_s, u"--yes"_s, u"--store"_s, m_store}), 0);
    QCOMPARE(paste(), 0);
    QVERIFY2(m_out.contains(expected), m_out + m_err);
  }

private:
  /// A folder with a course of which one file is missing.
  void course(const QString& path)
  {
    QDir folder(m_folder->path());
    QVERIFY(folder.mkpath(QDir::cleanPath(u"./"_s + path + u"/static"_s)));
    QFile file(folder.filePath(u"./"_s + path + u"/course.xml"_s));
    QVERIFY(file.open(QIODevice::WriteOnly));
    file.write("<course url_name='r' org='o' course='c'><chapter url_name='gone'/><chapter url_name='k' "
               "display_name='K'><sequential url_name='s'><vertical url_name='it&apos;s &quot;v&quot;'>"
               "<html url_name='gone' display_name='x'>t</html></vertical></sequential></chapter></course>");
    QFile asset(folder.filePath(u"./"_s + path + u"/static/a b.txt"_s));
    QVERIFY(asset.open(QIODevice::WriteOnly));
    asset.write("text");
  }

  int finished(QProcess& process)
  {
    process.closeWriteChannel();
    process.waitForFinished();
    m_out = process.readAllStandardOutput();
    m_err = process.readAllStandardError();
    return process.exitStatus() == QProcess::NormalExit ? process.exitCode() : -1;
  }

  int run(const QStringList& arguments)
  {
    QProcess process;
    process.setWorkingDirectory(m_folder->path());
    process.start(Program::path(), arguments);
    const int code = finished(process);
    m_said = m_out + m_err;
    return code;
  }

  /// The same, and what was said before stays to be pasted.
  int run2(const QStringList& arguments)
  {
    const QByteArray said = m_said;
    const int code = run(arguments);
    m_said = said;
    return code;
  }

  /// Runs what was proposed last, from the program's name to the end of the line.
  int paste()
  {
    const qsizetype at = m_said.lastIndexOf("scriptorium-cli ");
    if (at < 0)
      return -2;
    QByteArray line = m_said.mid(at);
    line.truncate(line.indexOf('\n'));
    QProcess process;
    auto environment = QProcessEnvironment::systemEnvironment();
    environment.insert(u"PATH"_s, programFolder() + u':' + environment.value(u"PATH"_s));
    process.setProcessEnvironment(environment);
    process.setWorkingDirectory(m_folder->path());
    process.start(u"bash"_s, {u"-c"_s, QString::fromUtf8(line)});
    return finished(process);
  }

  std::unique_ptr<QTemporaryDir> m_folder;
  QString m_store;
  QByteArray m_said;
  QByteArray m_out;
  QByteArray m_err;
};

SCRIPTORIUM_TEST(TestNextCommands)
#include "tst_nextcommands.moc"
