#include "model/text/csvtext.h"

#include <utility>

namespace scriptorium {

QStringList CsvReader::next(int& line)
{
  line = m_line;
  QStringList row;
  QString field;
  bool isQuoted = false;
  while (m_at < m_text.size()) {
    const QChar c = m_text[m_at++];
    if (c == u'\n')
      ++m_line;
    if (c == u'"' && isQuoted && m_at < m_text.size() && m_text[m_at] == u'"')
      field += m_text[m_at++];
    else if (c == u'"' && (isQuoted || field.isEmpty()))
      isQuoted = !isQuoted;
    else if (c == u',' && !isQuoted)
      row.append(std::exchange(field, {}));
    else if ((c == u'\n' || c == u'\r') && !isQuoted && (row.isEmpty() && field.isEmpty()))
      line = m_line;
    else if ((c == u'\n' || c == u'\r') && !isQuoted)
      return row << field;
    else
      field += c;
  }
  if (!row.isEmpty() || !field.isEmpty())
    row.append(field);
  return row;
}

} // namespace scriptorium
