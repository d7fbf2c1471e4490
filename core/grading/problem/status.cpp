#include "grading/problem/status.h"

#include <QStringList>

using namespace Qt::Literals::StringLiterals;

namespace scriptorium::capa {

Status statusOf(const QString& word)
{
  if (word == "unsubmitted"_L1 || word == "unanswered"_L1)
    return {u"unanswered"_s, u"unanswered"_s, u"Not yet answered."_s};
  if (word == "correct"_L1)
    return {word, word, u"This answer is correct."_s};
  if (word == "incorrect"_L1)
    return {word, word, u"This answer is incorrect."_s};
  if (word == "partially-correct"_L1)
    return {word, u"partially correct"_s, u"This answer is partially correct."_s};
  if (word == "incomplete"_L1)
    return {u"incorrect"_s, u"incomplete"_s, u"Not yet answered."_s};
  if (word == "queued"_L1)
    return {u"processing"_s, u"processing"_s, u"This answer is being processed."_s};
  if (word.isNull())
    return {u"None"_s, u"None"_s, {}};
  return {word, word, {}};
}

bool wrapsField(const QString& word, bool orSubmitted)
{
  static const QStringList words{u"unsubmitted"_s, u"correct"_s, u"incorrect"_s, u"partially-correct"_s,
                                 u"incomplete"_s};
  return words.contains(word) || (orSubmitted && word == "submitted"_L1);
}

} // namespace scriptorium::capa
