#include "markup/markup.h"
#include "render/blocks/kinds.h"
#include "render/blocks/plainmarkdown.h"

using namespace Qt::Literals::StringLiterals;

namespace scriptorium::render {
namespace {

/// An entry of a list of pairs: [key, value].
std::pair<QString, Json> pairOf(const Json& entry)
{
  const auto parts = entry.items();
  return parts.size() < 2 ? std::pair(QString(), Json()) : std::pair(parts[0].text(), Json(parts[1]));
}

QString labelOf(const Json& value)
{
  return value.isText() ? value.text() : value.find(u"label").value_or(Json()).text();
}

QString imageOf(const Json& value)
{
  const QString address = value.find(u"img").value_or(Json()).text();
  if (address.isEmpty())
    return {};
  return u"<div class=\"poll-image\"><img"_s +
         attributesText({{u"src"_s, address}, {u"alt"_s, value.find(u"img_alt").value_or(Json()).text()}}) +
         u"></div>"_s;
}

/// Who has voted may vote again only where results are private, and as often as the author lets him.
bool mayVote(const Scene& scene, int node)
{
  const qint64 count = scene.state(node).find(u"submissions_count").value_or(Json(0)).whole();
  const qint64 most = scene.course().field(node, u"max_submissions"_s).whole();
  const bool isPrivate = scene.course().isTrue(node, u"private_results"_s);
  return count == 0 || (isPrivate && (most == 0 || count < most));
}

QString opening(const Scene& scene, int node)
{
  const QString title = scene.course().title(node);
  const bool isPrivate = scene.course().isTrue(node, u"private_results"_s);
  return u"<div class=\"poll-block themed-xblock\""_s +
         attributesText({{u"data-private"_s, isPrivate ? u"1"_s : QString()},
                         {u"data-can-vote"_s, mayVote(scene, node) ? u"1"_s : QString()}}) +
         u">\n<h3 class=\"poll-header\">"_s + markup::htmlEscaped(title) + u"</h3>\n"_s;
}

/// What follows the questions; the page's script fills in the numbers. The marks are the LMS's own.
QString closing(const Scene& scene, int node)
{
  QString html =
      u"<div class=\"poll-voting-thanks poll-hidden\"><span>Thank you.</span></div>\n"
      "<div class=\"poll-submissions-count poll-hidden\">You have used <span class=\"poll-current-count\">"
      "{{ submissions_count }}</span> out of <span class=\"poll-max-submissions\">{{ max_submissions "
      "}}</span> "
      "submissions.</div>\n"_s;
  const QString feedback = scene.course().textOf(node, u"feedback"_s);
  if (!feedback.isEmpty())
    html += u"<div class=\"poll-feedback-container poll-hidden\"><hr><h3 "
            u"class=\"poll-feedback-header\">Feedback</h3> "
            "<div class=\"poll-feedback\">"_s +
            plainMarkdown(feedback) + u"</div></div>\n"_s;
  if (scene.learner().isStaff)
    html += u"<div class=\"view-results-button-wrapper\"><button type=\"button\" "
            u"class=\"view-results-button\">View "
            "results</button></div>\n<div class=\"export-results-button-wrapper\"><button "
            "class=\"export-results-button\">Export results to CSV</button> <button "
            "class=\"download-results-button\" "
            "disabled>Download CSV</button></div>\n"_s;
  return html + u"</div>"_s;
}

BlockContent pollContent(const Scene& scene, int node)
{
  const SiteCourse& course = scene.course();
  const QString prefix = u"poll-"_s + course.node(node).name + u"-answer-"_s;
  const QString chosen = scene.state(node).find(u"choice").value_or(Json()).text();
  QString html = opening(scene, node) + u"<form><div class=\"poll-question-container\">"_s +
                 plainMarkdown(course.textOf(node, u"question"_s)) +
                 u"</div>\n<ul class=\"poll-answers\">\n"_s;
  const Json answers = course.field(node, u"answers"_s);
  for (const Json& entry : answers.items()) {
    const auto [key, value] = pairOf(entry);
    html += u"<li class=\"poll-answer\"><input type=\"radio\" name=\"choice\""_s +
            attributesText({{u"id"_s, prefix + key}, {u"value"_s, key}}) +
            (key == chosen && !key.isEmpty() ? u" checked"_s : QString()) + u"> "_s + imageOf(value) +
            u"<label class=\"poll-answer-text\""_s + attributeText(u"for"_s, prefix + key) + u'>' +
            plainMarkdown(labelOf(value)) + u"</label></li>\n"_s;
  }
  html += u"</ul>\n<button class=\"input-main\" type=\"button\" disabled>Submit</button></form>\n"_s;
  return {html + closing(scene, node), u"PollBlock"_s, {}, {}};
}

QString surveyRow(const QString& prefix, const std::pair<QString, Json>& question, const Json& answers,
                  const QString& chosen)
{
  QString html = u"<tr class=\"survey-row\"><th scope=\"row\" class=\"survey-question\">"_s +
                 imageOf(question.second) + u"<div class=\"poll-question\">"_s +
                 plainMarkdown(labelOf(question.second)) + u"</div></th>\n"_s;
  int number = 0;
  for (const Json& entry : answers.items()) {
    const auto [key, value] = pairOf(entry);
    html += u"<td class=\"survey-option\"><label><input type=\"radio\""_s +
            attributesText({{u"name"_s, question.first},
                            {u"id"_s, prefix + question.first + u'-' + QString::number(++number)},
                            {u"value"_s, key},
                            {u"aria-label"_s, labelOf(value)}}) +
            (key == chosen && !key.isEmpty() ? u" checked"_s : QString()) +
            u"> <span class=\"visible-mobile-only\">"_s + markup::htmlEscaped(labelOf(value)) +
            u"</span></label></td>\n"_s;
  }
  return html + u"</tr>\n"_s;
}

BlockContent surveyContent(const Scene& scene, int node)
{
  const SiteCourse& course = scene.course();
  const Json answers = course.field(node, u"answers"_s);
  const Json questions = course.field(node, u"questions"_s);
  const Json choices = scene.state(node).find(u"choices").value_or(Json());
  QString html = opening(scene, node) + u"<form><table class=\"survey-table\"><thead><tr><td></td>\n"_s;
  for (const Json& entry : answers.items())
    html += u"<th scope=\"col\" class=\"survey-answer\">"_s +
            markup::htmlEscaped(labelOf(pairOf(entry).second)) + u"</th>\n"_s;
  html += u"</tr></thead>\n"_s;
  for (const Json& entry : questions.items())
    html += surveyRow(course.usageKey(node) + u'-', pairOf(entry), answers,
                      choices.find(pairOf(entry).first).value_or(Json()).text());
  html += u"</table>\n<button class=\"input-main\" type=\"button\" disabled>Submit</button></form>\n"_s;
  return {html + closing(scene, node), u"SurveyBlock"_s, {}, {}};
}

} // namespace

BlockKind pollKind()
{
  return {pollContent, BlockKind::Completion::Own};
}

BlockKind surveyKind()
{
  return {surveyContent, BlockKind::Completion::Own};
}

} // namespace scriptorium::render
