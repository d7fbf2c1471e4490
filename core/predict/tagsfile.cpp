#include "predict/tagsfile.h"

#include "model/coursekey.h"

#include <QStringList>

using namespace Qt::Literals::StringLiterals;

namespace scriptorium::predict {
namespace {

/// Rows of a CSV file as Python's csv module reads them, with the lines they begin at.
class CsvReader
{
public:
  explicit CsvReader(const QString& text) : m_text(text) {}

  /// Empty at the end of the text.
  QStringList next(int& line)
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

private:
  const QString& m_text;
  qsizetype m_at = 0;
  int m_line = 1;
};

} // namespace

std::optional<TagsComplaint> complaintOfTags(const QByteArray& csv)
{
  QString text = QString::fromUtf8(csv);
  if (text.startsWith(QChar::ByteOrderMark))
    text.remove(0, 1);
  CsvReader reader(text);
  int line = 0;
  const QStringList header = reader.next(line);
  const qsizetype type = header.indexOf(u"Type"_s);
  const qsizetype id = header.indexOf(u"ID"_s);
  if (type < 0 || id < 0)
    return std::nullopt;
  for (QStringList row = reader.next(line); !row.isEmpty(); row = reader.next(line)) {
    if (row.value(type).isEmpty() || row.value(id).isEmpty())
      return std::nullopt; // a bad row ends the reading, and is only logged
    if (row[type] != "course"_L1 && !(isValidUrlName(row[id]) && isValidUrlName(row[type])))
      return TagsComplaint{u"“%1” in tags.csv is no id of a block"_s.arg(row[id]), line};
  }
  return std::nullopt;
}

} // namespace scriptorium::predict
