#include "grading/authoring/markdownscan.h"

#include "grading/authoring/clienttext.h"

namespace scriptorium::capa {

bool isLineStart(QStringView text, qsizetype at)
{
  return at == 0 || isClientLineEnd(text[at - 1]);
}

qsizetype endOfLine(QStringView text, qsizetype at)
{
  while (at < text.size() && !isClientLineEnd(text[at]))
    ++at;
  return at;
}

qsizetype behindBlanks(QStringView text, qsizetype at)
{
  while (at < text.size() && isClientBlank(text[at]))
    ++at;
  return at;
}

qsizetype behindNewlines(QStringView text, qsizetype at)
{
  while (at < text.size() && text[at] == u'\n')
    ++at;
  return at;
}

qsizetype findOnLine(QStringView text, QStringView sought, qsizetype at)
{
  const qsizetype found = text.left(endOfLine(text, at)).indexOf(sought, at);
  return found;
}

namespace {

/// The first line start at or behind `at`, or the end.
qsizetype nextLineStart(QStringView text, qsizetype at)
{
  while (at < text.size() && !isLineStart(text, at))
    ++at;
  return at;
}

qsizetype lineStart(QStringView text, qsizetype at)
{
  while (!isLineStart(text, at))
    --at;
  return at;
}

} // namespace

QString withBlocks(const QString& text, const BlockEnd& blockEnd, const Rewrite& rewrite)
{
  const QStringView all(text);
  QString result;
  qsizetype done = 0;
  qsizetype at = 0;
  while (at < all.size()) {
    qsizetype end = blockEnd(all, at);
    if (end < 0) {
      // All of the white space leads to the same place.
      const qsizetype filled = behindBlanks(all, at);
      const qsizetype next = nextLineStart(all, at + 1);
      at = std::max(next, lineStart(all, std::min(filled, all.size())));
      continue;
    }
    while (end < all.size() && isLineStart(all, end)) {
      const qsizetype further = blockEnd(all, end);
      if (further <= end)
        break;
      end = further;
    }
    result += all.mid(done, at - done);
    result += rewrite(all.mid(at, end - at));
    done = end;
    at = nextLineStart(all, end);
  }
  return result += all.mid(done);
}

QString withEnclosed(const QString& text, QStringView open, QStringView close, qsizetype least,
                     const Rewrite& rewrite)
{
  const QStringView all(text);
  QString result;
  qsizetype done = 0;
  while (true) {
    const qsizetype begin = all.indexOf(open, done);
    const qsizetype inside = begin + open.size();
    const qsizetype end = begin < 0 ? -1 : all.indexOf(close, inside + least);
    if (end < 0)
      return result += all.mid(done);
    result += all.mid(done, begin - done);
    result += rewrite(all.mid(inside, end - inside));
    done = end + close.size();
  }
}

} // namespace scriptorium::capa
