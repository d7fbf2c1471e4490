#include "render/staticsite/staticcontent.h"

#include <QRegularExpression>
#include <QUrl>

using namespace Qt::Literals::StringLiterals;

namespace scriptorium::render {
namespace {

/// Of an attribute's value.
QString unescaped(QString text)
{
  return text.replace(u"&quot;"_s, u"\""_s)
      .replace(u"&#39;"_s, u"'"_s)
      .replace(u"&#x27;"_s, u"'"_s)
      .replace(u"&lt;"_s, u"<"_s)
      .replace(u"&gt;"_s, u">"_s)
      .replace(u"&amp;"_s, u"&"_s);
}

/// Each match becomes what `make` says.
template <typename Make>
QString replaced(const QString& text, const QRegularExpression& pattern, const Make& make)
{
  QString result;
  qsizetype from = 0;
  for (auto matches = pattern.globalMatch(text); matches.hasNext();) {
    const auto match = matches.next();
    result += QStringView(text).mid(from, match.capturedStart() - from).toString() + make(match);
    from = match.capturedEnd();
  }
  return result + QStringView(text).mid(from).toString();
}

/// Where the `<div` that begins at `start` ends.
qsizetype divEnd(const QString& html, qsizetype start)
{
  static const QRegularExpression kDiv(u"<(/?)div\\b"_s);
  int depth = 0;
  for (auto tags = kDiv.globalMatch(html, start); tags.hasNext();) {
    const auto tag = tags.next();
    depth += tag.captured(1).isEmpty() ? 1 : -1;
    if (depth == 0)
      return html.indexOf(u'>', tag.capturedEnd()) + 1;
  }
  return html.size();
}

QString problemsFilled(const QString& html, const AskSite& ask)
{
  static const QRegularExpression kProblem(
      u"(<div id=\"problem_[^>]*?class=\"problems-wrapper\"[^>]*?data-url=\"([^\"]*)\"[^>]*>)\\s*<p "
      "class=\"loading-spinner\">.*?</p>"_s,
      QRegularExpression::DotMatchesEverythingOption);
  return replaced(html, kProblem, [&](const QRegularExpressionMatch& match) {
    const WebReply reply = ask("POST", unescaped(match.captured(2)) + u"/problem_get"_s);
    const QString content =
        Json::parse(QByteArrayView(reply.body)).value_or(Json()).find("html").value_or(Json()).text();
    return match.captured(1) + content +
           u"<p class=\"static-note\">Not graded here: this is a copy to read.</p>"_s;
  });
}

QString transcriptOf(const Json& facts, const QString& language, const QString& name, const AskSite& ask)
{
  QString address = facts.find("transcriptTranslationUrl").value_or(Json()).text();
  const WebReply reply = ask("GET", address.replace(u"__lang__"_s, language));
  const Json cues = Json::parse(QByteArrayView(reply.body)).value_or(Json()).find("text").value_or(Json());
  QStringList lines;
  for (const Json& cue : cues.items())
    if (const QString line = cue.text().simplified(); !line.isEmpty())
      lines.append(line.toHtmlEscaped());
  return lines.isEmpty()
             ? QString()
             : u"<details class=\"static-transcript\"><summary>Transcript: %1</summary><p>%2</p></details>\n"_s
                   .arg(name.toHtmlEscaped(), lines.join(u"<br>\n"_s));
}

QString videoOf(const Json& facts, const AskSite& ask)
{
  QString html;
  const Json sources = facts.find("sources").value_or(Json());
  for (const Json& source : sources.items())
    html += u"<source src=\"%1\">"_s.arg(source.text().toHtmlEscaped());
  if (!html.isEmpty())
    html = u"<video controls preload=\"metadata\">"_s + html + u"</video>\n"_s;
  const QString stream = facts.find("streams").value_or(Json()).text().section(u':', 1).section(u',', 0, 0);
  if (!stream.isEmpty()) {
    const QString address =
        u"https://www.youtube.com/watch?v="_s + QString::fromLatin1(QUrl::toPercentEncoding(stream));
    html += u"<p class=\"static-note\">A video of YouTube: <a href=\"%1\">%1</a></p>\n"_s.arg(address);
  }
  if (html.isEmpty())
    html = u"<p class=\"static-note\">This video has no file.</p>\n"_s;
  const Json languages = facts.find("transcriptLanguages").value_or(Json());
  for (const Json::Member& language : languages.members())
    html += transcriptOf(facts, QString::fromUtf8(language.name), language.value.text(), ask);
  return u"<div class=\"static-video\">"_s + html + u"</div>"_s;
}

QString videosShown(QString html, const AskSite& ask)
{
  static const QRegularExpression kVideo(u"<div id=\"video_[^>]*?data-metadata=\"([^\"]*)\""_s);
  for (auto match = kVideo.match(html); match.hasMatch(); match = kVideo.match(html)) {
    const Json facts = Json::parse(unescaped(match.captured(1))).value_or(Json());
    const qsizetype start = match.capturedStart();
    html.replace(start, divEnd(html, start) - start, videoOf(facts, ask));
  }
  return html;
}

/// What a block does only with a server is said, where it begins.
QString serversNoted(const QString& html)
{
  static const QRegularExpression kBlock(
      u"<div class=\"xblock "
      u"[^>]*data-block-type=\"(?:poll|survey|poll_question|word_cloud|drag-and-drop-v2|lti|"
      "lti_consumer|discussion|openassessment|edx_sga|staffgradedxblock|recommender|done)\"[^>]*>"_s);
  return replaced(html, kBlock, [](const QRegularExpressionMatch& match) {
    return match.captured() +
           u"<p class=\"static-note\">This works on the LMS and in the preview; here it can only be seen.</p>"_s;
  });
}

} // namespace

QString staticContent(const QString& page, const AskSite& ask)
{
  static const QRegularExpression kMain(u"<main id=\"main\"[^>]*>"_s);
  const auto main = kMain.match(page);
  const qsizetype end = page.lastIndexOf(u"</main>"_s);
  if (!main.hasMatch() || end < main.capturedEnd())
    return {};
  const QString content = page.sliced(main.capturedEnd(), end - main.capturedEnd());
  return serversNoted(videosShown(problemsFilled(content, ask), ask));
}

} // namespace scriptorium::render
