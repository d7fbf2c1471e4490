#include "checks/selftest.h"
#include "support/testmain.h"

#include <QTest>

using namespace Qt::Literals::StringLiterals;
using namespace scriptorium;

class TestSelfTest : public QObject
{
  Q_OBJECT

private Q_SLOTS:
  void problem_data()
  {
    QTest::addColumn<QString>("olx");
    QTest::addColumn<int>("tried");
    QTest::addColumn<QStringList>("rules");
    const auto row = [](const char* name, const QString& inner, int tried, const QStringList& rules) {
      QTest::newRow(name) << u"<problem>"_s + inner + u"</problem>"_s << tried << rules;
    };
    row("numerical", u"<numericalresponse answer=\"2*3\"><formulaequationinput/></numericalresponse>"_s, 1,
        {});
    row("a range", u"<numericalresponse answer=\"[2, 3)\"><formulaequationinput/></numericalresponse>"_s, 1,
        {});
    row("a range that nothing lies in",
        u"<numericalresponse answer=\"[3,2]\"><formulaequationinput/></numericalresponse>"_s, 1,
        {u"shown-answer-wrong"_s});
    row("several right texts",
        u"<stringresponse answer=\"a\"><additional_answer answer=\"b\"/><textline/></stringresponse>"_s, 1,
        {});
    row("a text with markup", u"<stringresponse answer=\"a &lt; b\"><textline/></stringresponse>"_s, 1, {});
    row("a pattern", u"<stringresponse answer=\"a.c\" type=\"regexp\"><textline/></stringresponse>"_s, 1, {});
    row("choices",
        u"<multiplechoiceresponse><choicegroup shuffle=\"true\"><choice correct=\"true\">a</choice><choice "
        "correct=\"false\">b</choice></choicegroup></multiplechoiceresponse>"_s,
        1, {});
    row("boxes",
        u"<choiceresponse><checkboxgroup><choice correct=\"true\">a</choice><choice "
        u"correct=\"false\">b</choice><choice "
        "correct=\"true\">c</choice></checkboxgroup></choiceresponse>"_s,
        1, {});
    row("drop-down", u"<optionresponse><optioninput options=\"('a','b')\" correct=\"b\"/></optionresponse>"_s,
        1, {});
    row("a right option that is none",
        u"<optionresponse><optioninput options=\"('a','b')\" correct=\"c\"/></optionresponse>"_s, 1, {});
    row("formula",
        u"<formularesponse answer=\"x^2\" samples=\"x@1:3#5\"><formulaequationinput/></formularesponse>"_s, 1,
        {});
    row("a picture",
        u"<imageresponse><imageinput src=\"/a.png\" width=\"100\" height=\"100\" "
        u"rectangle=\"(10,10)-(20,30)\"/>"
        "</imageresponse>"_s,
        1, {});
    row("choices with numbers",
        u"<choicetextresponse><radiotextgroup><choice correct=\"true\">mean <numtolerance_input "
        "answer=\"5\"/> and <numtolerance_input answer=\"9\"/></choice><choice correct=\"false\">"
        "none</choice></radiotextgroup></choicetextresponse>"_s,
        1, {});
    row("choices with numbers, any of which is right",
        u"<choicetextresponse><radiotextgroup><choice correct=\"true\">about <numtolerance_input "
        "answer=\"5\" tolerance=\"1e9\"/></choice><choice correct=\"false\">none</choice></radiotextgroup>"
        "</choicetextresponse>"_s,
        1, {u"wrong-answer-right"_s});
    row("a picture that is right everywhere",
        u"<imageresponse><imageinput src=\"/a.png\" width=\"10\" height=\"10\" "
        u"rectangle=\"(0,0)-(9999999,9999999)\"/></imageresponse>"_s,
        1, {u"wrong-answer-right"_s});
    row("any number is right",
        u"<numericalresponse answer=\"5\"><responseparam type=\"tolerance\" "
        u"default=\"1e9\"/><formulaequationinput/>"
        "</numericalresponse>"_s,
        1, {u"wrong-answer-right"_s});
    row("two responses, one of which cannot be tried",
        u"<stringresponse answer=\"yes\"><textline/></stringresponse><annotationresponse><annotationinput>"
        "<title>t</title><text>t</text><comment>c</comment><comment_prompt>p</comment_prompt><tag_prompt>q</"
        "tag_prompt>"
        "<options><option choice=\"correct\">o</option></options></annotationinput></annotationresponse>"_s,
        2, {});
  }

  void problem()
  {
    QFETCH(QString, olx);
    QFETCH(int, tried);
    QFETCH(QStringList, rules);
    checks::ProblemUnderTest problem(olx.toUtf8(), {u"problem/p.xml"_s, 1, {}, {}, {}}, {});
    const checks::SelfTest result = checks::selfTest(problem);
    QStringList found;
    QString words;
    for (const auto& finding : result.findings) {
      found.append(finding.rule);
      words += finding.message + u' ';
    }
    QVERIFY2(found == rules, qPrintable(words));
    QCOMPARE(result.tried, tried);
  }
};

SCRIPTORIUM_TEST(TestSelfTest)
#include "tst_selftest.moc"
