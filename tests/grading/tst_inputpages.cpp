#include "grading/problem/problem.h"
#include "support/testmain.h"

#include <QTest>

using namespace Qt::Literals::StringLiterals;
using namespace scriptorium::capa;

class TestInputPages : public QObject
{
  Q_OBJECT

private Q_SLOTS:
  void showsPart_data()
  {
    QTest::addColumn<QString>("xml");
    QTest::addColumn<QString>("answer"); ///< graded before it is shown; null: nothing is
    QTest::addColumn<QString>("part");
    const auto row = [](const char* name, const QString& xml, const QString& answer, const QString& part) {
      QTest::newRow(name) << u"<problem>"_s + xml + u"</problem>"_s << answer << part;
    };
    const QString code = u"<coderesponse><textbox/><codeparam>%1<answer_display>a</answer_display>"
                         "<grader_payload>g</grader_payload></codeparam></coderesponse>"_s;
    row("the code to begin with", code.arg(u"<initial_display>x = 1</initial_display>"_s), {},
        u">x = 1</textarea>"_s);
    row("no code to begin with", code.arg(QString()), {}, u"tabindex=\"0\"/>"_s);
    row("an empty code to begin with is Python's None", code.arg(u"<initial_display/>"_s), {},
        u">None</textarea>"_s);
    const QString radios =
        u"<multiplechoiceresponse><choicegroup><choice name='a' correct='true'>1</choice>"
        "<choice name='ab' correct='false'>2</choice></choicegroup></multiplechoiceresponse>"_s;
    row("a choice whose name begins another's is not checked", radios, u"choice_ab"_s,
        u"class=\"field-input input-radio\" value=\"choice_a\"/>"_s);
    row("though its label is marked", radios, u"choice_ab"_s,
        u"for=\"input_P_2_1_choice_a\" class=\"response-label field-label label-inline "
        "choicegroup_incorrect\""_s);
    row("the status of an annotation's choice has half an id",
        u"<annotationresponse><annotationinput><options><option choice='correct'>a</option></options>"
        "</annotationinput></annotationresponse>"_s,
        u"{\"options\":[0],\"comment\":\"\"}"_s, u"id=\"status_\""_s);
  }
  void showsPart()
  {
    QFETCH(QString, xml);
    QFETCH(QString, answer);
    QFETCH(QString, part);
    auto problem = Problem::load(xml.toUtf8(), u"P"_s, 1, {});
    QVERIFY(problem.has_value());
    if (!answer.isNull())
      QVERIFY((*problem)->grade({{u"P_2_1"_s, answer}}).has_value());
    const QString html = (*problem)->html().value_or(QString());
    QVERIFY2(html.contains(part), qPrintable(html));
  }

  void whatTheQueueSaidIsText()
  {
    ProblemState state;
    state.answers.insert(u"P_2_1"_s, u"x = 1"_s);
    state.correctMap[u"P_2_1"_s].correctness = u"incomplete"_s;
    state.correctMap[u"P_2_1"_s].msg = u"<b>third</b> in line"_s;
    auto problem =
        Problem::load("<problem><coderesponse><textbox/><codeparam><answer_display>a</answer_display>"
                      "<grader_payload>g</grader_payload></codeparam></coderesponse></problem>",
                      u"P"_s, 1, {}, state);
    QVERIFY(problem.has_value());
    const QString html = (*problem)->html().value_or(QString());
    QVERIFY2(html.contains(u"id=\"P_2_1\">&lt;b&gt;third&lt;/b&gt; in line</span>"_s), qPrintable(html));
  }
};

SCRIPTORIUM_TEST(TestInputPages)
#include "tst_inputpages.moc"
