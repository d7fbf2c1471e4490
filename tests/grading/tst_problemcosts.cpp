#include "grading/probleminvariants.h"
#include "support/costs.h"
#include "support/testmain.h"

#include <QTest>

using namespace scriptorium;

/// Problems that are made to take long, each 100 kB long (see support/costs.h for what is repeated).
class TestProblemCosts : public QObject
{
  Q_OBJECT

private Q_SLOTS:
  void areThoseOfTheirLength_data()
  {
    QTest::addColumn<QByteArray>("text");
    const auto row = [](const char* name, const QByteArray& inside) {
      QTest::newRow(name) << "<problem>" + inside + "</problem>";
    };
    const auto rowIn = [&](const char* name, const QByteArray& response, const QByteArray& inside) {
      row(name, "<" + response + ">" + inside + "</" + response.split(' ').first() + ">");
    };
    QTest::newRow("attributes of the problem") << QByteArray("<problem\1 a\2='\2'\1/>");
    QTest::newRow("attributes of one name") << QByteArray("<problem\1 a='1'\1/>");
    QTest::newRow("attributes that never end") << QByteArray("<problem\1 a\2='1'\1");
    row("attributes of a paragraph", "<p\1 a\2='\2'\1>x</p>");
    rowIn("attributes of a response", "stringresponse answer='x'\1 a\2='1'\1", "<textline/>");
    rowIn("attributes of an input", "stringresponse answer='x'", "<textline\1 a\2='1'\1/>");
    rowIn("attributes of a choice", "multiplechoiceresponse",
          "<choicegroup><choice correct='true'\1 a\2='1'\1>x</choice></choicegroup>");
    rowIn("attributes in a choice", "multiplechoiceresponse",
          "<choicegroup><choice correct='true'><b\1 a\2='1'\1/></choice></choicegroup>");
    rowIn("attributes in a hint", "stringresponse answer='x'",
          "<correcthint>&lt;b\1 a\2='1'\1/&gt;</correcthint><textline/>");
    rowIn("attributes in a label", "stringresponse answer='x'", "<label><b\1 a\2='1'\1/></label><textline/>");
    row("attributes in a solution", "<solution><b\1 a\2='1'\1/></solution>");
    row("namespaces", "<a\1 xmlns:a\2='\2'\1/>");
    row("namespaces in force", "\1<a xmlns:a\2='\2'>\1");
    row("a document type's attributes",
        "</problem><!DOCTYPE a [<!ATTLIST problem\1 a\2 CDATA '1'\1>]><problem>");
    row("elements", "\1<b/>\1");
    row("elements of many names", "\1<b\2/>\1");
    row("open elements", "\1<b>\1");
    row("comments", "\1<!---->\1");
    row("responses", "\1<stringresponse answer='x'><textline/></stringresponse>\1");
    row("responses of numbers",
        "\1<numericalresponse answer='1'><formulaequationinput/></numericalresponse>\1");
    row("responses of formulas",
        "\1<formularesponse answer='x' samples='x@1:2#1000'><textline/></formularesponse>\1");
    row("responses of choices",
        "\1<choiceresponse><checkboxgroup><choice correct='true'>a</choice></checkboxgroup>"
        "</choiceresponse>\1");
    rowIn("variables of a formula", "formularesponse answer='x0' samples='x0\1,x\2\1@1:2#1000'",
          "<textline/>");
    rowIn("a long formula", "formularesponse answer='x\1+x\1' samples='x@1:2#1000'", "<textline/>");
    rowIn("a deep formula", "formularesponse answer='\1(\1x' samples='x@1:2#1000'", "<textline/>");
    rowIn("choices", "multiplechoiceresponse",
          "<choicegroup>\1<choice correct='true'>x</choice>\1</choicegroup>");
    rowIn("choices shuffled", "multiplechoiceresponse",
          "<choicegroup shuffle='true'>\1<choice correct='true'>x</choice>\1</choicegroup>");
    rowIn("choices of a pool", "multiplechoiceresponse",
          "<choicegroup answer-pool='4'>\1<choice correct='true'>x</choice>\1</choicegroup>");
    rowIn("boxes", "choiceresponse", "<checkboxgroup>\1<choice correct='true'>x</choice>\1</checkboxgroup>");
    rowIn("compound hints", "choiceresponse",
          "<checkboxgroup><choice correct='true'>x</choice>\1<compoundhint "
          "value='A'>\2</compoundhint>\1</checkboxgroup>");
    rowIn("options", "optionresponse", "<optioninput options=\"('a'\1,'o\2'\1)\" correct='a'/>");
    rowIn("option elements", "optionresponse",
          "<optioninput>\1<option correct='True'>\2</option>\1</optioninput>");
    rowIn("more answers", "stringresponse answer='x'", "\1<additional_answer answer='\2'/>\1<textline/>");
    rowIn("alternatives", "stringresponse answer='x\1_or_\2\1'", "<textline/>");
    rowIn("a pattern", "stringresponse answer='\1(a*)*\1' type='regexp'", "<textline/>");
    rowIn("regions", "imageresponse",
          "<imageinput src='x' width='9' height='9' rectangle='(1,1)-(2,2)\1;(1,1)-(2,\2)\1'/>");
    rowIn("hints", "stringresponse answer='x'",
          "\1<stringequalhint answer='\2'>\2</stringequalhint>\1<textline/>");
    row("demand hints", "<demandhint>\1<hint>\2</hint>\1</demandhint>");
    row("labels", "\1<label>\2</label>\1<stringresponse answer='x'><textline/></stringresponse>");
    row("descriptions",
        "<stringresponse answer='x'>\1<description>\2</description>\1<textline/></stringresponse>");
    row("solutions", "\1<solution>\2</solution>\1");
    row("feedback", "<targetedfeedbackset>\1<targetedfeedback explanation-id='\2'/>\1</targetedfeedbackset>");
    row("dollars", "\1$seed $x$\1");
    row("markup that is none", "<stringresponse answer='x'><textline label='\1&lt;b\1'/></stringresponse>");
  }
  void areThoseOfTheirLength()
  {
    QFETCH(QByteArray, text);
    const QByteArray bytes = testing::grown(text);
    const testing::Costs costs;
    QCOMPARE(testing::brokenAnyProblem(bytes), QString());
    const QString broken = costs.tooMuch(bytes.size());
    QVERIFY2(broken.isEmpty(), qPrintable(broken));
  }
};

SCRIPTORIUM_TEST(TestProblemCosts)
#include "tst_problemcosts.moc"
