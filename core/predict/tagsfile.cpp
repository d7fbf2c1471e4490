#include "predict/tagsfile.h"

#include "model/coursekey.h"
#include "model/text/csvtext.h"

#include <QStringList>

using namespace Qt::Literals::StringLiterals;

namespace scriptorium::predict {
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
