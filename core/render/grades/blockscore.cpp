#include "render/grades/blockscore.h"

#include "grading/problem/problem.h"

#include <QXmlStreamReader>

#include <algorithm>
#include <tuple>

using namespace Qt::Literals::StringLiterals;

namespace scriptorium::render {

namespace {

/// The points of the best option of each criterion of an open response assessment.
double rubricPoints(const QByteArray& olx)
{
  QXmlStreamReader reader(olx);
  double total = 0;
  double best = 0;
  while (!reader.atEnd()) {
    reader.readNext();
    if (reader.isStartElement() && reader.name() == "criterion"_L1)
      best = 0;
    else if (reader.isStartElement() && reader.name() == "option"_L1)
      best = std::max(best, reader.attributes().value("points"_L1).toDouble());
    else if (reader.isEndElement() && reader.name() == "criterion"_L1)
      total += best;
  }
  return total;
}

/// As LMS: the seed of a problem whose points are asked for outside any learner's state.
std::optional<double> problemPoints(const SiteCourse& course, int node)
{
  const auto problem = course.problems().open(course.node(node).id);
  if (!problem)
    return std::nullopt;
  const auto loaded = capa::Problem::load(problem->olx, course.node(node).name, 1, problem->surroundings);
  return loaded ? std::optional<double>((*loaded)->maxScore()) : std::nullopt;
}

std::optional<double> pointsOf(const SiteCourse& course, int node)
{
  const QString& type = course.node(node).type;
  if (type == u"problem")
    return problemPoints(course, node);
  if (type == u"openassessment")
    return rubricPoints(course.body(node));
  return 1;
}

std::optional<double> weightOf(const SiteCourse& course, int node)
{
  const Json weight = course.field(node, u"weight"_s);
  return weight.isNumber() ? std::optional<double>(weight.number()) : std::nullopt;
}

} // namespace

std::pair<double, double> weighted(const SiteCourse& course, int node, double earned, double possible)
{
  const auto weight = weightOf(course, node);
  return weight && possible != 0 ? std::pair(earned * *weight / possible, *weight)
                                 : std::pair(earned, possible);
}

std::optional<BlockScore> blockScore(const CourseAccess& access, int node)
{
  const SiteCourse& course = access.course();
  if (!isScorable(course, node))
    return std::nullopt;
  BlockScore score{node, 0, 0, false};
  if (const auto kept = access.states().value(access.learner().id, course.stateKey(node), kept::kScore)) {
    score.earned = kept->find("earned").value_or(Json()).number();
    score.possible = kept->find("possible").value_or(Json()).number();
  } else if (const auto points = pointsOf(course, node)) {
    score.possible = *points;
  } else {
    return std::nullopt;
  }
  std::tie(score.earned, score.possible) = weighted(course, node, score.earned, score.possible);
  score.isGraded = course.isTrue(node, u"graded"_s) && score.possible > 0;
  return score;
}

} // namespace scriptorium::render
