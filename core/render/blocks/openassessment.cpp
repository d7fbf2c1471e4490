#include "markup/markup.h"
#include "render/blocks/kinds.h"

using namespace Qt::Literals::StringLiterals;

namespace scriptorium::render {
namespace {

using markup::Element;

QString stepTitle(const QString& assessment)
{
  static const QHash<QString, QString> kTitles{{u"student-training"_s, u"Learn to Assess Responses"_s},
                                               {u"peer-assessment"_s, u"Assess Peers"_s},
                                               {u"self-assessment"_s, u"Assess Your Response"_s},
                                               {u"staff-assessment"_s, u"Staff Grade"_s}};
  return kTitles.value(assessment);
}

QString step(const QString& classes, const QString& title)
{
  return u"<li class=\"openassessment__steps__step "_s + classes +
         u"\"><header class=\"step__header ui-slidable__control\"><span><button class=\"ui-slidable\" "
         "aria-describedby=\"oa_step_status oa_step_deadline\" disabled><span class=\"step__title\">"_s +
         title + u"</span></button></span><span class=\"step__status\">Loading</span></header></li>\n"_s;
}

/// The steps that the authors made, in the order in which the LMS shows them.
QString steps(const Element* root)
{
  QString html = step(u"step--response"_s, u"Your Response"_s);
  const Element* assessments = root == nullptr ? nullptr : root->firstChild(u"assessments");
  if (assessments != nullptr)
    for (const Element* assessment : assessments->childrenNamed(u"assessment")) {
      const QString name = assessment->attribute(u"name");
      const QString title = stepTitle(name);
      // As LMS: openassessmentblock.py, assessment_steps: where the staff only may, no step waits for them.
      const bool isShown = name != "staff-assessment"_L1 ||
                           assessment->attribute(u"required").compare(u"true", Qt::CaseInsensitive) == 0;
      if (isShown && !title.isEmpty())
        html += step(u"step--"_s + name, title);
    }
  return html + step(u"step--grade"_s, u"Your Grade:"_s);
}

/// What hands in needs: which files may be sent, and how they are written.
Json settingsOf(const SiteCourse& course, int node)
{
  Json json = Json::object();
  Json images = Json::list();
  for (const QString& type : {u"image/gif"_s, u"image/jpeg"_s, u"image/pjpeg"_s, u"image/png"_s})
    images.append(Json(type));
  Json files = images;
  files.append(Json(u"application/pdf"_s));
  Json whiteList;
  const QStringList allowed =
      course.textOf(node, u"white_listed_file_types"_s).split(u',', Qt::SkipEmptyParts);
  for (const QString& type : allowed)
    whiteList.append(Json(type.trimmed()));
  Json editor = Json::object();
  editor.set(u"js"_s, Json::list());
  Json editors = Json::object();
  editors.set(course.textOf(node, u"text_response_editor"_s), editor);
  json.set(u"ALLOWED_IMAGE_MIME_TYPES"_s, images);
  json.set(u"ALLOWED_FILE_MIME_TYPES"_s, files);
  json.set(u"FILE_EXT_BLACK_LIST"_s, Json::list());
  json.set(u"FILE_TYPE_WHITE_LIST"_s, whiteList);
  json.set(u"MAXIMUM_FILE_UPLOAD_COUNT"_s, Json(20));
  json.set(u"TEAM_ASSIGNMENT"_s, Json(course.isTrue(node, u"teams_enabled"_s)));
  json.set(u"AVAILABLE_EDITORS"_s, editors);
  json.set(u"TEXT_RESPONSE_EDITOR"_s, Json(course.textOf(node, u"text_response_editor"_s)));
  json.set(u"CONTEXT"_s, Json::object());
  return json;
}

BlockContent assessmentContent(const Scene& scene, int node)
{
  const SiteCourse& course = scene.course();
  const auto parsed = markup::parseXml(course.body(node));
  const Element* root = parsed ? parsed->get() : nullptr;
  const bool hasBoard = course.field(node, u"leaderboard_show"_s).whole() > 0;
  QString html =
      u"<div class=\"wrapper wrapper--xblock wrapper--openassessment theme--basic\"><div "
      u"class=\"openassessment "
      "problem\"><div class=\"wrapper--grid\"><h3 class=\"openassessment__title problem__header\">"_s +
      markup::htmlEscaped(course.title(node)) +
      u"</h3>\n<p class=\"openassessment__description\">This assignment has several steps. In the first "
      u"step, you'll "
      "provide a response to the prompt. The other steps appear below the Your Response field.</p>\n"
      "<ol class=\"openassessment__steps\">"_s +
      steps(root).trimmed().remove(u'\n') +
      (hasBoard ? step(u"step--leaderboard"_s, u"Top Responses"_s).trimmed() : QString()) +
      u"</ol><div class=\"openassessment__loading\">Loading Open Response Assessment...</div></div></div></div>"_s;
  return {html, u"OpenAssessmentBlock"_s, settingsOf(course, node), {}};
}

} // namespace

BlockKind openAssessmentKind()
{
  return {assessmentContent, BlockKind::Completion::Own};
}

} // namespace scriptorium::render
