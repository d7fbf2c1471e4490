#include "ui/quickopen/fuzzymatch.h"

namespace scriptorium {
namespace {

constexpr int kWhole = 1000;
constexpr int kBegin = 400; ///< the text begins so
constexpr int kWord = 200;  ///< a word in it does
constexpr int kRun = 100;   ///< the letters stand together
constexpr int kLetters = 40;

bool beginsWord(QStringView text, qsizetype at)
{
  return at == 0 || !text[at - 1].isLetterOrNumber();
}

} // namespace

int fuzzyScore(QStringView text, QStringView letters)
{
  if (letters.isEmpty())
    return 1;
  // Shorter texts say more with the same letters.
  const int brief = static_cast<int>(qMax<qsizetype>(0, 40 - text.size()));
  if (const qsizetype at = text.indexOf(letters); at >= 0) {
    if (text.size() == letters.size())
      return kWhole;
    return (at == 0 ? kBegin : beginsWord(text, at) ? kWord : kRun) + brief;
  }
  int score = kLetters;
  qsizetype at = -1;
  for (const QChar letter : letters) {
    const qsizetype next = text.indexOf(letter, at + 1);
    if (next < 0)
      return 0;
    if (next != at + 1 && !beginsWord(text, next))
      score -= 4;
    at = next;
  }
  return qMax(1, score);
}

int fuzzyScore(QStringView title, QStringView rest, const QStringList& words)
{
  int sum = 1;
  for (const auto& word : words) {
    const int inTitle = fuzzyScore(title, word);
    // A few letters are found in any long text: there only whole words count.
    const int inRest = rest.contains(word) ? kLetters / 2 : 0;
    const int best = qMax(inTitle, inRest);
    if (best == 0)
      return 0;
    sum += best;
  }
  return sum;
}

} // namespace scriptorium
