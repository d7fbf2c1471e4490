// Times the evaluator (a typical formula parsed and evaluated each time, as the LMS does, and parsed once)
// and problems without scripts, loaded and graded each time. Usage: bench_grading. Prints one JSON object, in
// operations a second on one core.
#include "grading/expression/evaluator.h"
#include "grading/problem/problem.h"

#include <QCoreApplication>
#include <QJsonDocument>
#include <QJsonObject>

#include <cstdio>
#include <cstdlib>
#include <ctime>
#include <functional>
#include <iterator>

using namespace Qt::Literals::StringLiterals;
using namespace scriptorium::capa;

namespace {

/// The best of five rounds of a fifth of a second of processor time each.
double perSecond(const std::function<void()>& work)
{
  constexpr int kBatch = 100;
  double best = 0;
  for (int round = 0; round < 5; ++round) {
    const std::clock_t start = std::clock();
    double seconds = 0;
    qint64 count = 0;
    while (seconds < 0.2) {
      for (int i = 0; i < kBatch; ++i)
        work();
      count += kBatch;
      seconds = static_cast<double>(std::clock() - start) / CLOCKS_PER_SEC;
    }
    best = std::max(best, static_cast<double>(count) / seconds);
  }
  return best;
}

void need(bool isFine)
{
  if (isFine)
    return;
  std::fprintf(stderr, "bench_grading: a formula has no value or a problem is not graded\n");
  std::exit(1);
}

struct Sample
{
  QString name;
  QByteArray xml;
  PyValue answer;
};

const Sample kSamples[] = {
    {u"numerical"_s,
     R"(<problem><numericalresponse answer="$seed+41"><label>The answer?</label>
<responseparam type="tolerance" default="5%"/><formulaequationinput/></numericalresponse>
<solution><p>Explanation</p></solution></problem>)",
     u"6*7"_s},
    {u"multiplechoice"_s,
     R"(<problem><multiplechoiceresponse><label>Which?</label><choicegroup type="MultipleChoice" shuffle="true">
<choice correct="false">one</choice><choice correct="true">two<choicehint>yes</choicehint></choice>
<choice correct="false">three</choice><choice correct="false">four</choice></choicegroup>
</multiplechoiceresponse></problem>)",
     u"choice_1"_s},
    {u"choice"_s,
     R"(<problem><choiceresponse><label>Which?</label><checkboxgroup><choice correct="true">one</choice>
<choice correct="false">two</choice><choice correct="true">three</choice></checkboxgroup></choiceresponse></problem>)",
     PyList{u"choice_0"_s, u"choice_2"_s}},
    {u"option"_s,
     R"(<problem><optionresponse><label>Which?</label><optioninput><option correct="False">one</option>
<option correct="True">two</option></optioninput></optionresponse></problem>)",
     u"two"_s},
    {u"string"_s,
     R"(<problem><stringresponse answer="Paris" type="ci"><label>Capital?</label><additional_answer answer="Lutetia"/>
<textline size="20"/></stringresponse></problem>)",
     u"paris"_s},
    {u"formula"_s,
     R"(<problem><formularesponse type="cs" samples="x,y@1,2:5,7#10" answer="x^2+2*x*y+y^2"><label>Expand</label>
<formulaequationinput/></formularesponse></problem>)",
     u"(x+y)^2"_s},
};

void loadAndGrade(const Sample& sample)
{
  const auto problem = Problem::load(sample.xml, QStringLiteral("P"), 1, {});
  need(problem.has_value());
  const auto graded = (*problem)->grade({{QStringLiteral("P_2_1"), sample.answer}});
  need(graded && graded->isCorrect(QStringLiteral("P_2_1")));
}

} // namespace

int main(int argc, char** argv)
{
  const QCoreApplication application(argc, argv);
  const QString formula = u"v_0*t + (1/2)*g*t^2 - sin(omega*t)/sqrt(2)"_s;
  const Expression::Variables variables = {
      {u"v_0"_s, 12.5}, {u"t"_s, 3.25}, {u"g"_s, 9.81}, {u"omega"_s, 0.75}};
  const QString number = u"22/7*1.5e3"_s;
  const auto parsed = Expression::parse(formula);
  need(parsed.has_value());
  QJsonObject figures;
  figures["evaluate_per_s"_L1] = perSecond([&] { need(evaluateExpression(formula, variables).has_value()); });
  figures["evaluate_cs_per_s"_L1] =
      perSecond([&] { need(evaluateExpression(formula, variables, true).has_value()); });
  figures["evaluate_number_per_s"_L1] = perSecond([&] { need(evaluateExpression(number).has_value()); });
  figures["evaluate_parsed_per_s"_L1] = perSecond([&] { need(parsed->evaluate(variables).has_value()); });
  figures["compare_per_s"_L1] =
      perSecond([] { need(*isWithinTolerance(1.2, 1.1, QStringLiteral("0.1"), false)); });
  figures["preview_per_s"_L1] = perSecond([&] { need(latexPreview(formula).has_value()); });
  for (const Sample& sample : kSamples)
    figures[u"grade_"_s + sample.name + u"_per_s"_s] = perSecond([&] { loadAndGrade(sample); });
  figures["grade_per_s"_L1] = static_cast<double>(std::size(kSamples)) * perSecond([] {
                                for (const Sample& sample : kSamples)
                                  loadAndGrade(sample);
                              });
  std::printf("%s\n", QJsonDocument(figures).toJson(QJsonDocument::Compact).constData());
  return 0;
}
