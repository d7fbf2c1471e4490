#include "markup/markup.h"
#include "render/blocks/kinds.h"
#include "render/grades/blockscore.h"

using namespace Qt::Literals::StringLiterals;

namespace scriptorium::render {
namespace {

QString pythonFlag(bool value)
{
  return value ? u"True"_s : u"False"_s;
}

/// "1.0", as Python writes a float.
QString pythonFloat(double value)
{
  const QString text = QString::number(value, 'g', 12);
  return text.contains(u'.') || text.contains(u'e') ? text : text + u".0"_s;
}

QString ltiHead(const Scene& scene, int node, const QString& classes)
{
  const SiteCourse& course = scene.course();
  QString html = u"<h3 class=\""_s + classes + u"\">"_s + markup::htmlEscaped(course.title(node)) +
                 u" (External resource)</h3>\n"_s;
  const double weight = course.field(node, u"weight"_s).number();
  if (!isScorable(course, node) || weight == 0)
    return html;
  const Json score = scene.state(node, kept::kScore);
  const auto earned = score.find(u"earned");
  return html + u"<div class=\"problem-progress\">("_s +
         (earned ? pythonFloat(earned->number()) + u" / "_s : QString()) + pythonFloat(weight) +
         (earned ? u" points)"_s : u" points possible)"_s) + u"</div>\n"_s;
}

QString noAddress()
{
  return u"<h3 class=\"error_message\">Please provide launch_url. Click \"Edit\", and fill in the required "
         "fields.</h3>\n"_s;
}

QString descriptionOf(const SiteCourse& course, int node)
{
  const QString text = course.textOf(node, u"description"_s);
  return text.isEmpty() ? QString() : u"<div class=\"lti-description\">"_s + text + u"</div>\n"_s;
}

QString frame(const QString& name, const QString& address)
{
  return u"<iframe title=\"External Tool Content\" class=\"ltiLaunchFrame\""_s +
         attributesText({{u"name"_s, u"ltiFrame-"_s + name}, {u"src"_s, address}}) +
         u" allowfullscreen></iframe>\n"_s;
}

QString orElse(const QString& text, const QString& other)
{
  return text.isEmpty() ? other : text;
}

QString ltiLaunch(const Scene& scene, int node)
{
  const SiteCourse& course = scene.course();
  const QString launch = course.textOf(node, u"launch_url"_s);
  if (course.isTrue(node, u"hide_launch"_s))
    return {};
  if (launch.isEmpty() || launch == "http://www.example.com"_L1)
    return noAddress();
  const QString address = scene.handlerUrl(node, u"preview_handler"_s);
  if (!course.isTrue(node, u"open_in_a_new_page"_s))
    return frame(course.node(node).name, address);
  return u"<div class=\"wrapper-lti-link\">"_s + descriptionOf(course, node) +
         u"<p class=\"lti-link external\"><a target=\"_blank\" class=\"link_lti_new_window\" rel=\"noopener\""_s +
         attributeText(u"href"_s, address) + u'>' +
         markup::htmlEscaped(
             orElse(course.textOf(node, u"button_text"_s), u"View resource in a new window"_s)) +
         u" <span class=\"icon fa fa-external-link\" aria-hidden=\"true\"></span></a></p></div>\n"_s;
}

BlockContent ltiContent(const Scene& scene, int node)
{
  const SiteCourse& course = scene.course();
  Json arguments = Json::object();
  arguments.set(u"xmodule-type"_s, Json(u"LTI"_s));
  const QString html =
      ltiHead(scene, node, u"problem-header"_s) + u"<div"_s +
      attributesText(
          {{u"id"_s, course.node(node).name},
           {u"class"_s, u"lti"_s},
           {u"data-ask-to-send-username"_s, pythonFlag(course.isTrue(node, u"ask_to_send_username"_s))},
           {u"data-ask-to-send-email"_s, pythonFlag(course.isTrue(node, u"ask_to_send_email"_s))}}) +
      u">\n"_s + ltiLaunch(scene, node) + u"</div>"_s;
  return {html, u"XBlockToXModuleShim"_s, arguments, {u"xmodule_display"_s, u"xmodule_LTIBlock"_s}};
}

QString consumerLaunch(const Scene& scene, int node)
{
  const SiteCourse& course = scene.course();
  if (course.isTrue(node, u"hide_launch"_s))
    return {};
  const QString launch =
      orElse(course.textOf(node, u"launch_url"_s), course.textOf(node, u"lti_1p3_launch_url"_s));
  if (launch.isEmpty())
    return noAddress();
  const QString address = scene.handlerUrl(node, u"lti_launch_handler"_s);
  const QString target = course.textOf(node, u"launch_target"_s);
  if (target == "iframe"_L1)
    return frame(course.node(node).name, address);
  const bool isModal = target == "modal"_L1;
  const QString button =
      orElse(course.textOf(node, u"button_text"_s),
             isModal ? u"View resource in a modal window"_s : u"View resource in a new window"_s);
  return u"<section class=\"wrapper-lti-link\">"_s + descriptionOf(course, node) +
         u"<p class=\"lti-link external\"><button class=\"btn btn-pl-primary btn-base "_s +
         (isModal ? u"btn-lti-modal"_s : u"btn-lti-new-window"_s) + u'"' +
         attributeText(u"data-target"_s, address) + u'>' + markup::htmlEscaped(button) +
         u" <i class=\"icon fa fa-external-link\" aria-hidden=\"true\"></i></button></p></section>\n"_s;
}

BlockContent consumerContent(const Scene& scene, int node)
{
  const SiteCourse& course = scene.course();
  const auto asks = [&](const QString& name) { return pythonFlag(course.isTrue(node, name)); };
  const QString html =
      ltiHead(scene, node, u"hd hd-2 problem-header"_s) + u"<div"_s +
      attributesText({{u"id"_s, course.node(node).name},
                      {u"class"_s, u"lti_consumer lti-consumer-container"_s},
                      {u"data-ask-to-send-username"_s, asks(u"ask_to_send_username"_s)},
                      {u"data-ask-to-send-full-name"_s, asks(u"ask_to_send_full_name"_s)},
                      {u"data-ask-to-send-email"_s, asks(u"ask_to_send_email"_s)},
                      {u"data-lti-version"_s, orElse(course.textOf(node, u"lti_version"_s), u"lti_1p1"_s)}}) +
      u">\n"_s + consumerLaunch(scene, node) + u"</div>"_s;
  return {html, u"LtiConsumerXBlock"_s, {}, {}};
}

} // namespace

BlockKind ltiKind()
{
  return {ltiContent, BlockKind::Completion::ByView};
}

BlockKind ltiConsumerKind()
{
  return {consumerContent, BlockKind::Completion::ByView};
}

} // namespace scriptorium::render
