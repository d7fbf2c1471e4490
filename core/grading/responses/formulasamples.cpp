#include "grading/responses/formulasamples.h"

#include "grading/values/pyvalue.h"
#include "grading/values/random2.h"

#include <QStringList>

#include <algorithm>

using namespace Qt::Literals::StringLiterals;

namespace scriptorium::capa {
namespace {

constexpr qint64 kMostSamples = 1000;

/// One list of numbers for each part between colons; a variable's ends are the same place in each.
Outcome<QList<QList<double>>> rangesOf(const QString& text)
{
  QList<QList<double>> ranges;
  for (const QString& part : text.split(u':')) {
    QList<double> ends;
    for (const QString& number : part.split(u',')) {
      const auto end = floatFromText(number);
      if (!end)
        return otherError(u"ValueError"_s, u"could not convert string to float: '%1'"_s.arg(number));
      ends += *end;
    }
    ranges += ends;
  }
  return ranges;
}

} // namespace

Outcome<QList<Expression::Variables>> drawSamples(const QString& samples, qint64 seed, qint64& left)
{
  const QStringList halves = samples.split(u'@');
  const QStringList parts = halves.size() > 1 ? halves[1].split(u'#') : QStringList();
  if (parts.size() < 2)
    return otherError(u"IndexError"_s, u"list index out of range"_s);
  const auto count = PyValue(parts[1]).toInt();
  if (!count)
    return otherError(u"ValueError"_s, u"invalid literal for int() with base 10: '%1'"_s.arg(parts[1]));
  SCRIPTORIUM_TRY_ASSIGN(const auto ranges, rangesOf(parts[0]));
  qsizetype known = halves[0].count(u',') + 1;
  for (const auto& ends : ranges)
    known = std::min(known, ends.size());
  const QStringList names = halves[0].split(u',').mid(0, known);
  const qint64 drawing = std::clamp(*count, qint64{0}, kMostSamples) * (names.size() + 1);
  if (drawing > left)
    return otherError(u"MemoryError"_s,
                      u"The formulas of this problem are compared at too many numbers (samples times "
                      "variables). Take fewer samples, or split it into several problems."_s);
  left -= drawing;
  Random2 random(seed);
  QList<Expression::Variables> drawn;
  for (qint64 i = 0; i < std::min(*count, kMostSamples); ++i) {
    if (!names.isEmpty() && ranges.size() != 2)
      return otherError(u"TypeError"_s, u"a variable needs a lower and an upper end"_s);
    Expression::Variables variables;
    for (qsizetype k = 0; k < names.size(); ++k) {
      const double low = ranges[0][k];
      variables[names[k]] = low + (ranges[1][k] - low) * random.random();
    }
    drawn += variables;
  }
  return drawn;
}

} // namespace scriptorium::capa
