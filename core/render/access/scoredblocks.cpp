#include "render/access/scoredblocks.h"

#include <QSet>

using namespace Qt::Literals::StringLiterals;

namespace scriptorium::render {

bool isScorable(const SiteCourse& course, int node)
{
  static const QSet<QString> kScored = {u"problem"_s,   u"drag-and-drop-v2"_s,  u"openassessment"_s,
                                        u"edx_sga"_s,   u"staffgradedxblock"_s, u"done"_s,
                                        u"mentoring"_s, u"problem-builder"_s,   u"step-builder"_s};
  static const QSet<QString> kNever = {
      u"html"_s,     u"video"_s,    u"discussion"_s, u"course"_s,     u"chapter"_s,     u"sequential"_s,
      u"vertical"_s, u"itembank"_s, u"randomize"_s,  u"split_test"_s, u"conditional"_s, u"library_content"_s};
  const QString& type = course.node(node).type;
  return kScored.contains(type) || (!kNever.contains(type) && course.isTrue(node, u"has_score"_s));
}

bool hasWeight(const SiteCourse& course, int node)
{
  const Json weight = course.field(node, u"weight"_s);
  return !weight.isNumber() || weight.number() > 0;
}

bool isAssignment(const SiteCourse& course, int node)
{
  return isScorable(course, node) && course.isTrue(node, u"graded"_s) && hasWeight(course, node);
}

} // namespace scriptorium::render
