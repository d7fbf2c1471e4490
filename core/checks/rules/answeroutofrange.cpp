#include "checks/problemundertest.h"
#include "checks/rulelist.h"

#include <QRegularExpression>

using namespace Qt::Literals::StringLiterals;

namespace scriptorium::checks {
namespace {

using capa::Element;

/// "[a, b)" with a > b.
void checkNumericRange(const Rule& rule, ProblemUnderTest& problem, const Element& response,
                       Findings& findings)
{
  static const QRegularExpression range(u"^\\s*[\\[(]([^,]+),([^,]+)[\\])]\\s*$"_s);
  const auto match = range.match(response.attribute(u"answer"));
  if (!match.hasMatch())
    return;
  bool isLow = false;
  bool isHigh = false;
  const double low = match.captured(1).trimmed().toDouble(&isLow);
  const double high = match.captured(2).trimmed().toDouble(&isHigh);
  if (isLow && isHigh && low > high)
    findings.append(rule.finding(u"The range %1 starts above its end, so no number lies in it."_s.arg(
                                     response.attribute(u"answer").trimmed()),
                                 problem.place(response)));
}

/// Rectangles "(x1,y1)-(x2,y2)" that reach over the picture or have their corners the wrong way round.
void checkImage(const Rule& rule, ProblemUnderTest& problem, const Element& input, Findings& findings)
{
  static const QRegularExpression corners(
      u"[\\[(]\\s*(\\d+)\\s*,\\s*(\\d+)\\s*[\\])]\\s*-\\s*[\\[(]\\s*(\\d+)\\s*,\\s*(\\d+)\\s*[\\])]"_s);
  const int width = input.attribute(u"width").toInt();
  const int height = input.attribute(u"height").toInt();
  auto matches = corners.globalMatch(input.attribute(u"rectangle"));
  while (matches.hasNext()) {
    const auto match = matches.next();
    const int left = match.captured(1).toInt();
    const int top = match.captured(2).toInt();
    const int right = match.captured(3).toInt();
    const int bottom = match.captured(4).toInt();
    if (left > right || top > bottom)
      findings.append(
          rule.finding(u"The corners of the rectangle %1 are not in order, so no click lies in it."_s.arg(
                           match.captured(0)),
                       problem.place(input)));
    else if (width > 0 && height > 0 && (left > width || top > height))
      findings.append(
          rule.finding(u"The rectangle %1 lies outside the picture (%2 by %3)."_s.arg(match.captured(0))
                           .arg(width)
                           .arg(height),
                       problem.place(input)));
  }
}

void findOutOfRange(const Rule& rule, ProblemUnderTest& problem, Findings& findings)
{
  if (!problem.markup())
    return;
  for (const Element* response : problem.markup()->descendants(u"numericalresponse"))
    checkNumericRange(rule, problem, *response, findings);
  for (const Element* input : problem.markup()->descendants(u"imageinput"))
    checkImage(rule, problem, *input, findings);
}

} // namespace

Rule answerOutOfRange()
{
  return {
      u"answer-out-of-range"_s, Finding::Severity::Error, u"The answer cannot be given"_s,
      u"Nobody can get the points. Put the lower bound or the upper left corner first, inside the picture."_s,
      findOutOfRange};
}

} // namespace scriptorium::checks
