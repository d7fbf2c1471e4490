#include "olx/records/blocknaming.h"

#include <QCryptographicHash>

#include <algorithm>
#include <array>

namespace scriptorium::olx {
namespace {

bool isHex(char c)
{
  return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'f') || (c >= 'A' && c <= 'F');
}

/// Does it look like something made by `fallbackName`? As Studio: starts with the tag, ends in 12 hex digits.
bool isFallback(QByteArrayView tag, QByteArrayView name)
{
  return name.size() >= tag.size() + 12 && name.startsWith(tag) &&
         std::all_of(name.end() - 12, name.end(), isHex);
}

} // namespace

QString cleanedName(const QString& name)
{
  QString cleaned;
  cleaned.reserve(name.size());
  for (qsizetype i = 0; i < name.size(); ++i) {
    const QChar c = name[i];
    const bool isPair = c.isHighSurrogate() && i + 1 < name.size() && name[i + 1].isLowSurrogate();
    const char32_t code = isPair ? QChar::surrogateToUcs4(c, name[i + 1]) : c.unicode();
    const bool isKept = QChar::isLetterOrNumber(code) || code == U'.' || code == U'%' || code == U'-';
    if (isKept)
      cleaned += QStringView(name).mid(i, isPair ? 2 : 1);
    else if (!cleaned.endsWith(u'_'))
      cleaned += u'_';
    if (isPair)
      ++i;
  }
  return cleaned;
}

QByteArray fallbackName(QByteArrayView tag, QByteArrayView hash12)
{
  return tag.toByteArray() + '_' + hash12.toByteArray();
}

QByteArray uniqueName(QByteArrayView tag, QByteArrayView name, QByteArrayView hash12)
{
  // As Studio: xml.py, make_name_unique. The tag, one character and the old hash are cut off.
  if (isFallback(tag, name)) {
    const qsizetype from = std::min(tag.size() + 1, name.size() - 12);
    name = name.sliced(from, name.size() - 12 - from);
  }
  QByteArray unique = tag.toByteArray();
  if (!name.isEmpty())
    unique += '_' + name.toByteArray();
  return unique + '_' + hash12.toByteArray();
}

bool needsUniqueName(QByteArrayView tag)
{
  static constexpr std::array<const char*, 8> kTypes = {
      "problem", "sequential", "video", "course", "chapter", "videosequence", "poll_question", "vertical"};
  return std::ranges::any_of(kTypes, [&](const char* type) { return tag == type; });
}

QByteArray hash12(QByteArrayView bytes)
{
  QCryptographicHash hash(QCryptographicHash::Sha1);
  hash.addData(bytes);
  return hash.result().toHex().first(12);
}

} // namespace scriptorium::olx
