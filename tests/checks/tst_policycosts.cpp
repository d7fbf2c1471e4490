#include "checks/policycosts.h"
#include "support/testmain.h"

#include <QTest>

using namespace scriptorium;

/// Policies that are made to take long, each 100 kB long (see support/costs.h for what is repeated).
class TestPolicyCosts : public QObject
{
  Q_OBJECT

private Q_SLOTS:
  void areThoseOfTheirLength_data()
  {
    QTest::addColumn<QByteArray>("text");
    const auto row = [](const char* name, const QByteArray& text) { QTest::newRow(name) << text; };
    row("entries of no block", "{\"course/r\": {}\1, \"x\2\": \2\1}");
    row("entries of blocks that are not there", "{\"course/r\": {}\1, \"problem/x\2\": {\"weight\": 1}\1}");
    row("entries of one name", "{\"course/r\": {}\1, \"problem/x\": {\"weight\": \2}\1}");
    row("unknown fields", "{\"course/r\": {\"a\": 1\1, \"x\2\": \2\1}}");
    row("fields of one name", "{\"course/r\": {\"a\": 1\1, \"start\": \2\1}}");
    row("tabs of pages without a file", "{\"course/r\": {\"tabs\": [1\1, {\"type\": \"static_tab\", "
                                        "\"name\": \"\2\", \"url_slug\": \"t\2\"}\1]}}");
    row("tabs without what they need", "{\"course/r\": {\"tabs\": [1\1, {\"type\": \"external_link\"}\1]}}");
    row("tabs of unknown types", "{\"course/r\": {\"tabs\": [1\1, {\"type\": \"t\2\"}\1]}}");
    row("tabs of one type", "{\"course/r\": {\"tabs\": [1\1, {\"type\": \"wiki\"}\1]}}");
    row("a page of a long name", "{\"course/r\": {\"tabs\": [{\"type\": \"static_tab\", \"name\": \"a\", "
                                 "\"url_slug\": \"a\1/a\1\"}]}}");
    row("partitions", "{\"course/r\": {\"user_partitions\": [1\1, {\"id\": \2, \"name\": \"\2\"}\1]}}");
    row("groups",
        "{\"course/r\": {\"user_partitions\": [{\"id\": 1, \"name\": \"a\", \"version\": 3, \"scheme\": "
        "\"random\", \"groups\": [1\1, {\"id\": \2}\1]}]}}");
    row("advanced modules", "{\"course/r\": {\"advanced_modules\": [1\1, \"m\2\"\1]}}");
    row("textbooks", "{\"course/r\": {\"pdf_textbooks\": [1\1, {\"chapters\": [{\"url\": \"\2\"}]}\1]}}");
    row("numbers too large", "{\"course/r\": {\"a\": 1\1, \"x\2\": 1e999\1}}");
    row("a long number", "{\"course/r\": {\"days_early_for_beta\": 1\1"
                         "1\1}}");
    row("deep", "{\"course/r\": {\"tabs\": \1[\1");
    row("broken", "{\"course/r\": {\"tabs\": [\1[],\1");
    row("assignment types",
        "{\"GRADER\": [1\1, {\"type\": \"T\2\", \"weight\": \2}\1], \"GRADE_CUTOFFS\": {}}");
    row("assignment types of one name", "{\"GRADER\": [1\1, {\"type\": \"T1\"}\1]}");
    row("keys of an assignment type", "{\"GRADER\": [{\"type\": \"T1\"\1, \"x\2\": 1\1}]}");
    row("cutoffs", "{\"GRADER\": [], \"GRADE_CUTOFFS\": {\"a\": 2\1, \"x\2\": \2\1}}");
    row("assets", "{\"a\": {}\1, \"x\2.png\": {\"displayname\": \"y\"}\1}");
  }
  void areThoseOfTheirLength()
  {
    QFETCH(QByteArray, text);
    const QString broken = testing::brokenPolicy(text);
    QVERIFY2(broken.isEmpty(), qPrintable(broken));
  }
};

SCRIPTORIUM_TEST(TestPolicyCosts)
#include "tst_policycosts.moc"
