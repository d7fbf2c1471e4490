#include "render/facts/coursesearch.h"

#include <QRegularExpression>

#include <algorithm>

using namespace Qt::Literals::StringLiterals;

namespace scriptorium::render {
namespace {

constexpr qsizetype kBefore = 60; ///< characters of an excerpt around the first word
constexpr qsizetype kAfter = 120;

/// Small letters without accents, one for one: places in it are places in the text.
QString folded(const QString& text)
{
  QString result(text.size(), u' ');
  for (qsizetype i = 0; i < text.size(); ++i) {
    if (text[i].unicode() < 0x80) {
      result[i] = text[i].toLower();
      continue;
    }
    const QString parts = text[i].decomposition();
    result[i] = parts.isEmpty() || parts[0].isMark() ? text[i].toLower() : parts[0].toLower();
  }
  return result;
}

/// Where a word of the text begins with `word`; -1.
qsizetype placeOf(const QString& text, const QString& word, qsizetype from = 0)
{
  qsizetype at = text.indexOf(word, from);
  while (at > 0 && text[at - 1].isLetterOrNumber())
    at = text.indexOf(word, at + 1);
  return at;
}

bool hasAll(const QString& text, const QStringList& words)
{
  return std::ranges::all_of(words, [&text](const QString& word) { return placeOf(text, word) >= 0; });
}

/// From about `at` on, at the ends of words, marked.
QString excerptOf(const QString& text, const QString& plain, const QStringList& words)
{
  qsizetype at = -1;
  for (const QString& word : words)
    if (const qsizetype place = placeOf(plain, word); place >= 0 && (at < 0 || place < at))
      at = place;
  at = std::max<qsizetype>(0, at);
  const qsizetype from = at > kBefore ? plain.indexOf(u' ', at - kBefore) + 1 : 0;
  const qsizetype to = at + kAfter < text.size() ? plain.lastIndexOf(u' ', at + kAfter) : text.size();
  const qsizetype start = std::min(from, at);
  const qsizetype end = to > at ? to : std::min(text.size(), at + kAfter);
  QString html = start > 0 ? u"…"_s : QString();
  for (qsizetype i = start; i < end;) {
    qsizetype length = 0;
    if (i == 0 || !plain[i - 1].isLetterOrNumber())
      for (const QString& word : words)
        if (plain.mid(i, word.size()) == word)
          length = std::max(length, word.size());
    const QString part = text.mid(i, std::max<qsizetype>(1, length)).toHtmlEscaped();
    html += length > 0 ? u"<b>"_s + part + u"</b>"_s : part;
    i += std::max<qsizetype>(1, length);
  }
  return end < text.size() ? html + u"…"_s : html;
}

QString kindOf(const QString& type)
{
  if (type == u"html")
    return u"Text"_s;
  if (type == u"problem")
    return u"CAPA"_s;
  if (type == u"video")
    return u"Video"_s;
  return type == u"sequential" || type == u"vertical" || type == u"chapter" ? u"Sequence"_s : type;
}

class Search
{
public:
  Search(const CourseAccess& access, QStringList words, const std::function<bool(int)>& isClosed)
      : m_access(access), m_words(std::move(words)), m_isClosed(isClosed)
  {}

  void look(int node)
  {
    const SiteCourse& course = m_access.course();
    const QString& type = course.node(node).type;
    const bool isHidden =
        !m_access.isStaff() && (course.isTrue(node, u"hide_from_toc"_s) || m_access.isHiddenAfterDue(node));
    if (isHidden)
      return;
    if (node != course.root())
      compare(node);
    const bool isLocked = type == u"conditional" || (type == u"sequential" && m_isClosed(node));
    if (isLocked)
      return;
    for (const int child : m_access.visibleChildren(node))
      look(child);
  }

  std::vector<SearchHit> hits;

private:
  void compare(int node)
  {
    const SiteCourse& course = m_access.course();
    const QString title = course.title(node);
    const QString text = course.text(node);
    const QString plain = folded(text);
    const QString plainTitle = folded(title);
    const bool isInTitle = hasAll(plainTitle, m_words);
    if (!isInTitle && !hasAll(plainTitle + u' ' + plain, m_words))
      return;
    hits.push_back({node, kindOf(course.node(node).type),
                    text.isEmpty() ? excerptOf(title, plainTitle, m_words) : excerptOf(text, plain, m_words),
                    isInTitle ? 1.0 : 0.5});
  }

  const CourseAccess& m_access;
  QStringList m_words;
  const std::function<bool(int)>& m_isClosed;
};

} // namespace

std::vector<SearchHit> searchCourse(const CourseAccess& access, const QString& words,
                                    const std::function<bool(int)>& isClosed)
{
  static const QRegularExpression kBetween(u"[^\\w]+"_s, QRegularExpression::UseUnicodePropertiesOption);
  const QStringList all = folded(words).split(kBetween, Qt::SkipEmptyParts);
  if (all.isEmpty() || !access.mayEnter())
    return {};
  Search search(access, all, isClosed);
  search.look(access.course().root());
  std::ranges::stable_sort(search.hits, std::greater(), &SearchHit::score);
  return std::move(search.hits);
}

} // namespace scriptorium::render
