#include "assets/assetnames.h"

#include "assets/staticscan.h"

#include <algorithm>

using namespace Qt::Literals::StringLiterals;

namespace scriptorium {
namespace {

bool isKeyCharacter(char32_t c)
{
  return QChar::isLetterOrNumber(c) || c == '_' || c == '.' || c == '%' || c == '-';
}

bool isHexDigit(char c)
{
  return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'f') || (c >= 'A' && c <= 'F');
}

/// `name` as it can stand in a reference with these bounds: only what would end it or be decoded is escaped.
QByteArray referenceTo(const QString& name, const StaticReference& reference)
{
  const QByteArray plain = name.toUtf8();
  QByteArray text;
  for (qsizetype at = 0; at < plain.size(); ++at) {
    const char c = plain[at];
    const bool isEscape =
        c == '%' && at + 2 < plain.size() && isHexDigit(plain[at + 1]) && isHexDigit(plain[at + 2]);
    const bool endsIt = QByteArrayView("\"'<>?#&\\").contains(c) || (c >= 0 && c < ' ') ||
                        (!reference.isQuoted && QByteArrayView(" ()").contains(c));
    if (isEscape || endsIt)
      text += '%' + QByteArray(1, c).toHex().toUpper();
    else
      text += c;
  }
  return text;
}

} // namespace

QString assetKeyName(const QString& pathBelowStatic)
{
  QString name;
  for (const uint c : pathBelowStatic.toUcs4()) {
    const char32_t character = c;
    name += isKeyCharacter(character) ? QString::fromUcs4(&character, 1) : u"_"_s;
  }
  return name;
}

QSet<QString> staticReferences(QByteArrayView body)
{
  QSet<QString> names;
  StaticScan scan(body);
  while (const auto reference = scan.next())
    names.insert(reference->name);
  return names;
}

QByteArray renameStaticReference(const QByteArray& body, const QString& from, const QString& to)
{
  QByteArray renamed;
  qsizetype copied = 0;
  StaticScan scan(body);
  while (const auto reference = scan.next()) {
    if (reference->name != from)
      continue;
    renamed += QByteArrayView(body).sliced(copied, reference->begin - copied);
    renamed += referenceTo(to, *reference);
    copied = reference->end;
  }
  if (copied == 0)
    return body;
  return renamed + body.sliced(copied);
}

} // namespace scriptorium
