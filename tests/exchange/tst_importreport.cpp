#include "exchange/import/importreport.h"
#include "support/testmain.h"

#include <QFile>
#include <QTemporaryDir>
#include <QTest>

using namespace Qt::Literals::StringLiterals;
using namespace scriptorium;

/// The report of an import outlives the import.
class TestImportReport : public QObject
{
  Q_OBJECT

private Q_SLOTS:
  void aReportComesBackAsItWas();
  void whatIsNoReportIsSaid();
};

void TestImportReport::aReportComesBackAsItWas()
{
  const QTemporaryDir folder;
  const Findings findings{
      {Finding::Severity::Error,
       u"missing-block"_s,
       u"“Höhe” is not there."_s,
       u"Add it."_s,
       {u"html/a.xml"_s, 7, u"html"_s, u"a"_s, u"data"_s}},
      {Finding::Severity::Info, u"kept"_s, u"Kept."_s, {}, {}},
  };
  QVERIFY(saveImportReport(folder.path(), findings));
  const auto loaded = loadImportReport(folder.path());
  QVERIFY2(loaded, loaded ? "" : qPrintable(loaded.error().toString()));
  QCOMPARE(loaded->size(), 2);
  for (qsizetype i = 0; i < 2; ++i) {
    const Finding& a = loaded->at(i);
    const Finding& b = findings.at(i);
    QVERIFY(a.severity == b.severity && a.rule == b.rule && a.message == b.message && a.advice == b.advice);
    QVERIFY(a.place.file == b.place.file && a.place.line == b.place.line);
    QVERIFY(a.place.blockType == b.place.blockType && a.place.blockId == b.place.blockId &&
            a.place.field == b.place.field);
  }
  QVERIFY(saveImportReport(folder.path(), {}));
  QVERIFY(loadImportReport(folder.path()).value_or(findings).isEmpty());
}

void TestImportReport::whatIsNoReportIsSaid()
{
  const QTemporaryDir folder;
  QCOMPARE(loadImportReport(folder.path()).error().kind, Error::Kind::NotFound);
  QFile file(folder.filePath(u"import-report.json"_s));
  QVERIFY(file.open(QIODevice::WriteOnly));
  file.write("{\"findings\": [");
  file.close();
  QCOMPARE(loadImportReport(folder.path()).error().kind, Error::Kind::BadInput);
}

SCRIPTORIUM_TEST(TestImportReport)
#include "tst_importreport.moc"
