#pragma once

#include "base/result.h"

#include <QRegularExpression>
#include <QString>

namespace scriptorium::capa {

/// What Python says of a pattern that it refuses, position included.
struct PatternError
{
  QString text;
};

/// A regular expression in Python's language (re of 3.11, text, Unicode), run by another engine: what Python
/// refuses is refused with its words. Bounded: patterns to 10,000 characters and 100 levels, texts to 10,000
/// characters, and a million steps from each place of the text.
class PythonPattern
{
public:
  static Result<PythonPattern, PatternError> compile(const QString& pattern, bool ignoresCase);

  enum class Found
  {
    No,
    Yes,
    TooHard ///< the bound was reached
  };
  /// Whether it matches somewhere (re.search).
  Found search(const QString& text) const;

private:
  explicit PythonPattern(QRegularExpression pattern) : m_pattern(std::move(pattern)) {}
  QRegularExpression m_pattern;
};

} // namespace scriptorium::capa
