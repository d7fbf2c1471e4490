#pragma once

#include "grading/responses/pythonpattern.h"

#include <QHash>
#include <QList>
#include <QString>

#include <optional>

namespace scriptorium::capa {

/// Reads a Python regular expression by Python's grammar and writes it in PCRE2's. One use each.
class PythonPatternReader
{
public:
  explicit PythonPatternReader(const QString& pattern) : m_pattern(pattern.toUcs4()) {}

  /// Errors: as Python words them.
  Result<QString, PatternError> read();

private:
  using Step = Result<Unit, PatternError>;

  Step readAlternatives(int depth);
  Step readSequence(int depth, bool isFirst);
  Step readSet();
  Result<qint64, PatternError> readSetItem(QString& out, qsizetype start);
  Step readEscape(qsizetype start);
  Step readReference(qsizetype start);
  Step readQuantifier(qsizetype start);
  bool readBraces(QString& out, std::optional<PatternError>& problem);
  Step readGroup(qsizetype start, int depth, bool isFirst);
  Step readNamed(qsizetype start, int depth);
  Step readFlags(qsizetype start, int depth, bool isFirst, bool hasItems);
  Step readCondition(qsizetype start, int depth);
  Step readBody(qsizetype start, int depth, const QString& opening);
  Step readCapture(qsizetype start, int depth, const QString& name);
  Result<qint64, PatternError> readCode(qsizetype start, int digits);
  Result<QString, PatternError> readUntil(char32_t end, const QString& what);

  bool atEnd() const { return m_at >= m_pattern.size(); }
  char32_t peek() const { return atEnd() ? U'\0' : static_cast<char32_t>(m_pattern[m_at]); }
  bool take(char32_t wanted);
  PatternError error(const QString& words, qsizetype position) const;
  QString text(qsizetype from, qsizetype to) const;
  void write(char32_t literal);

  enum class Last
  {
    Nothing, ///< no item, or one that only looks
    Item,
    Repeat
  };

  QList<uint> m_pattern;
  qsizetype m_at = 0;
  QString m_out;
  Last m_last = Last::Nothing;
  int m_groups = 0;
  QList<int> m_open;
  QHash<QString, int> m_names;
};

} // namespace scriptorium::capa
