#include "render/blocks/scene.h"

#include "markup/markup.h"
#include "render/blocks/kinds.h"
#include "render/grades/blockscore.h"
#include "render/web/links.h"

#include <QCryptographicHash>

using namespace Qt::Literals::StringLiterals;

namespace scriptorium::render {
namespace {

/// How long a block must be seen before it is complete, in milliseconds.
const QString kSeenAfter = u"5000"_s;

/// JSON for a script element: nothing in it may end the element.
QString scriptJson(const Json& value)
{
  return QString::fromUtf8(value.toPython()).replace(u"</"_s, u"<\\/"_s).replace(u"<!--"_s, u"<\\!--"_s);
}

/// Of the page alone; the LMS's is random, and nobody relies on it.
QString requestToken(const Visit& visit)
{
  const QByteArray source = visit.learner.name.toUtf8() + visit.request.path.toUtf8();
  return QString::fromLatin1(QCryptographicHash::hash(source, QCryptographicHash::Md5).toHex());
}

} // namespace

QString attributeText(const QString& name, const QString& value)
{
  return u' ' + name + u"=\""_s + markup::htmlEscaped(value) + u'"';
}

QString pythonBool(bool value)
{
  return value ? u"True"_s : u"False"_s;
}

QString attributesText(std::initializer_list<std::pair<QString, QString>> attributes)
{
  QString text;
  for (const auto& [name, value] : attributes)
    text += attributeText(name, value);
  return text;
}

QString Scene::block(int node, Place place) const
{
  const SiteCourse::Node& block = course().node(node);
  const QString html =
      withAddresses(course(), wrapped(node, place, blockKind(block.type).content(*this, node)));
  const bool isPlace = block.type == u"chapter" || block.type == u"sequential" ||
                       (block.type == u"vertical" && place == Place::Top);
  // As LMS: also for staff who look as a certain learner.
  const bool isForTeam = learner().isStaff || (learner().maskOf != 0 && learner().maskOf != learner().id);
  const bool hasInfo = isForTeam && m_options.showsStaffInfo && !isPlace && isKnownKind(block.type);
  return hasInfo ? html + staffInfo(node) : html;
}

QString Scene::attributes(int node, Place place, const BlockContent& content) const
{
  const SiteCourse::Node& block = course().node(node);
  const QString view = isPublic() ? u"public_view"_s : u"student_view"_s;
  const QStringList classes =
      QStringList{u"xblock"_s, u"xblock-"_s + view, u"xblock-"_s + view + u'-' + block.type} +
      content.classes;
  QString text =
      attributesText({{u"class"_s, classes.join(u' ')}, {u"data-course-id"_s, course().keyText()}});
  const bool isSeen = state(node, kept::kCompletion).number() >= 1;
  if (isCompletedByView(course(), node) && !isSeen && place != Place::Below)
    text += attributeText(u"data-mark-completed-on-view-after-delay"_s, kSeenAfter);
  if (!content.init.isEmpty())
    text += attributesText({{u"data-init"_s, content.init},
                            {u"data-runtime-class"_s, u"LmsRuntime"_s},
                            {u"data-runtime-version"_s, u"1"_s}});
  return text + attributesText({{u"data-block-type"_s, block.type},
                                {u"data-usage-id"_s, course().usageKey(node)},
                                {u"data-request-token"_s, requestToken(m_visit)},
                                {u"data-graded"_s, pythonBool(course().isTrue(node, u"graded"_s))},
                                {u"data-has-score"_s, pythonBool(isScorable(course(), node))}});
}

QString Scene::wrapped(int node, Place place, const BlockContent& content) const
{
  QString html = u"<div"_s + attributes(node, place, content) + u">\n"_s;
  if (content.arguments)
    html += u"<script type=\"json/xblock-args\" class=\"xblock-json-init-args\">"_s +
            scriptJson(*content.arguments) + u"</script>\n"_s;
  return html + content.html + u"\n</div>\n"_s;
}

QString Scene::boxes(const std::vector<int>& nodes, Place place) const
{
  QString html;
  for (size_t i = 0; i < nodes.size(); ++i) {
    const QString key = course().usageKey(nodes[i]);
    html += u"<div"_s +
            attributesText(
                {{u"class"_s, u"vert vert-"_s + QString::number(i)}, {u"data-id"_s, key}, {u"id"_s, key}}) +
            u">\n"_s + block(nodes[i], place) + u"</div>\n"_s;
  }
  return html;
}

QString Scene::handlerUrl(int node, const QString& name) const
{
  return u"/courses/"_s + course().keyText() + u"/xblock/"_s + course().usageKey(node) + u"/handler/"_s +
         name;
}

Json Scene::state(int node, const QString& name) const
{
  return m_visit.states.value(learner().id, course().stateKey(node), name).value_or(Json());
}

QString Scene::staffInfo(int node) const
{
  const SiteCourse::Node& block = course().node(node);
  const QString id = markup::htmlEscaped(block.name);
  const auto row = [](const QString& name, const QString& value) {
    return u"<tr><th scope=\"row\">"_s + name + u"</th><td>"_s + markup::htmlEscaped(value) + u"</td></tr>"_s;
  };
  const auto start = course().date(node, u"start"_s);
  const auto due = m_access.dueDate(node);
  QString rows = row(u"location"_s, course().usageKey(node)) + row(u"category"_s, block.type) +
                 row(u"is_released"_s, start && *start > m_visit.now ? u"No"_s : u"Yes"_s) +
                 row(u"start"_s, start ? isoMoment(*start) : u"None"_s) +
                 row(u"due"_s, due ? isoMoment(*due) : u"None"_s);
  return u"<div class=\"wrap-instructor-info\"><a class=\"instructor-info-action\" href=\"#"_s + id +
         u"_debug\" id=\""_s + id + u"_trig\">Staff Debug Info</a>\n<section class=\"staff-modal\" id=\""_s +
         id + u"_debug\" hidden><table>"_s + rows + u"</table></section></div>\n"_s;
}

} // namespace scriptorium::render
