#include "checks/blockundertest.h"
#include "checks/rulelist.h"

#include <QByteArrayList>

#include <algorithm>
#include <array>
#include <optional>
#include <string_view>
#include <vector>

using namespace Qt::Literals::StringLiterals;

namespace scriptorium::checks {
namespace {

/// A form of link that Studio does not carry over to the course it imports into. Searched for by `mark`,
/// which begins with a byte that texts seldom have.
struct LinkForm
{
  std::string_view start;
  std::string_view mark;
  char separator; ///< between org, course and run
  int parts;
};

constexpr std::array kForms = {
    LinkForm{"asset-v1:", "-v1:", '+', 3},
    LinkForm{"block-v1:", "-v1:", '+', 3},
    LinkForm{"/c4x/", "4x/", '/', 2},
    LinkForm{"i4x://", "4x://", '/', 2},
};

/// The first few of a text are enough to find the others.
constexpr int kMostPerText = 5;

struct Link
{
  std::string_view form;
  QByteArray course; ///< "ORG/COURSE[/RUN]"
  int line = 0;      ///< of the text, from 0
};

bool isKeyCharacter(char c)
{
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_' || c == '-' ||
         c == '.' || c == '~' || c == '%' || static_cast<unsigned char>(c) >= 0x80;
}

/// "ORG/COURSE[/RUN]" of the link; empty when it is none.
QByteArray courseOf(std::string_view text, const LinkForm& form)
{
  QByteArray course;
  size_t at = 0;
  for (int part = 0; part < form.parts; ++part) {
    const size_t from = at;
    while (at < text.size() && isKeyCharacter(text[at]))
      ++at;
    if (at == from || at == text.size())
      return {};
    if (part + 1 < form.parts && text[at] != form.separator)
      return {};
    if (part > 0)
      course += '/';
    course += QByteArrayView(text.data() + from, qsizetype(at - from));
    ++at;
  }
  return course;
}

/// Adds the link at `at`, where a mark was found, if there is one.
void addLink(std::string_view whole, size_t at, const LinkForm& form, std::vector<Link>& links)
{
  const size_t before = form.start.find(form.mark);
  if (at < before || whole.substr(at - before, form.start.size()) != form.start ||
      links.size() == kMostPerText)
    return;
  const QByteArray course = courseOf(whole.substr(at - before + form.start.size()), form);
  const bool isKnown = std::ranges::any_of(
      links, [&](const Link& link) { return link.form == form.start && link.course == course; });
  if (!course.isEmpty() && !isKnown)
    links.push_back(
        {form.start, course, int(std::count(whole.begin(), whole.begin() + qsizetype(at), '\n'))});
}

std::vector<Link> linksIn(QByteArrayView text)
{
  const std::string_view whole(text.data(), size_t(text.size()));
  std::vector<Link> links;
  for (const std::string_view mark : {std::string_view("-v1:"), std::string_view("4x")})
    for (size_t at = whole.find(mark); at != std::string_view::npos; at = whole.find(mark, at + 1))
      for (const auto& form : kForms)
        if (form.mark.starts_with(mark))
          addLink(whole, at, form, links);
  return links;
}

/// A link that will not follow the course; nothing for the old form that names this very course.
std::optional<Finding> findingOf(const Rule& rule, const Link& link, const CourseKey& own, const Place& place)
{
  const QString course = QString::fromUtf8(link.course);
  const QString name = own.org() + u'/' + own.number();
  if (course == name)
    return std::nullopt;
  Finding finding = rule.finding(
      u"A link of the form \"%1…\" names the course %2. Studio does not adapt it: in another course it "
      u"keeps pointing there."_s.arg(QLatin1StringView(link.form.data(), qsizetype(link.form.size())),
                                     course),
      place);
  if (course == name + u'/' + own.run())
    finding.severity = Finding::Severity::Info;
  return finding;
}

void findFixedLinks(const Rule& rule, const BlockUnderTest& block, Findings& findings)
{
  const CourseKey own = block.course().view().key();
  for (const Link& link : linksIn(block.content()))
    if (const auto found = findingOf(rule, link, own, block.place(block.contentLine() + link.line)))
      findings.append(*found);
  if (block.block().type == kFileType && !block.isPage())
    return;
  const QByteArray text = block.text();
  for (const Link& link : linksIn(text))
    if (const auto found = findingOf(rule, link, own, block.textPlace(1 + link.line)))
      findings.append(*found);
}

} // namespace

Rule fixedLink()
{
  return {.id = u"fixed-link"_s,
          .severity = Finding::Severity::Warning,
          .title = u"A link that names a course"_s,
          .explanation = u"Use /static/NAME for files and /jump_to_id/ID for blocks."_s,
          .block = findFixedLinks,
          .types = {u"problem"_s, u"html"_s, kFileType.toString()}};
}

} // namespace scriptorium::checks
