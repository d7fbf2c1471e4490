#include "render/unit/ltilaunch.h"

#include "markup/markup.h"
#include "render/access/courseaccess.h"

using namespace Qt::Literals::StringLiterals;

namespace scriptorium::render {
namespace {

QString row(const QString& name, const QString& value)
{
  return u"<tr><th scope=\"row\">"_s + markup::htmlEscaped(name) + u"</th><td>"_s +
         markup::htmlEscaped(value) + u"</td></tr>\n"_s;
}

/// As LMS: lti_block.py, get_input_fields, without what only a signature needs.
QString parameterRows(const Visit& visit, int node)
{
  const SiteCourse& course = visit.course;
  QString rows = row(u"launch_url"_s, course.textOf(node, u"launch_url"_s)) +
                 row(u"lti_id"_s, course.textOf(node, u"lti_id"_s)) + row(u"context_id"_s, course.keyText()) +
                 row(u"resource_link_id"_s, u"(the site)-"_s + course.node(node).name) +
                 row(u"roles"_s, visit.learner.isStaff ? u"Administrator"_s : u"Student"_s) +
                 row(u"user_id"_s, u"(anonymous id of "_s + visit.learner.name + u')');
  if (course.isTrue(node, u"ask_to_send_username"_s))
    rows += row(u"lis_person_sourcedid"_s, visit.learner.name);
  const Json custom = course.field(node, u"custom_parameters"_s);
  for (const Json& parameter : custom.items()) {
    const QString text = parameter.text();
    rows += row(u"custom_"_s + text.section(u'=', 0, 0).trimmed(), text.section(u'=', 1).trimmed());
  }
  return rows;
}

} // namespace

WebReply ltiLaunch(const Visit& visit)
{
  const int node = visit.course.find(visit.captured[1]);
  const CourseAccess access(visit);
  if (node < 0 || !access.mayEnter() || !access.isLoadable(node))
    return WebReply::notFound();
  const QString& type = visit.course.node(node).type;
  if (type != "lti"_L1 && type != "lti_consumer"_L1)
    return WebReply::notFound();
  return WebReply::html(
      u"<!DOCTYPE html>\n<html lang=\"en\"><head><meta charset=\"utf-8\"><title>LTI</title>"
      "<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">"
      "<link rel=\"stylesheet\" href=\"/__preview/page.css\"></head>\n<body class=\"lti-launch\">"
      "<p class=\"preview-note\">The preview signs in nowhere. On the LMS the tool opens here, and "
      "gets:</p>\n"
      "<table>"_s +
      parameterRows(visit, node) + u"</table></body></html>"_s);
}

} // namespace scriptorium::render
