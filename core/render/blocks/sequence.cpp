#include "markup/markup.h"
#include "render/access/exams.h"
#include "render/blocks/kinds.h"

using namespace Qt::Literals::StringLiterals;

namespace scriptorium::render {
namespace {

/// video below problem below all others, as the icon of a unit in the LMS's bar.
QString iconOf(const SiteCourse& course, int node)
{
  QString icon = u"other"_s;
  for (const int child : course.node(node).children) {
    QString inner = course.node(child).type == u"video" || course.node(child).type == u"problem"
                        ? course.node(child).type
                        : iconOf(course, child);
    if (inner == "problem"_L1)
      return inner;
    if (inner == "video"_L1)
      icon = inner;
  }
  return icon;
}

QString pathOf(const SiteCourse& course, int node)
{
  QStringList titles;
  const std::vector<int> path = course.path(node);
  for (size_t i = path.size() > 3 ? path.size() - 3 : 0; i < path.size(); ++i)
    titles.append(course.title(path[i]));
  return titles.join(u" > "_s);
}

QString tab(const SiteCourse& course, int node, int index)
{
  const QString number = QString::number(index);
  const QString icon = iconOf(course, node);
  return u"<li role=\"presentation\"><button class=\"seq_"_s + icon +
         u" nav-item tab\" role=\"tab\" tabindex=\"-1\""_s +
         attributesText({{u"data-index"_s, number},
                         {u"data-id"_s, course.usageKey(node)},
                         {u"data-element"_s, QString::number(index + 1)},
                         {u"data-page-title"_s, course.title(node)},
                         {u"data-path"_s, pathOf(course, node)},
                         {u"data-graded"_s, course.isTrue(node, u"graded"_s) ? u"True"_s : u"False"_s},
                         {u"id"_s, u"tab_"_s + number}}) +
         u"><span class=\"icon fa seq_"_s + icon +
         u"\" aria-hidden=\"true\"></span><div class=\"sequence-tooltip sr\"><span class=\"sr\">"_s + icon +
         u" </span>"_s + markup::htmlEscaped(course.title(node)) + u"</div></button></li>\n"_s;
}

/// "30 minutes", "1 hour and 30 minutes", as the LMS's exams say it.
QString spokenMinutes(qint64 minutes)
{
  const auto counted = [](qint64 count, const QString& unit) {
    return QString::number(count) + u' ' + unit + (count == 1 ? QString() : u"s"_s);
  };
  const qint64 hours = minutes / 60;
  if (hours == 0)
    return counted(minutes, u"minute"_s);
  return counted(hours, u"hour"_s) +
         (minutes % 60 == 0 ? QString() : u" and "_s + counted(minutes % 60, u"minute"_s));
}

/// What stands before a timed exam.
QString examEntrance(const SiteCourse& course, int node)
{
  const QString time = spokenMinutes(examMinutes(course, node));
  const QString id = QString::number(examNumber(course, node));
  return u"<div class=\"sequence timed-exam entrance\""_s + attributeText(u"data-exam-id"_s, id) +
         u"><h3>"_s + markup::htmlEscaped(course.title(node)) + u" is a Timed Exam ("_s + time +
         u")</h3>\n<p>This exam has a time limit associated with it. <strong>To pass this exam, you must "
         u"complete the "
         "problems in the time allowed.</strong> After you select <strong>I am ready to start this timed "
         "exam,</strong> "
         "you will have "_s +
         time + u" to complete and submit the exam.</p>\n<button class=\"start-timed-exam btn-brand\""_s +
         attributesText({{u"data-ajax-url"_s, u"/api/edx_proctoring/v1/proctored_exam/attempt"_s},
                         {u"data-exam-id"_s, id}}) +
         u">I am ready to start this timed exam.</button>\n<h4>Can I request additional time to complete my "
         u"exam?</h4>\n"
         "<p>If you have disabilities, you might be eligible for an additional time allowance on timed "
         "exams. Ask your "
         "course team for information about additional time allowances.</p></div>"_s;
}

/// Whether to hand in: the learner may go back while there is time.
QString examQuestion(const SiteCourse& course, int node, const ExamAttempt& attempt)
{
  const QString id = QString::number(examNumber(course, node));
  const QString url = u"/api/edx_proctoring/v1/proctored_exam/attempt/"_s + QString::number(attempt.id);
  const auto button = [&](const QString& name, const QString& action, const QString& text) {
    return u"<button type=\"button\" class=\"exam-action-button\""_s +
           attributesText({{u"name"_s, name},
                           {u"data-action"_s, action},
                           {u"data-exam-id"_s, id},
                           {u"data-change-state-url"_s, url}}) +
           u'>' + text + u"</button>\n"_s;
  };
  return u"<div class=\"sequence timed-exam completed\""_s + attributeText(u"data-exam-id"_s, id) +
         u"><h3>Are you sure that you want to submit your timed exam?</h3>\n<p>Make sure that you have "
         u"selected "
         "\"Submit\" for each problem before you submit your exam.</p>\n<p>After you submit your exam, your "
         "exam "
         "will be graded.</p>\n"_s +
         button(u"submit-proctored-exam"_s, u"submit"_s, u"Yes, submit my timed exam."_s) +
         button(u"goback-proctored-exam"_s, u"start"_s, u"No, I want to continue working."_s) + u"</div>"_s;
}

QString examHandedIn(const SiteCourse& course, int node)
{
  return u"<div class=\"sequence proctored-exam completed\""_s +
         attributeText(u"data-exam-id"_s, QString::number(examNumber(course, node))) +
         u"><h3>You have submitted your timed exam.</h3></div>"_s;
}

/// What a learner sees in the place of an exam's units.
QString examDoor(const Visit& visit, int node)
{
  const auto attempt = examAttempt(visit, node);
  if (!attempt)
    return examEntrance(visit.course, node);
  return attempt->status == ExamAttempt::Status::Submitted ? examHandedIn(visit.course, node)
                                                           : examQuestion(visit.course, node, *attempt);
}

QString hiddenAfterDue(const QString& why)
{
  return u"<h3>The due date for this assignment has passed.</h3>\n<hr>\n<p>"_s + why +
         u", this assignment is no longer available.<br>If you have completed this assignment, your grade is "
         u"available on "
         "the <a href=\"None\">progress page</a>.</p>"_s;
}

BlockContent shimmed(const QString& html, bool isChapter)
{
  Json arguments = Json::object();
  arguments.set(u"xmodule-type"_s, Json(u"Sequence"_s));
  return {html,
          u"XBlockToXModuleShim"_s,
          arguments,
          {u"xmodule_display"_s, isChapter ? u"xmodule_SectionBlock"_s : u"xmodule_SequenceBlock"_s}};
}

BlockContent sequenceContent(const Scene& scene, int node)
{
  const SiteCourse& course = scene.course();
  const CourseAccess& access = scene.access();
  if (!access.isStaff() && access.isHiddenAfterDue(node))
    return shimmed(hiddenAfterDue(access.isSelfPaced() ? u"Because the course has ended"_s
                                                       : u"Because the due date has passed"_s),
                   false);
  if (isClosedExam(scene.visit(), node))
    return shimmed(examDoor(scene.visit(), node), false);
  const bool isChapter = course.node(node).type == "chapter"_L1;
  const Json position = scene.state(node, kept::kPosition);
  QString tabs;
  QString contents;
  int index = 0;
  for (const int child : scene.children(node)) {
    tabs += tab(course, child, index);
    contents +=
        u"<div id=\"seq_contents_%1\" class=\"seq_contents tex2jax_ignore asciimath2jax_ignore\" hidden>"_s
            .arg(index) +
        (isChapter ? QString() : markup::htmlEscaped(scene.block(child, Scene::Place::Top))) + u"</div>\n"_s;
    ++index;
  }
  const QString buttons =
      u"<button class=\"sequence-nav-button button-previous\"><span>Previous</span></button>\n"
      "<button class=\"sequence-nav-button button-next\"><span>Next</span></button>\n"_s;
  const QString lower =
      u"<nav class=\"sequence-bottom\"><button class=\"sequence-nav-button button-previous\"></button>"
      "<button class=\"sequence-nav-button button-next\"></button></nav>"_s;
  const QString html =
      u"<div"_s +
      attributesText({{u"id"_s, u"sequence_"_s + course.node(node).name},
                      {u"class"_s, u"sequence"_s},
                      {u"data-id"_s, course.usageKey(node)},
                      {u"data-position"_s, QString::number(position.isWhole() ? position.whole() : 1)},
                      {u"data-next-url"_s, u"None"_s},
                      {u"data-prev-url"_s, u"None"_s},
                      {u"data-save-position"_s, u"true"_s},
                      {u"data-show-completion"_s, u"true"_s}}) +
      u">\n<div class=\"sequence-nav\">"_s + buttons +
      u"<nav class=\"sequence-list-wrapper\"><ol id=\"sequence-list\">"_s + tabs + u"</ol></nav></div>\n"_s +
      contents + u"<div id=\"seq_content\" role=\"tabpanel\"></div>\n"_s + lower + u"</div>"_s;
  return shimmed(html, isChapter);
}

} // namespace

BlockKind sequenceKind()
{
  return {sequenceContent, BlockKind::Completion::Children};
}

} // namespace scriptorium::render
