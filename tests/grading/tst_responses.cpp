#include "grading/problem/problem.h"
#include "support/testmain.h"

#include <QTest>

using namespace Qt::Literals::StringLiterals;
using namespace scriptorium::capa;

class TestResponses : public QObject
{
  Q_OBJECT

private Q_SLOTS:
  void grades_data();
  void grades();
  void showsAnswersAsHtml();
};

void TestResponses::grades_data()
{
  QTest::addColumn<QString>("xml");
  QTest::addColumn<QString>("answer"); // JSON
  QTest::addColumn<QString>("result"); // correctness and message, or the error
  const auto row = [](const char* name, const QString& xml, const QString& answer, const QString& result) {
    QTest::newRow(name) << xml << answer << result;
  };
  const auto choice = [](const QString& attributes, const QString& group, const QString& inner) {
    return u"<choiceresponse %1><%2>%3</%2></choiceresponse>"_s.arg(attributes, group, inner);
  };
  const QString emptyHint = u"<choice correct=\"true\">a<choicehint></choicehint></choice>"_s;
  row("an empty hint shows nothing",
      u"<multiplechoiceresponse><choicegroup>%1</choicegroup></multiplechoiceresponse>"_s.arg(emptyHint),
      u"\"choice_0\""_s, u"correct"_s);
  row("labels are text",
      u"<optionresponse><optioninput><option correct=\"true\">a<optionhint label=\"A &amp; B\">x</optionhint>"
      "</option></optioninput></optionresponse>"_s,
      u"\"a\""_s,
      u"correct <div class=\"feedback-hint-correct\"><div class=\"explanation-title\">Answer</div>"
      "<span class=\"hint-label\">A &amp; B </span><div class=\"hint-text\">x</div></div>"_s);
  row("a compound hint without text",
      choice({}, u"checkboxgroup"_s,
             u"<choice correct=\"true\">a</choice><compoundhint value=\"A\"><b>x</b></compoundhint>"_s),
      u"[\"choice_0\"]"_s, u"AttributeError"_s);
  row("a compound hint shows its text before the first tag, as it is",
      choice(
          {}, u"checkboxgroup"_s,
          u"<choice correct=\"true\">a</choice><compoundhint value=\"A\"> x &lt; y <b>z</b></compoundhint>"_s),
      u"[\"choice_0\"]"_s,
      u"correct <div class=\"feedback-hint-correct\"><div class=\"explanation-title\">Answer</div>"
      "<span class=\"hint-label\">Correct: </span><div class=\"hint-text\">x < y</div></div>"_s);
  row("a choice outside the group is no answer",
      u"<multiplechoiceresponse><p><choice correct=\"true\">a</choice></p><choicegroup><choice "
      u"correct=\"false\">"
      "b</choice></choicegroup></multiplechoiceresponse>"_s,
      u"\"\""_s, u"incorrect"_s);
  row("a quotation mark for a choice",
      u"<multiplechoiceresponse><choicegroup><choice correct=\"true\">a</choice></choicegroup>"
      "</multiplechoiceresponse>"_s,
      u"\"\\\"\""_s, u"SyntaxError"_s);
  row("a list for a number", u"<numericalresponse answer=\"5\"><textline/></numericalresponse>"_s,
      u"[\"5\"]"_s, u"Could not interpret '[&#x27;5&#x27;]' as a number."_s);
  row("a list for a formula",
      u"<formularesponse answer=\"x\" samples=\"x@1:2#3\"><textline/></formularesponse>"_s, u"[]"_s,
      u"Invalid input: Could not parse '[]' as a formula"_s);
  row("samples that are none, before a list for a formula",
      u"<formularesponse answer=\"x\" samples=\"x@a:b#3\"><textline/></formularesponse>"_s, u"[]"_s,
      u"ValueError"_s);
  row("a name within a lone text has its hint",
      choice(
          {}, u"checkboxgroup"_s,
          u"<choice correct=\"true\">a<choicehint selected=\"true\" label=\"\">yes</choicehint></choice>"_s),
      u"\"[choice_0]\""_s,
      u"incorrect <div class=\"feedback-hint-incorrect\"><div class=\"explanation-title\">Answer</div>"
      "<div class=\"feedback-hint-multi\"><div class=\"hint-text\">yes</div></div></div>"_s);
  row("an object for check boxes", choice({}, u"checkboxgroup"_s, u"<choice correct=\"true\">a</choice>"_s),
      u"{\"a\": 1}"_s, u"TypeError"_s);
  row("an object for statements",
      u"<truefalseresponse><choicegroup><choice correct=\"true\">a</choice></choicegroup></truefalseresponse>"_s,
      u"{\"a\": 1}"_s, u"TypeError"_s);
  row("no right choice with numbers, and no answer",
      u"<choicetextresponse><radiotextgroup><choice correct=\"false\">a "
      u"<decoy_input/></choice></radiotextgroup>"
      "</choicetextresponse>"_s,
      u""_s, u"correct"_s);
  row("every decision counts, without decisions",
      choice(u"partial_credit=\"EDC\""_s, u"checkboxgroup"_s, u"<choice correct=\"maybe\">a</choice>"_s),
      u"[\"choice_0\"]"_s, u"ZeroDivisionError"_s);
  row("a lone text for a check box", choice({}, u"checkboxgroup"_s, u"<choice correct=\"true\">a</choice>"_s),
      u"\"choice_0\""_s, u"correct"_s);
  row("a number for a choice",
      u"<multiplechoiceresponse><choicegroup><choice correct=\"true\">a</choice></choicegroup>"
      "</multiplechoiceresponse>"_s,
      u"7"_s, u"incorrect"_s);
  row("a list for a text", u"<stringresponse answer=\"a\"><textline/></stringresponse>"_s, u"[\"a\"]"_s,
      u"AttributeError"_s);
  row("a pattern that is none",
      u"<stringresponse answer=\"(\" type=\"regexp\"><textline/></stringresponse>"_s, u"\"a\""_s,
      u"[courseware.capa.responsetypes.stringresponse] error: missing ), unterminated subpattern at position 1"_s);
  row("a pattern that backtracks for ever",
      u"<stringresponse answer=\"(a+)+\" type=\"regexp\"><textline/></stringresponse>"_s,
      u'"' + QString(3000, u'a') + u"!\""_s, u"TimeoutError"_s);
  row("a final sigma",
      u"<stringresponse answer=\"\u03a3\u039f\u03a6\u039f\u03a3\" type=\"ci\"><textline/>"
      "</stringresponse>"_s,
      u"\"\u03c3\u03bf\u03c6\u03bf\u03c2\""_s, u"correct"_s);
  row("a click far outside of all numbers",
      u"<imageresponse><imageinput src=\"a\" width=\"9\" height=\"9\" rectangle=\"(1,1)-(2,2)\"/>"
      "</imageresponse>"_s,
      u"\"[%1,1]\""_s.arg(QString(400, u'9')), u"incorrect"_s);
  row("regions that are no regions",
      u"<imageresponse><imageinput src=\"a\" width=\"9\" height=\"9\" regions=\"[[[]]]\"/></imageresponse>"_s,
      u"\"[1,1]\""_s, u"ValueError"_s);
  row("no key where one is needed",
      u"<imageresponse><imageinput src=\"a\" width=\"9\" height=\"9\"/></imageresponse>"_s, u""_s,
      u"KeyError"_s);
}

void TestResponses::grades()
{
  QFETCH(const QString, xml);
  QFETCH(const QString, answer);
  const auto loaded = Problem::load(u"<problem>%1</problem>"_s.arg(xml).toUtf8(), u"p"_s, 1, {});
  QVERIFY2(loaded, qUtf8Printable(loaded ? QString() : loaded.error().message));
  Answers answers;
  if (!answer.isEmpty())
    answers.insert(u"p_2_1"_s, *PyValue::fromJson(answer.toUtf8()));
  const Outcome<CorrectMap> graded = (*loaded)->grade(answers);
  QString result;
  if (graded)
    result = (graded->entries[u"p_2_1"_s].correctness + u' ' + graded->entries[u"p_2_1"_s].msg).trimmed();
  else
    result = graded.error().exception.isEmpty() ? graded.error().message : graded.error().exception;
  QTEST(result, "result");
}

void TestResponses::showsAnswersAsHtml()
{
  const auto loaded =
      Problem::load("<problem><stringresponse answer=\"a &lt; b\"><additional_answer answer=\"'c'\"/>"
                    "<textline/></stringresponse></problem>",
                    u"p"_s, 1, {});
  QVERIFY(loaded);
  const QMap<QString, PyValue> shown = (*loaded)->shownAnswers();
  QCOMPARE(shown[u"p_2_1"_s], PyValue(u"a &lt; b <b>or</b> &#39;c&#39;"_s));
}

SCRIPTORIUM_TEST(TestResponses)
#include "tst_responses.moc"
