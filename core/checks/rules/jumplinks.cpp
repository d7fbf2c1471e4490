#include "checks/blockundertest.h"
#include "checks/rulelist.h"

#include <QSet>

#include <algorithm>

using namespace Qt::Literals::StringLiterals;

namespace scriptorium::checks {
namespace {

constexpr QByteArrayView kLink = "/jump_to_id/";

bool endsName(char c)
{
  return static_cast<unsigned char>(c) <= ' ' || c == '"' || c == '\'' || c == '<' || c == '>' || c == '?' ||
         c == '#' || c == '/' || c == '&' || c == ')' || c == '\\';
}

/// As the LMS, which makes addresses only of what begins behind a quote; elsewhere it is words.
bool isQuoted(QByteArrayView text, qsizetype at)
{
  return at > 0 && (text[at - 1] == '"' || text[at - 1] == '\'' || text.first(at).endsWith("&quot;"));
}

/// The names behind "/jump_to_id/" that no block has, each with its first line (from 0).
template <typename Take>
void eachDeadLink(const BlockUnderTest& block, QByteArrayView text, const Take& take)
{
  QSet<QByteArray> seen;
  int line = 0;
  qsizetype counted = 0;
  for (qsizetype at = text.indexOf(kLink); at >= 0; at = text.indexOf(kLink, at)) {
    const bool isLink = isQuoted(text, at);
    at += kLink.size();
    qsizetype end = at;
    while (end < text.size() && !endsName(text[end]))
      ++end;
    const QByteArray name = QByteArray::fromPercentEncoding(text.sliced(at, end - at).toByteArray());
    line += int(std::count(text.begin() + counted, text.begin() + at, '\n'));
    counted = at;
    const bool isTemplate = name.isEmpty() || name.contains('$') || name.contains('{') || name.contains('%');
    if (!isLink || isTemplate || seen.contains(name))
      continue;
    seen.insert(name);
    if (!block.course().hasName(QString::fromUtf8(name)))
      take(QString::fromUtf8(name), line);
  }
}

void findDeadLinks(const Rule& rule, const BlockUnderTest& block, Findings& findings)
{
  const auto message = [](const QString& name) {
    return u"A link leads to the block %1, which is not in the course."_s.arg(name);
  };
  eachDeadLink(block, block.content(), [&](const QString& name, int line) {
    findings.append(rule.finding(message(name), block.place(block.contentLine() + line)));
  });
  eachDeadLink(block, block.text(), [&](const QString& name, int line) {
    findings.append(rule.finding(message(name), block.textPlace(1 + line)));
  });
}

} // namespace

Rule jumpLinkMissing()
{
  return {.id = u"jump-link-missing"_s,
          .severity = Finding::Severity::Warning,
          .title = u"A link to a block that is not there"_s,
          .explanation = u"Link to a block of this course, or take the link away."_s,
          .block = findDeadLinks,
          .types = {u"problem"_s, u"html"_s},
          .reads = Input::Names};
}

} // namespace scriptorium::checks
