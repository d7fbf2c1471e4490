#include "grading/values/answers.h"

#include <QHash>
#include <QStringList>

using namespace Qt::Literals::StringLiterals;

namespace scriptorium::capa {
namespace {

Outcome<PyValue> answerOf(const QString& key, const PyList& values)
{
  if (key.endsWith("[]"_L1))
    return PyValue(values);
  const PyValue& last = values.last();
  if (!key.endsWith("{}"_L1))
    return last;
  auto object = PyValue::fromJson(last.string()->toUtf8());
  if (!object)
    return otherError(u"ValueError"_s, u"Invalid submission: %1 for %2"_s.arg(*last.string(), key));
  return *std::move(object);
}

} // namespace

Outcome<Answers> answersFromForm(const QList<std::pair<QString, QString>>& fields)
{
  QStringList keys;
  QHash<QString, PyList> values;
  for (const auto& [key, value] : fields) {
    if (!values.contains(key))
      keys << key;
    values[key].append(value);
  }
  Answers answers;
  for (const QString& key : keys) {
    const qsizetype underscore = key.indexOf(u'_');
    QString name = underscore < 0 ? QString() : key.mid(underscore + 1);
    if (name.isEmpty())
      return otherError(u"ValueError"_s, u"%1 must contain at least one underscore"_s.arg(key));
    if (name.endsWith("[]"_L1) || name.endsWith("{}"_L1))
      name.chop(2);
    SCRIPTORIUM_TRY_ASSIGN(const PyValue answer, answerOf(key, values[key]));
    if (answers.contains(name))
      return otherError(u"ValueError"_s, u"Key %1 already exists in answers dict"_s.arg(name));
    answers.insert(name, answer);
  }
  return answers;
}

} // namespace scriptorium::capa
