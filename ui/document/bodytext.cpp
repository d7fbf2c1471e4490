#include "ui/document/bodytext.h"

#include <algorithm>

using namespace Qt::Literals::StringLiterals;

namespace scriptorium {
namespace {

constexpr QByteArrayView kMark = "\xEF\xBB\xBF";

QLatin1StringView ending(char end)
{
  return end == 'w' ? "\r\n"_L1 : end == 'r' ? "\r"_L1 : "\n"_L1;
}

} // namespace

BodyText::BodyText(const QByteArray& bytes) : m_hasMark(bytes.startsWith(kMark))
{
  const QString source = QString::fromUtf8(bytes.sliced(m_hasMark ? kMark.size() : 0));
  m_text.reserve(source.size());
  for (qsizetype at = 0; at < source.size(); ++at) {
    const bool isPair = source[at] == u'\r' && at + 1 < source.size() && source[at + 1] == u'\n';
    if (source[at] != u'\r' && source[at] != u'\n') {
      m_text.append(source[at]);
      continue;
    }
    m_text.append(u'\n');
    m_ends.append(isPair ? 'w' : source[at] == u'\r' ? 'r' : 'n');
    at += isPair ? 1 : 0;
  }
  for (const char end : {'w', 'r'})
    if (m_ends.count(end) > m_ends.count(m_usual))
      m_usual = end;
  if (m_ends.count(m_usual) == m_ends.size())
    m_ends.clear();
  m_isText = this->bytes(m_text) == bytes;
}

QByteArray BodyText::bytes(const QString& edited) const
{
  const auto [left, right] = std::ranges::mismatch(m_text, edited);
  const qsizetype head = left - m_text.begin();
  qsizetype tail = 0;
  const qsizetype most = std::min(m_text.size(), edited.size()) - head;
  while (tail < most && m_text[m_text.size() - 1 - tail] == edited[edited.size() - 1 - tail])
    ++tail;
  const qsizetype lines = edited.count(u'\n');
  const qsizetype linesAbove = edited.first(head).count(u'\n');
  const qsizetype linesBelow = edited.last(tail).count(u'\n');
  QString source;
  source.reserve(edited.size() + lines);
  qsizetype line = 0;
  for (const QChar c : edited) {
    if (c != u'\n') {
      source.append(c);
      continue;
    }
    char end = m_usual;
    if (!m_ends.isEmpty() && line < linesAbove)
      end = m_ends[line];
    else if (!m_ends.isEmpty() && line >= lines - linesBelow)
      end = m_ends[m_ends.size() - (lines - line)];
    source.append(ending(end));
    ++line;
  }
  return (m_hasMark ? kMark.toByteArray() : QByteArray()) + source.toUtf8();
}

} // namespace scriptorium
