#include "olx/rules/elementrules.h"

#include <algorithm>
#include <array>
#include <string_view>

using namespace Qt::Literals::StringLiterals;

namespace scriptorium::olx::rules {
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

constexpr int kMostPerFile = 5;

bool isKeyCharacter(char c)
{
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_' || c == '-' ||
         c == '.' || c == '~' || c == '%' || static_cast<unsigned char>(c) >= 0x80;
}

/// "ORG/COURSE[/RUN]" of the link; empty when it is none.
QByteArray courseOf(QByteArrayView text, const LinkForm& form)
{
  QByteArray course;
  qsizetype at = 0;
  for (int part = 0; part < form.parts; ++part) {
    const qsizetype from = at;
    while (at < text.size() && isKeyCharacter(text[at]))
      ++at;
    if (at == from || at == text.size())
      return {};
    if (part + 1 < form.parts && text[at] != form.separator)
      return {};
    if (part > 0)
      course += '/';
    course += text.sliced(from, at - from);
    ++at;
  }
  return course;
}

/// Adds the link at `at`, where a mark was found, if there is one.
void addLink(std::string_view whole, size_t at, const LinkForm& form, int firstLine, QByteArrayList& seen,
             RemarkPad& pad)
{
  const size_t before = form.start.find(form.mark);
  if (at < before || whole.substr(at - before, form.start.size()) != form.start)
    return;
  const std::string_view rest = whole.substr(at - before + form.start.size());
  const QByteArray course = courseOf(QByteArrayView(rest.data(), qsizetype(rest.size())), form);
  const QByteArray key = form.start.data() + course;
  if (course.isEmpty() || seen.contains(key) || seen.size() == kMostPerFile)
    return;
  seen.append(key);
  const int line = firstLine + int(std::count(whole.begin(), whole.begin() + std::ptrdiff_t(at), '\n'));
  pad.addLink(
      "fixed-link", line, QString::fromUtf8(course),
      u"A link of the form \"%1…\" names the course %2. Studio does not adapt it: in another course it "
      u"keeps pointing there."_s.arg(QLatin1StringView(form.start.data()), QString::fromUtf8(course)),
      u"Use /static/NAME for files and /jump_to_id/ID for blocks."_s);
}

} // namespace

void links(QByteArrayView text, int firstLine, RemarkPad& pad)
{
  const std::string_view whole(text.data(), size_t(text.size()));
  QByteArrayList seen;
  for (const std::string_view mark : {std::string_view("-v1:"), std::string_view("4x")})
    for (size_t at = whole.find(mark); at != std::string_view::npos; at = whole.find(mark, at + 1))
      for (const auto& form : kForms)
        if (form.mark.starts_with(mark))
          addLink(whole, at, form, firstLine, seen, pad);
}

} // namespace scriptorium::olx::rules
