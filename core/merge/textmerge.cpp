#include "merge/textmerge.h"

#include "merge/commonsequence.h"

#include <QHash>

namespace scriptorium::merge {
namespace {

/// A text cut into pieces, each with a number that is the same for equal pieces of all three texts.
struct Pieces
{
  std::vector<QByteArrayView> texts;
  std::vector<int> numbers;
};

class Cutter
{
public:
  Pieces cut(QByteArrayView text)
  {
    Pieces pieces;
    for (qsizetype begin = 0; begin < text.size();) {
      const qsizetype end = endOfPiece(text, begin);
      const QByteArrayView piece = text.sliced(begin, end - begin);
      pieces.texts.push_back(piece);
      const auto known = m_numbers.constFind(piece);
      const int number = known == m_numbers.cend() ? int(m_numbers.size()) : *known;
      if (known == m_numbers.cend())
        m_numbers.insert(piece, number);
      pieces.numbers.push_back(number);
      begin = end;
    }
    return pieces;
  }

private:
  /// Behind a line end, or behind an end tag before another tag.
  static qsizetype endOfPiece(QByteArrayView text, qsizetype begin)
  {
    bool isInEndTag = false;
    for (qsizetype at = begin; at < text.size(); ++at) {
      if (text[at] == '\n')
        return at + 1;
      if (text[at] == '<')
        isInEndTag = at + 1 < text.size() && text[at + 1] == '/';
      else if (text[at] == '>' && isInEndTag && at + 1 < text.size() && text[at + 1] == '<')
        return at + 1;
    }
    return text.size();
  }

  QHash<QByteArrayView, int> m_numbers;
};

/// For each piece of the base the piece of a side that is the same; -1: none.
std::vector<int> matchesOf(const Pieces& base, const Pieces& side)
{
  std::vector<int> match(base.numbers.size(), -1);
  for (const auto& [inBase, inSide] : commonSequence(base.numbers, side.numbers))
    match[size_t(inBase)] = inSide;
  return match;
}

struct Span
{
  const Pieces& pieces;
  int begin = 0;
  int end = 0;

  bool isSame(const Span& other) const
  {
    return std::equal(pieces.numbers.begin() + begin, pieces.numbers.begin() + end,
                      other.pieces.numbers.begin() + other.begin, other.pieces.numbers.begin() + other.end);
  }
  void appendTo(QByteArray& text) const
  {
    for (int i = begin; i < end; ++i)
      text.append(pieces.texts[size_t(i)]);
  }
};

/// Appends what stands between two places where all three agree. False when both changed it.
bool mergeGap(const Span& base, const Span& ours, const Span& theirs, QByteArray& text)
{
  if (ours.isSame(base) || ours.isSame(theirs))
    theirs.appendTo(text);
  else if (theirs.isSame(base))
    ours.appendTo(text);
  else
    return false;
  return true;
}

} // namespace

std::optional<QByteArray> mergeTexts(QByteArrayView base, QByteArrayView ours, QByteArrayView theirs)
{
  if (ours == base || ours == theirs)
    return theirs.toByteArray();
  if (theirs == base)
    return ours.toByteArray();
  Cutter cutter;
  const Pieces old = cutter.cut(base);
  const Pieces mine = cutter.cut(ours);
  const Pieces other = cutter.cut(theirs);
  const std::vector<int> inOurs = matchesOf(old, mine);
  const std::vector<int> inTheirs = matchesOf(old, other);
  QByteArray text;
  Span gaps[] = {{old}, {mine}, {other}};
  for (int i = 0; i <= int(old.numbers.size()); ++i) {
    const bool isEnd = i == int(old.numbers.size());
    if (!isEnd && (inOurs[size_t(i)] < 0 || inTheirs[size_t(i)] < 0))
      continue;
    gaps[0].end = i;
    gaps[1].end = isEnd ? int(mine.numbers.size()) : inOurs[size_t(i)];
    gaps[2].end = isEnd ? int(other.numbers.size()) : inTheirs[size_t(i)];
    if (!mergeGap(gaps[0], gaps[1], gaps[2], text))
      return std::nullopt;
    if (!isEnd)
      text.append(old.texts[size_t(i)]);
    for (Span& gap : gaps)
      gap.begin = gap.end + 1;
  }
  return text;
}

} // namespace scriptorium::merge
