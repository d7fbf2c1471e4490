#include "grading/values/correctmap.h"

using namespace Qt::Literals::StringLiterals;

namespace scriptorium::capa {
namespace {

bool isCorrectWord(const QString& correctness)
{
  return correctness == "correct"_L1 || correctness == "partially-correct"_L1;
}

PyValue textOrNone(const QString& text)
{
  return text.isEmpty() ? PyValue() : PyValue(text);
}

QString textAt(const PyValue& entry, QStringView key)
{
  const PyValue* value = entry.at(key);
  return value && !value->isNone() ? value->str() : QString();
}

PyValue stateOf(const CorrectEntry& entry)
{
  return PyDict{{u"correctness"_s, textOrNone(entry.correctness)},
                {u"npoints"_s, entry.npoints ? PyValue(*entry.npoints) : PyValue()},
                {u"msg"_s, entry.msg},
                {u"hint"_s, entry.hint},
                {u"hintmode"_s, textOrNone(entry.hintmode)},
                {u"queuestate"_s, entry.queuestate},
                {u"answervariable"_s, textOrNone(entry.answervariable)}};
}

CorrectEntry entryOf(const PyValue& state)
{
  CorrectEntry entry;
  entry.correctness = textAt(state, u"correctness");
  if (const PyValue* npoints = state.at(u"npoints"); npoints && !npoints->isNone())
    entry.npoints = npoints->toFloat();
  entry.msg = textAt(state, u"msg");
  entry.hint = textAt(state, u"hint");
  entry.hintmode = textAt(state, u"hintmode");
  if (const PyValue* queue = state.at(u"queuestate"))
    entry.queuestate = *queue;
  entry.answervariable = textAt(state, u"answervariable");
  return entry;
}

} // namespace

bool CorrectMap::isCorrect(const QString& id) const
{
  const auto entry = entries.constFind(id);
  return entry != entries.cend() && isCorrectWord(entry->correctness);
}

bool CorrectMap::isQueued() const
{
  for (const CorrectEntry& entry : entries)
    if (!entry.queuestate.isNone())
      return true;
  return false;
}

double CorrectMap::points(const QString& id) const
{
  const auto entry = entries.constFind(id);
  if (entry == entries.cend())
    return 0;
  return entry->npoints.value_or(isCorrectWord(entry->correctness) ? 1 : 0);
}

double CorrectMap::points() const
{
  double sum = 0;
  for (auto entry = entries.cbegin(); entry != entries.cend(); ++entry)
    sum += points(entry.key());
  return sum;
}

void CorrectMap::update(const CorrectMap& other)
{
  for (auto entry = other.entries.cbegin(); entry != other.entries.cend(); ++entry)
    entries.insert(entry.key(), entry.value()); // one by one: QMap merges by copying all of both
  overallMessage = other.overallMessage;
}

PyValue CorrectMap::toState() const
{
  PyDict state;
  for (auto entry = entries.cbegin(); entry != entries.cend(); ++entry)
    state.append({entry.key(), stateOf(*entry)});
  return state;
}

CorrectMap CorrectMap::fromState(const PyValue& state)
{
  CorrectMap map;
  const PyDict* entries = state.dict();
  if (!entries || entries->isEmpty())
    return map;
  const bool isOldForm = !entries->front().second.dict();
  for (const auto& [id, value] : *entries) {
    if (isOldForm)
      map[id].correctness = value.str();
    else
      map[id] = entryOf(value);
  }
  return map;
}

} // namespace scriptorium::capa
