#include "markup/markup.h"
#include "render/blocks/kinds.h"
#include "render/blocks/plainmarkdown.h"
#include "render/web/links.h"

using namespace Qt::Literals::StringLiterals;

/// Blocks whose points people give: what the course team must have done stands in the page as text.
namespace scriptorium::render {
namespace {

/// The LMS's standard form for grades; it stays unseen until somebody has handed in.
const QString kGradeForm =
    u"<div class=\"grade-modal\" hidden><h2>Enter Grade</h2> <form><p>Grade for <span "
    u"class=\"student\"></span></p>"
    "<input type=\"hidden\" name=\"module_id\" id=\"module_id-input\"><input type=\"hidden\" "
    "name=\"submission_id\" "
    "id=\"submission_id-input\"><label>Grade: <input name=\"grade\" id=\"grade-input\"></label> "
    "<label>Comment: "
    "<textarea name=\"comment\" id=\"comment-input\"></textarea></label> <button "
    "type=\"submit\">Submit</button> "
    "<button type=\"button\" id=\"enter-grade-cancel\">Cancel</button> <button type=\"button\" "
    "id=\"remove-grade\">"
    "Remove grade</button></form></div>"
    "<div class=\"wrap-instructor-info\"><a class=\"instructor-info-action\">Grade Submissions</a></div>"_s;

BlockContent assignmentContent(const Scene& scene, int node)
{
  const SiteCourse& course = scene.course();
  const CourseKey& key = course.key();
  Json state = Json::object();
  state.set(u"display_name"_s, Json(course.title(node)));
  state.set(u"uploaded"_s, Json());
  state.set(u"annotated"_s, Json());
  state.set(u"graded"_s, Json());
  state.set(u"max_score"_s, course.field(node, u"points"_s));
  state.set(u"upload_allowed"_s, Json(true));
  state.set(u"solution"_s, Json(course.textOf(node, u"solution"_s)));
  state.set(u"base_asset_url"_s,
            Json(u"/asset-v1:%1+%2+%3+type@asset+block@"_s.arg(key.org(), key.number(), key.run())));
  const bool isStaff = scene.learner().isStaff;
  return {u"<div class=\"sga-block\""_s +
              attributesText({{u"data-state"_s, QString::fromUtf8(state.toPython())},
                              {u"data-max-size"_s, u"4000000"_s},
                              {u"data-support-email"_s, u"support@example.com"_s},
                              {u"data-staff"_s, isStaff ? u"True"_s : QString()}}) +
              u">"_s + (isStaff ? kGradeForm : QString()) + u"</div>"_s,
          u"StaffGradedAssignmentXBlock"_s,
          {},
          {}};
}

QString pythonPoints(double points)
{
  const QString text = QString::number(points, 'g', 12);
  return text.contains(u'.') ? text : text + u".0"_s;
}

/// How the course team gives the points: a table out, a table in.
QString pointsForStaff(const Scene& scene, int node)
{
  return u"<div class=\"staff-graded-instructions\"><p>Step 1: Export scores. Download a grading CSV and use "
         u"this as a "
         "template to assign scores for this problem.</p> <p>Choose a track and/or cohort: "
         "<select aria-label=\"Enrollment Track\"><option value=\"\">(All Tracks)</option> <option "
         "value=\"audit\">Audit"
         "</option> <option value=\"verified\">Verified Certificate</option></select> <select "
         "aria-label=\"Cohort\">"
         "<option value=\"\">(All Cohorts)</option></select> <a"_s +
         attributeText(u"href"_s, scene.handlerUrl(node, u"csv_export_handler"_s)) +
         u">export scores</a></p> <p>Step 2: (On your own machine) Fill out grades. Open the CSV in a "
         u"spreadsheet editor "
         "and assign scores to learners via “New Points” field. Leave scores that you don’t want to change "
         "blank.</p> "
         "<p>Step 3: Import scores. Upload the filled out CSV. Learners will immediately see their grades "
         "after import "
         "completes. Note: Supports file sizes up to 4MB.</p> <form method=\"post\" enctype=\"multipart/form-data\""_s +
         attributeText(u"action"_s, scene.handlerUrl(node, u"csv_import_handler"_s)) +
         u"><input type=\"hidden\" name=\"csrfmiddlewaretoken\""_s +
         attributeText(u"value"_s, scene.visit().request.cookie(u"csrftoken"_s)) +
         u"><label>Import Scores <input type=\"file\" name=\"csv\"></label></form> <span class=\"loading\" "
         u"hidden>Loading…"
         "</span></div>"_s;
}

BlockContent pointsContent(const Scene& scene, int node)
{
  const SiteCourse& course = scene.course();
  const double weight = course.field(node, u"weight"_s).number();
  QString html = u"<div class=\"staff-graded\"><h3 class=\"hd hd-3 problem-header\">"_s +
                 markup::htmlEscaped(course.title(node)) + u"</h3>\n<div class=\"problem-progress\">"_s +
                 pythonPoints(weight) + u" points possible</div>\n<div class=\"instructions\">"_s +
                 plainMarkdown(course.textOf(node, u"instructions"_s)) + u"</div>\n"_s;
  if (!scene.learner().isStaff)
    return {html + u"</div>"_s, u"StaffGradedXBlock"_s, {}, {}};
  Json arguments = Json::object();
  const auto url = [&](const QString& handler) { return Json(scene.handlerUrl(node, handler)); };
  arguments.set(u"csrf_token"_s, Json(scene.visit().request.cookie(u"csrftoken"_s)));
  arguments.set(u"import_url"_s, url(u"csv_import_handler"_s));
  arguments.set(u"export_url"_s, url(u"csv_export_handler"_s));
  arguments.set(u"poll_url"_s, url(u"get_results_handler"_s));
  arguments.set(u"id"_s, Json(course.node(node).name));
  return {html + pointsForStaff(scene, node) + u"</div>"_s, u"StaffGradedProblem"_s, arguments, {}};
}

BlockContent doneContent(const Scene& scene, int node)
{
  const SiteCourse& course = scene.course();
  const bool isDone = scene.state(node).find(u"done").value_or(Json()).boolean();
  Json arguments = Json::object();
  arguments.set(u"state"_s, Json(isDone));
  arguments.set(u"unchecked"_s, Json(u"/static/xblock/resources/done/public/check-empty.png"_s));
  arguments.set(u"checked"_s, Json(u"/static/xblock/resources/done/public/check-full.png"_s));
  arguments.set(u"align"_s, Json(course.textOf(node, u"align"_s)));
  const QString html =
      u"<div class=\"done_block\"><div class=\"done_onoffswitch\"><input type=\"checkbox\" name=\"onoffswitch\""_s +
      attributesText({{u"id"_s, course.node(node).name + u"_myonoffswitch"_s},
                      {u"checked"_s, isDone ? u"True"_s : u"False"_s}}) +
      u" class=\"done_onoffswitch-checkbox\"><label class=\"done_onoffswitch-label\"><span "
      u"class=\"done_mark\">X</span> "
      "<span class=\"done_yes\">I have completed this</span> <span class=\"done_undo\">Unmark</span> "
      "<span class=\"done_no\">Mark as complete</span></label></div></div>"_s;
  return {html, u"DoneXBlock"_s, arguments, {}};
}

} // namespace

BlockKind staffAssignmentKind()
{
  return {assignmentContent, BlockKind::Completion::Own};
}

BlockKind staffPointsKind()
{
  return {pointsContent, BlockKind::Completion::Own};
}

BlockKind doneKind()
{
  return {doneContent, BlockKind::Completion::Own};
}

} // namespace scriptorium::render
