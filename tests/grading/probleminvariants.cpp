#include "grading/probleminvariants.h"

#include "grading/problem/input.h"
#include "grading/problem/problem.h"
#include "grading/problem/response.h"
#include "grading/randomproblem.h"

using namespace Qt::Literals::StringLiterals;
using namespace scriptorium::capa;

namespace scriptorium::testing {
namespace {

using Loaded = Outcome<std::unique_ptr<Problem>>;

Loaded load(const QByteArray& xml, qint64 seed)
{
  return Problem::load(xml, u"P"_s, seed, {});
}

QString pageOf(Problem& problem)
{
  const auto html = problem.html();
  return html ? *html : html.error().message;
}

/// The shown answers as they would be submitted; inputs whose answer is shown in another form are left out.
Answers submitted(const Problem& problem, const Answers& right)
{
  Answers answers = right;
  const QMap<QString, PyValue> shown = problem.shownAnswers();
  for (auto it = shown.begin(); it != shown.end(); ++it) {
    const QString* text = it->string();
    const bool isSubmittable = text != nullptr ? !text->contains("<b>"_L1) && !text->contains(u',') : true;
    const auto known = right.constFind(it.key());
    if (known == right.cend() || known->dict() != nullptr || !isSubmittable)
      continue;
    const bool isOneOfAList = known->string() != nullptr && it->list() != nullptr && !it->list()->isEmpty();
    answers[it.key()] = isOneOfAList ? it->list()->front() : *it;
  }
  return answers;
}

/// Everything that a grading says, as one text.
QString toText(const Outcome<CorrectMap>& graded)
{
  return graded ? QString::fromUtf8(graded->toState().toJson()) : graded.error().message;
}

QString brokenMarks(const QByteArray& xml, qint64 seed, const Answers& answers, bool isFull)
{
  const Loaded problem = load(xml, seed);
  const auto graded = (*problem)->grade(answers);
  if (!graded)
    return u"grading fails: "_s + graded.error().message;
  if (CorrectMap::fromState(graded->toState()) != *graded)
    return u"the result is not stored and read the same"_s;
  const double score = (*problem)->score(), most = (*problem)->maxScore();
  if (score < 0 || score > most)
    return u"the points are out of bounds"_s;
  if (isFull)
    return score == most ? QString()
                         : u"the right answer earns %1 of %2: %3"_s.arg(score).arg(most).arg(toText(graded));
  for (auto it = graded->entries.cbegin(); it != graded->entries.cend(); ++it) {
    if (it->correctness == "correct"_L1)
      return u"the wrong answer to "_s + it.key() + u" is right"_s;
  }
  static_cast<void>(pageOf(**problem));
  return {};
}

QString withXml(const QString& broken, const QByteArray& xml)
{
  return broken.isEmpty() ? broken : broken + u": "_s + QString::fromUtf8(xml);
}

/// Answers of kinds that no input sends.
Answers nonsense(const Answers& like, Choices& choices)
{
  const PyValue values[] = {PyValue(),
                            PyValue(u""_s),
                            PyValue(PyList()),
                            PyValue(PyDict()),
                            PyValue(1.5),
                            PyValue(true),
                            PyValue(u"<&'"_s),
                            PyValue(u"9^9^9^9"_s),
                            PyValue(u"((("_s),
                            PyValue(PyList{PyValue()}),
                            PyValue(u"\u0000x"_s)};
  Answers answers;
  for (const QString& id : like.keys()) {
    if (const int which = choices.below(12); which < 11)
      answers[id] = values[which];
  }
  return answers;
}

} // namespace

QString brokenGeneratedProblem(QByteArrayView bytes)
{
  Choices choices(bytes);
  const RandomProblem generated = randomProblem(choices);
  const qint64 seed = choices.below(256);
  const Loaded problem = load(generated.xml, seed), again = load(generated.xml, seed);
  if (!problem || !again)
    return withXml(u"does not load: "_s + (!problem ? problem.error().message : again.error().message),
                   generated.xml);
  if (static_cast<int>((*problem)->responses().size()) != generated.responses)
    return withXml(u"a response is missing"_s, generated.xml);
  if (pageOf(**problem) != pageOf(**again) || (*problem)->shownAnswers() != (*again)->shownAnswers())
    return withXml(u"one seed gives two problems"_s, generated.xml);
  for (const auto& [answers, isFull] : {std::pair(generated.right, true), std::pair(generated.wrong, false),
                                        std::pair(submitted(**problem, generated.right), true)})
  {
    if (const QString broken = brokenMarks(generated.xml, seed, answers, isFull); !broken.isEmpty())
      return withXml(broken, generated.xml);
  }
  if (const auto odd = (*problem)->grade(nonsense(generated.right, choices));
      odd && (*problem)->score() > (*problem)->maxScore())
    return withXml(u"nonsense earns too much"_s, generated.xml);
  return {};
}

QString brokenAnyProblem(QByteArrayView xmlAndAnswers)
{
  QList<QByteArray> parts = xmlAndAnswers.toByteArray().split('\0');
  const QByteArray xml = parts.takeFirst();
  const Loaded problem = load(xml, 1), again = load(xml, 1);
  if (problem.has_value() != again.has_value())
    return u"loads only now and then"_s;
  if (!problem)
    return problem.error() == again.error() ? QString() : u"fails in two ways"_s;
  if (pageOf(**problem) != pageOf(**again))
    return u"one seed gives two problems"_s;
  Answers answers;
  for (size_t i = 0; i < (*problem)->inputs().size() && !parts.isEmpty(); ++i)
    answers[(*problem)->inputs()[i]->id()] =
        PyValue(QString::fromUtf8(parts[static_cast<qsizetype>(i) % parts.size()]));
  const QString first = toText((*problem)->grade(answers));
  if (first != toText((*again)->grade(answers)))
    return u"one answer is graded in two ways"_s;
  static_cast<void>(pageOf(**problem));
  static_cast<void>((*problem)->labels());
  return {};
}

} // namespace scriptorium::testing
