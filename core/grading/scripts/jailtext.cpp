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

namespace {

qint64 valuesIn(const PyDict& dict);

qint64 valuesIn(const PyValue& value)
{
  qint64 count = 1;
  if (const PyList* list = value.list())
    for (const PyValue& item : *list)
      count += valuesIn(item);
  if (const PyDict* dict = value.dict())
    count += valuesIn(*dict);
  return count;
}

qint64 valuesIn(const PyDict& dict)
{
  qint64 count = 0;
  for (const auto& [name, value] : dict)
    count += valuesIn(value);
  return count;
}

} // namespace

ScriptAnswer jailAnswer(int status, const QByteArray& output, const QByteArray& errors)
{
  if (status != 0)
    return {ScriptAnswer::Kind::Raised, {}, jailText(output, errors, status)};
  const auto globals = PyValue::fromJson(output);
  if (globals && globals->dict() != nullptr)
    return {ScriptAnswer::Kind::Done, *globals->dict(), {}, output.size(), valuesIn(*globals->dict())};
  const QString what = output.isEmpty() ? u"Expecting value"_s : u"Extra data"_s;
  return {ScriptAnswer::Kind::Raised, {}, what + u": line 1 column 1 (char 0)"_s};
}

} // namespace scriptorium::capa
