#pragma once

#include <QString>
#include <QStringList>

namespace scriptorium {

/// Rows of a CSV text as Python's csv module reads them, with the lines they begin at. The text must outlive
/// it.
class CsvReader
{
public:
  explicit CsvReader(const QString& text) : m_text(text) {}

  /// The next row that is not blank; empty at the end of the text. `line` (1-based) is where it begins.
  QStringList next(int& line);

private:
  const QString& m_text;
  qsizetype m_at = 0;
  int m_line = 1;
};

} // namespace scriptorium
