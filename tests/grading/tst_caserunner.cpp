#include "cases/caserunner.h"
#include "grading/scripts/sandboxrunner.h"
#include "support/testmain.h"

#include <QTest>

#include <map>
#include <memory>

using namespace Qt::Literals::StringLiterals;
using namespace scriptorium::capa;

/// The line protocol itself: what is no case, and how failures are told.
class TestCaseRunner : public QObject
{
  Q_OBJECT

private Q_SLOTS:
  void modulesOfTheCaseCanBeImported()
  {
    std::map<QString, std::unique_ptr<SandboxRunner>> runners;
    CaseRunner runner([&](const CaseRunner::CourseCode& code) {
      SandboxOptions options;
      options.courseFiles = code.files;
      const QString key = code.files.keys().join(u' ');
      auto& made = runners[key];
      if (!made)
        made = std::make_unique<SandboxRunner>(options);
      return made.get();
    });
    const QByteArray answer = runner.answer(
        R"({"kind": "grade", "seed": 1, "answers": {"prob_2_1": "5"}, "files": {"code/own.py": "x = 5",)"
        R"( "lib/other.py": "y = 0", "data.txt": "z"}, "xml": "<problem><script type='loncapa/python' )"
        R"(system_path='lib'>import own, other\nx = own.x + other.y</script><numericalresponse answer='$x'>)"
        R"(<textline/></numericalresponse></problem>"})");
    QVERIFY2(answer.contains(R"("prob_2_1": "correct")"), answer);
  }

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
    const auto refused = [](const char* name, const QByteArray& line, const QByteArray& words) {
      QTest::newRow(name) << line << words;
    };
    const auto asked = [](const QByteArray& kind, const QByteArray& more) {
      const QByteArray xml = "<problem><stringresponse answer=\\'x\\'><textline/></stringresponse></problem>";
      const QByteArray line = "{'kind': '" + kind + "', 'xml': '" + xml + "', " + more + "}";
      return QByteArray(line).replace("\\'", "&").replace('\'', '"').replace('&', '\'');
    };
    const QByteArray loaded = "\"max_score\": 1";
    refused("no UTF-8", asked("grade", "'answers': {'prob_2_1': '\xff'}"), "The line is not UTF-8 text.");
    refused("half a character in UTF-8", asked("grade", "'a': '\xed\xa0\x80'"),
            "The line is not UTF-8 text.");
    refused("half a character in an answer", asked("grade", "'answers': {'prob_2_1': 'a\\ud800'}"),
            "half a character");
    refused("half a character in a name", asked("grade", "'answers': {'\\udc00': 'a'}"), "half a character");
    refused("half a character in a list", asked("preview", "'expr': '1', 'a': [[{'b': ['\\ud800\\ud800']}]]"),
            "half a character");
    refused("a whole one of two halves", asked("grade", "'answers': {'prob_2_1': '\\ud83d\\ude00'}"), loaded);
    const QByteArray number = QByteArray("9").repeated(4000);
    refused("a seed of 4,000 digits", asked("show", "'seed': " + number),
            "The seed of the case must be a whole number");
    refused("a seed that is none", asked("show", "'seed': 'x'"),
            "The seed of the case must be a whole number");
    refused("the largest seed", asked("show", "'seed': 9223372036854775807"), loaded);
    refused("an attempt of 4,000 digits", asked("grade", "'attempt': " + number),
            "The attempt of the case must be a whole number from -1000000000 to 1000000000.");
    QTest::newRow("what does not load shows no page")
        << QByteArray(R"({"kind": "render", "xml": "<problem>"})")
        << QByteArray(R"({"error": {"phase": "load", "kind": "other", "message": null)");
    QTest::newRow("a page that fails shows nothing")
        << QByteArray(
               R"({"kind": "render", "seed": 1, "answers": {"prob_2_1": "choice_0"}, "xml": )"
               R"("<problem><multiplechoiceresponse targeted-feedback='alwaysShowCorrectChoiceExplanation'>)"
               R"(<choicegroup><choice correct='true'>a</choice></choicegroup></multiplechoiceresponse></problem>"})")
        << QByteArray(R"({"error": {"phase": "render", "kind": "other", "message": null)");
    QTest::newRow("white space of pre and textarea is kept in a page")
        << QByteArray(
               R"({"kind": "render", "seed": 1, "xml": )"
               R"("<problem><pre>a\n  <b>b</b>\n</pre><textarea>c\n\n  d</textarea><p>e\n  f</p></problem>"})")
        << QByteArray(R"(<pre>a\n  <b>b</b>\n</pre><textarea>c\n\n  d</textarea><p>e f</p>)");
    QTest::newRow("blank Markdown opens no editor")
        << QByteArray(R"({"kind": "markdown", "markdown": "\n "})") << QByteArray(R"("opens_as": null)");
    QTest::newRow("a blank problem opens the choice of types")
        << QByteArray(R"({"kind": "olx_editor", "olx": "<problem/>"})")
        << QByteArray(R"("opens_as": "type_selection")");
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
    CaseRunner runner([](const auto&) { return nullptr; });
    const QByteArray answer = runner.answer(line);
    QVERIFY2(answer.contains(contained), answer.constData());
    QVERIFY(!answer.contains('\n'));
  }
};

SCRIPTORIUM_TEST(TestCaseRunner)
#include "tst_caserunner.moc"
