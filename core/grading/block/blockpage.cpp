#include "grading/block/blockpage.h"

#include "grading/values/problemxml.h"

using namespace Qt::Literals::StringLiterals;

namespace scriptorium::capa {

namespace {

QString noticeHtml(const QString& htmlId, const QString& name, const BlockPage::Notice& notice, bool isHidden)
{
  const QString nextHint =
      name == "hint"_L1
          ? u"<button type=\"button\" class=\"btn btn-default btn-small notification-btn hint-button\">"
            "Next Hint</button>\n"_s
          : QString();
  return u"<div class=\"notification %1 notification-%2%3\" tabindex=\"-1\">\n"
         "<span class=\"icon fa %4\" aria-hidden=\"true\"></span>\n"
         "<span class=\"notification-message\" aria-describedby=\"%5-problem-title\">%6</span>\n"
         "<div class=\"notification-btn-wrapper\">\n%7<button type=\"button\" "
         "class=\"btn btn-default btn-small notification-btn review-btn sr\">Review</button>\n</div>\n</div>\n"_s
             .arg(notice.type, name, isHidden ? u" is-hidden"_s : QString(), notice.icon, htmlEscaped(htmlId),
                  htmlEscaped(notice.text), nextHint);
}

QString actionButton(const QString& name, const QString& attributes, const QString& inner)
{
  return u"<span class=\"problem-action-button-wrapper\">\n<button type=\"button\" "
         "class=\"%1 problem-action-btn btn-link btn-small\" %2>%3</button>\n</span>\n"_s.arg(
             name, attributes, inner);
}

QString labelled(const QString& label, const QString& spoken)
{
  return u"<span aria-hidden=\"true\">%1</span><span class=\"sr\">%2</span>"_s.arg(label, spoken);
}

QString buttonsHtml(const BlockPage& page)
{
  QString buttons;
  if (page.hasHints)
    buttons += actionButton(u"hint-button"_s, u"data-value=\"Hint\""_s, u"Hint"_s);
  if (page.offersSave)
    buttons += actionButton(u"save"_s, u"data-value=\"Save\""_s, labelled(u"Save"_s, u"Save your answer"_s));
  if (page.offersReset && page.attempts != 0)
    buttons +=
        actionButton(u"reset"_s, u"data-value=\"Reset\""_s, labelled(u"Reset"_s, u"Reset your answer"_s));
  if (page.offersAnswer)
    buttons +=
        actionButton(u"show"_s, u"aria-describedby=\"%1-problem-title\""_s.arg(htmlEscaped(page.htmlId)),
                     u"<span class=\"show-label\">Show answer</span>"_s);
  return u"<div class=\"problem-action-buttons-wrapper\">\n"_s + buttons + u"</div>\n"_s;
}

QString submitHtml(const BlockPage& page)
{
  QString feedback;
  if (page.maxAttempts.value_or(0) != 0)
    feedback += u"You have used %1 of %2 %3 "_s.arg(page.attempts)
                    .arg(*page.maxAttempts)
                    .arg(*page.maxAttempts == 1 ? u"attempt."_s : u"attempts"_s);
  if (page.release == LmsRelease::Newer)
    feedback += u"<div>Grading method: "_s + htmlEscaped(page.gradingMethod) + u"</div>"_s;
  return u"<div class=\"submit-attempt-container\"><button type=\"button\" class=\"submit btn-brand\" "
         "data-submitting=\"Submitting\" data-value=\"Submit\" data-should-enable-submit-button=\"%1\" "
         "aria-describedby=\"submission_feedback_%2\"%3><span class=\"submit-label\">Submit</span></button>\n"
         "<div class=\"submission-feedback\" id=\"submission_feedback_%2\">%4<span class=\"sr\">"
         "Some problems have options such as save, reset, hints, or show answer. These options follow the "
         "Submit button.</span>\n</div>\n</div>\n"_s.arg(
             page.enablesSubmit ? u"True"_s : u"False"_s, htmlEscaped(page.htmlId),
             page.enablesSubmit ? QString() : u" disabled"_s, feedback);
}

QString noticesHtml(const BlockPage& page)
{
  QString notices =
      noticeHtml(page.htmlId, u"gentle-alert"_s, {u"warning"_s, u"fa-exclamation-circle"_s, QString()}, true);
  if (page.result)
    notices += noticeHtml(page.htmlId, u"submit"_s, *page.result, false);
  const QString saved = page.hasSavedAnswers
                            ? u"Your answers were previously saved. Click 'Submit' to grade them."_s
                            : u"None"_s;
  notices += noticeHtml(page.htmlId, u"save"_s, {u"warning"_s, u"fa-save"_s, saved}, !page.hasSavedAnswers);
  return notices +
         noticeHtml(page.htmlId, u"show-answer"_s,
                    {u"general"_s, u"fa-info-circle"_s, u"Answers are displayed within the problem"_s}, true);
}

} // namespace

QString BlockPage::toHtml() const
{
  const QString name = htmlEscaped(title);
  QString html = u"<h3 class=\"hd hd-3 problem-header\" id=\""_s + htmlEscaped(htmlId) +
                 u"-problem-title\" aria-describedby=\""_s + htmlEscaped(usageKey) +
                 u"-problem-progress\" tabindex=\"-1\">"_s + name + u"</h3>\n"_s;
  html +=
      u"<div class=\"problem-progress\" id=\""_s + htmlEscaped(usageKey) + u"-problem-progress\"></div>\n"_s;
  html += u"<div class=\"problem\">"_s + content + u"\n<div class=\"action\">\n"_s;
  html += u"<input type=\"hidden\" name=\"problem_id\" value=\""_s + name + u"\">\n"_s;
  if (hasHints)
    html += u"<div class=\"problem-hint\">\n"_s +
            noticeHtml(htmlId, u"hint"_s, {u"problem-hint"_s, u"fa-question"_s, QString()}, true) +
            u"</div>\n"_s;
  html += buttonsHtml(*this) + submitHtml(*this) + u"</div>\n"_s + noticesHtml(*this) + u"</div>\n"_s;
  return release == LmsRelease::Teak ? html + u"<script></script>"_s : html;
}

} // namespace scriptorium::capa
