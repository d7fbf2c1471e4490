// Times the evaluator: a typical formula parsed and evaluated each time, as the LMS does, and parsed once.
// Usage: bench_grading. Prints one JSON object, in operations a second on one core.
#include "grading/expression/evaluator.h"

#include <QCoreApplication>
#include <QJsonDocument>
#include <QJsonObject>

#include <cstdio>
#include <cstdlib>
#include <ctime>
#include <functional>

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
  std::fprintf(stderr, "bench_grading: a formula has no value\n");
  std::exit(1);
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
  std::printf("%s\n", QJsonDocument(figures).toJson(QJsonDocument::Compact).constData());
  return 0;
}
