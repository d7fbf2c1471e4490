#include "grading/responses/pythonpattern.h"

#include "grading/responses/pythonpatternreader.h"

using namespace Qt::Literals::StringLiterals;

namespace scriptorium::capa {

namespace {

constexpr qsizetype kMostCharacters = 10'000;
/// Lines end with a line feed only; a million steps.
constexpr auto kStart = "(*LF)(*LIMIT_MATCH=1000000)"_L1;

} // namespace

Result<PythonPattern, PatternError> PythonPattern::compile(const QString& pattern, bool ignoresCase)
{
  if (pattern.size() > kMostCharacters)
    return PatternError{u"the pattern is too long"_s};
  SCRIPTORIUM_TRY_ASSIGN(const QString translated, PythonPatternReader(pattern).read());
  QRegularExpression::PatternOptions options = QRegularExpression::UseUnicodePropertiesOption;
  if (ignoresCase)
    options |= QRegularExpression::CaseInsensitiveOption;
  QRegularExpression compiled(kStart + translated, options);
  if (!compiled.isValid())
    return PatternError{compiled.errorString().contains("lookbehind"_L1)
                            ? u"look-behind requires fixed-width pattern"_s
                            : compiled.errorString()};
  return PythonPattern(std::move(compiled));
}

PythonPattern::Found PythonPattern::search(const QString& text) const
{
  if (text.size() > kMostCharacters)
    return Found::TooHard;
  const QRegularExpressionMatch match = m_pattern.match(text);
  if (!match.isValid())
    return Found::TooHard;
  return match.hasMatch() ? Found::Yes : Found::No;
}

} // namespace scriptorium::capa
