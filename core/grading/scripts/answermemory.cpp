#include "grading/scripts/answermemory.h"

#include <QCryptographicHash>

using namespace Qt::Literals::StringLiterals;

namespace scriptorium::capa {

namespace {

constexpr qsizetype kMostRemembered = 16 << 20;

QByteArray hashOf(const QByteArray& frame)
{
  return QCryptographicHash::hash(frame, QCryptographicHash::Sha256);
}

/// About what an answer takes in memory.
qsizetype bytesHeldBy(const ScriptAnswer& answer)
{
  constexpr qsizetype kValue = 100; // as it is kept, with the block that its text is in
  return qsizetype(sizeof(ScriptAnswer)) + kValue + answer.values * kValue +
         2 * (answer.replyBytes + answer.message.size());
}

} // namespace

QByteArray frameOf(const ScriptRequest& request)
{
  PyList folders;
  for (const QString& folder : request.folders)
    folders.append(PyValue(folder));
  return PyValue(PyDict{{u"code"_s, PyValue(request.code)},
                        {u"globals"_s, PyValue(request.globals)},
                        {u"seed"_s, PyValue(request.seed)},
                        {u"folders"_s, PyValue(folders)}})
      .toJson();
}

AnswerMemory::AnswerMemory() : m_answers(kMostRemembered) {}

std::optional<ScriptAnswer> AnswerMemory::recall(const QByteArray& frame)
{
  const QByteArray key = hashOf(frame);
  const std::lock_guard lock(m_mutex);
  const ScriptAnswer* known = m_answers.object(key);
  if (known == nullptr)
    return std::nullopt;
  ScriptAnswer again = *known;
  again.isRemembered = true;
  return again;
}

void AnswerMemory::keep(const QByteArray& frame, const ScriptAnswer& answer)
{
  const QByteArray key = hashOf(frame);
  const std::lock_guard lock(m_mutex);
  m_answers.insert(key, new ScriptAnswer(answer), bytesHeldBy(answer));
}

} // namespace scriptorium::capa
