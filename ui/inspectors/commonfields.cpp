#include "ui/inspectors/commonfields.h"

#include "ui/document/coursedocument.h"

#include <QCoreApplication>
#include <QDeadlineTimer>

#include <algorithm>

namespace scriptorium {
namespace {

struct CommonTexts
{
  Q_DECLARE_TR_FUNCTIONS(CommonFields)
};

} // namespace

CommonFields::CommonFields(CourseDocument& document, const QList<BlockId>& blocks, BlockId current)
    : m_document(document), m_current(current), m_waiting(blocks)
{
  m_waiting.removeOne(current);
  m_values.blocks = QList<BlockId>{current} + m_waiting; // the form is that of its type
  for (const BlockId block : blocks)
    if (const Outline::Node* node = document.outline().find(block); node && !m_types.contains(node->row.type))
      m_types.insert(node->row.type, block);
}

Result<bool> CommonFields::advance(std::chrono::milliseconds budget)
{
  const QDeadlineTimer end(budget);
  const auto read = [this](BlockId block) {
    return effectiveFields(m_document.store(), m_document.types(), m_document.policy(), block);
  };
  if (m_values.fields.isEmpty()) {
    SCRIPTORIUM_TRY_ASSIGN(m_values.fields, read(m_current));
    for (const auto& field : std::as_const(m_values.fields))
      refuse(field);
  }
  while (!m_waiting.isEmpty() && !end.hasExpired()) {
    SCRIPTORIUM_TRY_ASSIGN(const auto fields, read(m_waiting.takeLast()));
    compare(fields);
  }
  return m_waiting.isEmpty();
}

/// Whoever lacks a field would refuse it, and with it the whole step.
void CommonFields::refuse(const EffectiveField& field)
{
  if (!field.spec) {
    m_values.refused.insert(field.name, CommonTexts::tr("This can be changed on one block at a time."));
    return;
  }
  for (auto type = m_types.cbegin(); type != m_types.cend(); ++type)
    if (!m_document.types().field(type.key(), field.name))
      m_values.refused.insert(
          field.name, CommonTexts::tr("“%1” has no such setting.").arg(m_document.title(type.value())));
}

void CommonFields::compare(const QList<EffectiveField>& fields)
{
  QHash<QString, const EffectiveField*> others;
  for (const auto& field : fields)
    others.insert(field.name, &field);
  for (auto& field : m_values.fields) {
    const EffectiveField* other = others.value(field.name);
    if (m_values.refused.contains(field.name) || !other)
      continue;
    if (other->json != field.json || other->problem != field.problem)
      m_values.mixed.insert(field.name);
    // Whoever sets it makes it one that can be reset.
    if (other->origin > field.origin) {
      field.origin = other->origin;
      field.from = other->from;
    }
  }
}

} // namespace scriptorium
