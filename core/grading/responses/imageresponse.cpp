#include "grading/problem/problem.h"
#include "grading/problem/response.h"
#include "grading/responses/convexhull.h"
#include "grading/responses/kinds.h"
#include "grading/responses/pythonerrors.h"

#include <QRegularExpression>

using namespace Qt::Literals::StringLiterals;

namespace scriptorium::capa {

namespace {

/// A click on a picture, right within rectangles or regions.
class ImageResponse : public Response
{
public:
  ImageResponse(Problem& problem, Element& element, int number)
      : Response(problem, element, u"imageresponse"_s, number)
  {}

  Outcome<CorrectMap> score(const Answers& answers) override;
  Outcome<QMap<QString, PyValue>> shownAnswers() override;
};

CapaError imageError(const QString& words)
{
  return otherError(u"Exception"_s, u"[capamodule.capa.responsetypes.imageinput] "_s + words);
}

/// "[x,y]": blanks do not count, nor does what follows.
std::optional<Point> clickedPoint(const QString& given)
{
  static const QRegularExpression pattern(u"^\\[([0-9]+),([0-9]+)\\]"_s);
  const QRegularExpressionMatch match = pattern.match(given.trimmed().remove(u' '));
  if (!match.hasMatch())
    return std::nullopt;
  return Point(match.captured(1).toDouble(), match.captured(2).toDouble());
}

Outcome<bool> isInRectangles(const QString& rectangles, Point point)
{
  static const QRegularExpression pattern(u"^[(\\[]([0-9]+),([0-9]+)[)\\]]-[(\\[]([0-9]+),([0-9]+)[)\\]]"_s);
  for (const QString& rectangle : rectangles.split(u';')) {
    const QRegularExpressionMatch match = pattern.match(rectangle.trimmed().remove(u' '));
    if (!match.hasMatch())
      return otherError(u"TypeError"_s, u"list indices must be integers or slices, not str"_s);
    const auto number = [&match](int group) { return match.captured(group).toDouble(); };
    if (number(1) <= point.first && point.first <= number(3) && number(2) <= point.second &&
        point.second <= number(4))
      return true;
  }
  return false;
}

Outcome<std::vector<Point>> pointsOf(const PyValue& region)
{
  const CapaError error = otherError(u"ValueError"_s, u"A region is no list of points."_s);
  if (region.list() == nullptr)
    return error;
  std::vector<Point> points;
  for (const PyValue& value : *region.list()) {
    const PyList* pair = value.list();
    if (pair == nullptr || pair->size() < 2 || pair->size() > 3 || pair->at(0).string() != nullptr ||
        pair->at(1).string() != nullptr)
      return error;
    const std::optional<double> x = pair->at(0).toFloat();
    const std::optional<double> y = pair->at(1).toFloat();
    if (!x || !y)
      return error;
    points.emplace_back(*x, *y);
  }
  return points;
}

/// One region as a list of points, or a list of regions.
Outcome<bool> isInRegions(const QString& text, Point point)
{
  const std::optional<PyValue> parsed = PyValue::fromJson(text.toUtf8());
  if (!parsed)
    return otherError(u"JSONDecodeError"_s, u"The regions are no JSON."_s);
  if (!parsed->isTrue())
    return false;
  const PyList* regions = parsed->list();
  if (regions == nullptr)
    return otherError(u"TypeError"_s, u"The regions are no list."_s);
  const PyList* first = regions->front().list();
  if (first == nullptr || first->isEmpty())
    return otherError(first == nullptr ? u"TypeError"_s : u"IndexError"_s, u"A region has no points."_s);
  const PyList all = first->front().list() != nullptr ? *regions : PyList{*parsed};
  for (const PyValue& region : all) {
    SCRIPTORIUM_TRY_ASSIGN(std::vector<Point> points, pointsOf(region));
    if (isWithinHull(std::move(points), point))
      return true;
  }
  return false;
}

Outcome<bool> isHit(const Element& input, Point point)
{
  if (const QString rectangles = input.attribute(u"rectangle"); !rectangles.isEmpty()) {
    SCRIPTORIUM_TRY_ASSIGN(const bool isInside, isInRectangles(rectangles, point));
    if (isInside)
      return true;
  }
  const QString regions = input.attribute(u"regions");
  return regions.isEmpty() ? Outcome<bool>(false) : isInRegions(regions, point);
}

Outcome<CorrectMap> ImageResponse::score(const Answers& answers)
{
  CorrectMap graded;
  for (const Element* input : inputElements()) {
    const QString id = input->attribute(u"id");
    const auto answer = answers.constFind(id);
    if (answer == answers.cend())
      return keyError(id);
    graded[id].correctness = u"incorrect"_s;
    if (!answer->isTrue())
      continue;
    const std::optional<Point> point =
        answer->string() != nullptr ? clickedPoint(*answer->string()) : std::nullopt;
    if (!point)
      return imageError(u"error grading %1 (input=%2)"_s.arg(id, answer->str()));
    SCRIPTORIUM_TRY_ASSIGN(const bool isRight, isHit(*input, *point));
    if (isRight)
      graded[id].correctness = u"correct"_s;
  }
  return graded;
}

Outcome<QMap<QString, PyValue>> ImageResponse::shownAnswers()
{
  QMap<QString, PyValue> shown;
  for (const Element* input : inputElements()) {
    PyDict places;
    for (const QString& name : {u"rectangle"_s, u"regions"_s}) {
      const std::optional<QString> place = input->find(name);
      setEntry(places, name, place ? PyValue(*place) : PyValue());
    }
    shown.insert(input->attribute(u"id"), PyValue(places));
  }
  return shown;
}

} // namespace

const ResponseKind& imageResponseKind()
{
  static const ResponseKind kind = {
      u"imageresponse"_s,
      {{u"imageinput"_s}, 0, {}, false},
      [](Problem& problem, Element& element, int number) -> std::unique_ptr<Response> {
        return std::make_unique<ImageResponse>(problem, element, number);
      }};
  return kind;
}

} // namespace scriptorium::capa
