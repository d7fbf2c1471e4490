#include "model/findingjson.h"
#include "support/testmain.h"

#include <QJsonObject>
#include <QTest>

using namespace Qt::Literals::StringLiterals;
using namespace scriptorium;

class TestFindingJson : public QObject
{
  Q_OBJECT

private Q_SLOTS:
  void everyPartHasItsName()
  {
    const Finding finding{Finding::Severity::Error,
                          u"missing-block"_s,
                          u"“Höhe” is not there."_s,
                          u"Add it."_s,
                          {u"html/a.xml"_s, 7, u"html"_s, u"a"_s, u"data"_s}};
    const QJsonObject object{{u"severity"_s, u"error"_s},
                             {u"effect"_s, u"none"_s},
                             {u"rule"_s, u"missing-block"_s},
                             {u"message"_s, u"“Höhe” is not there."_s},
                             {u"advice"_s, u"Add it."_s},
                             {u"file"_s, u"html/a.xml"_s},
                             {u"line"_s, 7},
                             {u"type"_s, u"html"_s},
                             {u"id"_s, u"a"_s},
                             {u"field"_s, u"data"_s}};
    QCOMPARE(toJson(finding), object);
    QCOMPARE(toJson(findingFromJson(object)), object);
  }

  void everySeverityComesBack()
  {
    for (const auto severity :
         {Finding::Severity::Info, Finding::Severity::Warning, Finding::Severity::Error})
      QVERIFY(findingFromJson(toJson(Finding{severity, {}, {}, {}, {}})).severity == severity);
  }

  void whatIsMissingIsEmpty()
  {
    const Finding finding =
        findingFromJson({{u"severity"_s, u"fatal"_s}, {u"rule"_s, 5}, {u"line"_s, u"7"_s}});
    QVERIFY(finding.severity == Finding::Severity::Warning);
    QVERIFY(finding.rule.isEmpty() && finding.message.isEmpty() && finding.place.file.isEmpty());
    QCOMPARE(finding.place.line, 0);
  }
};

SCRIPTORIUM_TEST(TestFindingJson)
#include "tst_findingjson.moc"
