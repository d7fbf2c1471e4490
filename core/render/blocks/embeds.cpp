#include "markup/markup.h"
#include "render/blocks/kinds.h"

#include <algorithm>
#include <functional>

using namespace Qt::Literals::StringLiterals;

/// Blocks that frame something from elsewhere.
namespace scriptorium::render {
namespace {

BlockContent documentContent(const Scene& scene, int node)
{
  const SiteCourse& course = scene.course();
  return {u"<div class=\"google-docs-xblock-wrapper\"><div class=\"google-docs-document\">"_s +
              course.textOf(node, u"embed_code"_s) + u"</div></div>"_s,
          u"GoogleDocumentBlock"_s,
          {},
          {}};
}

BlockContent calendarContent(const Scene& scene, int node)
{
  const SiteCourse& course = scene.course();
  static const QStringList kViews{u"WEEK"_s, u"MONTH"_s, u"AGENDA"_s};
  const qint64 view = std::clamp<qint64>(course.field(node, u"default_view"_s).whole(), 0, 2);
  const QString address = u"https://www.google.com/calendar/embed?mode="_s + kViews[view] + u"&src="_s +
                          course.textOf(node, u"calendar_id"_s) + u"&showCalendars=0"_s;
  return {u"<div class=\"google-calendar-xblock-wrapper\"><iframe"_s +
              attributesText({{u"src"_s, address},
                              {u"title"_s, course.title(node)},
                              {u"width"_s, u"800"_s},
                              {u"height"_s, u"600"_s},
                              {u"frameborder"_s, u"0"_s}}) +
              u"></iframe></div>"_s,
          u"GoogleCalendarBlock"_s,
          {},
          {}};
}

BlockContent pdfContent(const Scene& scene, int node)
{
  const SiteCourse& course = scene.course();
  const QString address = course.textOf(node, u"url"_s);
  QString html = u"<div class=\"pdf_block\"><h3 class=\"hd hd-2\">"_s +
                 markup::htmlEscaped(course.title(node)) + u"</h3>\n<div class=\"pdf-frame\"><iframe"_s +
                 attributesText({{u"src"_s, address}, {u"title"_s, course.title(node)}}) +
                 u"></iframe></div>\n"
                 "<ul class=\"pdf-links\">"_s;
  if (course.isTrue(node, u"allow_download"_s))
    html += u"<li><a class=\"btn-link pdf-download-button\" target=\"_blank\""_s +
            attributeText(u"href"_s, address) + u">Download the PDF</a></li>\n"_s;
  const QString source = course.textOf(node, u"source_url"_s);
  if (!source.isEmpty())
    html += u"<li><a class=\"btn-link\" target=\"_blank\""_s + attributeText(u"href"_s, source) + u'>' +
            markup::htmlEscaped(course.textOf(node, u"source_text"_s)) + u"</a></li>\n"_s;
  return {html + u"</ul></div>"_s, u"pdfXBlockInitView"_s, {}, {}};
}

/// What the author recommends, best first, as recommender.py sorts it: by votes for and against.
QString recommended(const QByteArray& body)
{
  const auto parsed = markup::parseXml(body);
  const markup::Element* list = parsed ? (*parsed)->firstChild(u"resources") : nullptr;
  const auto all = list == nullptr ? std::nullopt : Json::parse(QStringView(markup::textContent(*list)));
  struct Resource
  {
    qint64 votes;
    QString html;
  };
  std::vector<Resource> resources;
  for (const Json& each : all.value_or(Json()).items()) {
    const auto text = [&each](const char* name) { return each.find(name).value_or(Json()).text(); };
    const auto votes = [&each](const char* name) { return each.find(name).value_or(Json()).whole(); };
    const qint64 sum = votes("upvotes") - votes("downvotes");
    QString html = u"<li class=\"recommenderResource\"><a"_s + attributeText(u"href"_s, text("url")) + u'>' +
                   markup::htmlEscaped(text("title")) + u"</a><span class=\"recommenderVotes\">"_s +
                   QString::number(sum) + (sum == 1 ? u" vote"_s : u" votes"_s) + u"</span>"_s;
    if (const QString more = text("descriptionText"); !more.isEmpty())
      html += u"<p>"_s + markup::htmlEscaped(more) + u"</p>"_s;
    resources.push_back({sum, html + u"</li>\n"_s});
  }
  std::ranges::stable_sort(resources, std::greater(), &Resource::votes);
  QString html;
  for (const Resource& resource : resources)
    html += resource.html;
  return html;
}

BlockContent recommenderContent(const Scene& scene, int node)
{
  const QString resources = recommended(scene.course().body(node));
  return {u"<div class=\"recommender_xblock\"><div class=\"recommenderHeader\"><h3 class=\"hd hd-3\">Related "
          u"resources"
          "</h3></div>\n"_s +
              (resources.isEmpty() ? u"<div class=\"noResourceIntro\">No resource recommended yet.</div>"_s
                                   : u"<ul>\n"_s + resources + u"</ul>"_s) +
              u"</div>"_s,
          u"RecommenderXBlock"_s,
          {},
          {}};
}

} // namespace

BlockKind googleDocumentKind()
{
  return {documentContent, BlockKind::Completion::ByView};
}

BlockKind googleCalendarKind()
{
  return {calendarContent, BlockKind::Completion::ByView};
}

BlockKind pdfKind()
{
  return {pdfContent, BlockKind::Completion::ByView};
}

BlockKind recommenderKind()
{
  return {recommenderContent, BlockKind::Completion::ByView};
}

} // namespace scriptorium::render
