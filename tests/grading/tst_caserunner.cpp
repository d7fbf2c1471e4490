#include "cases/caserunner.h"
#include "support/testmain.h"

#include <QTest>

using namespace Qt::Literals::StringLiterals;
using namespace scriptorium::capa;

/// The line protocol itself: what is no case, and how failures are told.
class TestCaseRunner : public QObject
{
  Q_OBJECT

private Q_SLOTS:
  void answers_data()
  {
    QTest::addColumn<QByteArray>("line");
    QTest::addColumn<QByteArray>("contained");
    QTest::newRow("no JSON") << QByteArray("x") << QByteArray(R"("phase": "bug")");
    QTest::newRow("no object") << QByteArray("[1]") << QByteArray(R"("phase": "bug")");
    QTest::newRow("no kind") << QByteArray("{}") << QByteArray(R"("phase": "bug")");
    QTest::newRow("an unknown kind") << QByteArray(R"({"kind": "bake"})") << QByteArray("bake");
    QTest::newRow("deeper than any case")
        << R"({"kind": "grade", "answers": )" + QByteArray("[").repeated(1000)
        << QByteArray(R"("phase": "bug")");
    QTest::newRow("what does not load shows no page")
        << QByteArray(R"({"kind": "render", "xml": "<problem>"})")
        << QByteArray(R"({"error": {"phase": "load", "kind": "other", "message": null)");
    QTest::newRow("a page that fails shows nothing")
        << QByteArray(
               R"({"kind": "render", "seed": 1, "answers": {"prob_2_1": "choice_0"}, "xml": )"
               R"("<problem><multiplechoiceresponse targeted-feedback='alwaysShowCorrectChoiceExplanation'>)"
               R"(<choicegroup><choice correct='true'>a</choice></choicegroup></multiplechoiceresponse></problem>"})")
        << QByteArray(R"({"error": {"phase": "render", "kind": "other", "message": null)");
    QTest::newRow("a block takes files from its course, as the other kinds do")
        << QByteArray(
               R"({"kind": "block", "files": {"q.xml": "<numericalresponse answer='5'><textline/>)"
               R"(</numericalresponse>"}, "xml": "<problem><include file='q.xml'/></problem>", "steps": [)"
               R"({"handler": "problem_check", "post": {"input_{ID}_2_1": "5"}}]})")
        << QByteArray(R"("success": "correct")");
    QTest::newRow("a pool of nothing is no pool")
        << QByteArray(
               R"({"kind": "show", "seed": 1, "xml": "<problem><multiplechoiceresponse><choicegroup )"
               R"(answer-pool='0'><choice correct='true'>a</choice></choicegroup></multiplechoiceresponse>)"
               R"(</problem>"})")
        << QByteArray(
               R"({"answers": {"prob_2_1": ["choice_0"]}, "max_score": 1, "labels": {"prob_2_1": ""}})");
  }

  void answers()
  {
    QFETCH(QByteArray, line);
    QFETCH(QByteArray, contained);
    CaseRunner runner([](const QString&) { return nullptr; });
    const QByteArray answer = runner.answer(line);
    QVERIFY2(answer.contains(contained), answer.constData());
    QVERIFY(!answer.contains('\n'));
  }
};

SCRIPTORIUM_TEST(TestCaseRunner)
#include "tst_caserunner.moc"
