#include "olx/xml/attributetext.h"

#include <array>

namespace scriptorium::olx {
namespace {

/// Bytes that pass into a JSON string as they are.
constexpr auto kPlain = [] {
  std::array<bool, 256> plain{};
  for (int c = 0x20; c < 256; ++c)
    plain[size_t(c)] = c != '"' && c != '\\' && c != '&';
  return plain;
}();

void appendCodePoint(QByteArray& utf8, char32_t code)
{
  if (code < 0x80) {
    utf8 += char(code);
  } else if (code < 0x800) {
    utf8 += char(0xC0 | (code >> 6));
    utf8 += char(0x80 | (code & 0x3F));
  } else if (code < 0x10000) {
    utf8 += char(0xE0 | (code >> 12));
    utf8 += char(0x80 | ((code >> 6) & 0x3F));
    utf8 += char(0x80 | (code & 0x3F));
  } else if (code < 0x110000) {
    utf8 += char(0xF0 | (code >> 18));
    utf8 += char(0x80 | ((code >> 12) & 0x3F));
    utf8 += char(0x80 | ((code >> 6) & 0x3F));
    utf8 += char(0x80 | (code & 0x3F));
  }
}

char32_t referencedCode(QByteArrayView name)
{
  if (name == "lt")
    return U'<';
  if (name == "gt")
    return U'>';
  if (name == "amp")
    return U'&';
  if (name == "quot")
    return U'"';
  if (name == "apos")
    return U'\'';
  if (!name.startsWith('#'))
    return 0;
  const bool isHex = name.size() > 1 && name[1] == 'x';
  char32_t code = 0;
  for (const char c : name.sliced(isHex ? 2 : 1)) {
    const int digit = c >= '0' && c <= '9' ? c - '0' : (c | 0x20) - 'a' + 10;
    code = code * (isHex ? 16 : 10) + char32_t(digit);
    if (code >= 0x110000)
      return 0;
  }
  return code;
}

/// Passes the decoded value on in runs of plain bytes and single characters.
template <typename Run, typename One>
void decode(QByteArrayView raw, Run&& run, One&& one)
{
  qsizetype i = 0;
  while (i < raw.size()) {
    qsizetype j = i;
    while (j < raw.size() && kPlain[static_cast<unsigned char>(raw[j])])
      ++j;
    if (j > i)
      run(raw.sliced(i, j - i));
    if (j == raw.size())
      return;
    const char c = raw[j];
    i = j + 1;
    if (c == '&') {
      const qsizetype end = raw.indexOf(';', j);
      if (end < 0)
        return;
      one(referencedCode(raw.sliced(j + 1, end - j - 1)));
      i = end + 1;
    } else if (c == '"' || c == '\\') {
      one(char32_t(c));
    } else {
      if (c == '\r' && i < raw.size() && raw[i] == '\n')
        ++i;
      one(U' ');
    }
  }
}

void appendJsonCharacter(QByteArray& json, char32_t code)
{
  static constexpr char kHex[] = "0123456789abcdef";
  if (code == U'"' || code == U'\\') {
    json += '\\';
    json += char(code);
  } else if (code < 0x20) {
    json += "\\u00";
    json += kHex[code >> 4];
    json += kHex[code & 15];
  } else {
    appendCodePoint(json, code);
  }
}

} // namespace

void appendDecoded(QByteArray& utf8, QByteArrayView raw)
{
  decode(
      raw, [&](QByteArrayView run) { utf8.append(run); },
      [&](char32_t code) { appendCodePoint(utf8, code); });
}

QString decodedAttribute(QByteArrayView raw)
{
  QByteArray utf8;
  utf8.reserve(raw.size());
  appendDecoded(utf8, raw);
  return QString::fromUtf8(utf8);
}

void appendField(QByteArray& json, QByteArrayView name, QByteArrayView raw)
{
  json += json.size() > 1 ? ",\"" : "\"";
  json.append(name);
  json += "\":\"";
  decode(
      raw, [&](QByteArrayView run) { json.append(run); },
      [&](char32_t code) { appendJsonCharacter(json, code); });
  json += '"';
}

} // namespace scriptorium::olx
