#include "grading/scripts/jailtext.h"

using namespace Qt::Literals::StringLiterals;

namespace scriptorium::capa {

QString bytesRepr(const QByteArray& bytes)
{
  const char quote = bytes.contains('\'') && !bytes.contains('"') ? '"' : '\'';
  QByteArray text;
  text.reserve(bytes.size() + 16);
  text += 'b';
  text += quote;
  for (const char byte : bytes) {
    const auto value = static_cast<uchar>(byte);
    if (byte == quote || byte == '\\')
      text += '\\', text += byte;
    else if (byte == '\n')
      text += "\\n";
    else if (byte == '\r')
      text += "\\r";
    else if (byte == '\t')
      text += "\\t";
    else if (value < 0x20 || value >= 0x7f)
      text += "\\x" + QByteArray(1, byte).toHex();
    else
      text += byte;
  }
  text += quote;
  return QString::fromLatin1(text);
}

QString jailText(const QByteArray& output, const QByteArray& errors, int status)
{
  return u"Couldn't execute jailed code: stdout: "_s + bytesRepr(output) + u", stderr: "_s +
         bytesRepr(errors) + u" with status code: "_s + QString::number(status);
}

} // namespace scriptorium::capa
