#pragma once

#include "base/ids.h"
#include "base/result.h"
#include "model/inheritance.h"

#include <QHash>
#include <QList>
#include <QSet>

#include <chrono>

namespace scriptorium {

class CourseDocument;

/// What a form shows: the fields of one block, or those of several with what holds for all.
struct FormValues
{
  QList<BlockId> blocks; ///< whom a change concerns
  QList<EffectiveField> fields;
  QSet<QString> mixed;             ///< fields that have not the same value in all blocks
  QHash<QString, QString> refused; ///< why a field cannot be changed for all of them, as a sentence
};

/// The fields of several blocks as one form shows them: those of the current block, compared with the others.
/// Thousands of blocks are compared a few at a time. GUI thread.
class CommonFields
{
public:
  CommonFields(CourseDocument& document, const QList<BlockId>& blocks, BlockId current);

  /// Compares more blocks, for about as long as `budget`. True when all are compared. Errors: those of
  /// `effectiveFields`.
  Result<bool> advance(std::chrono::milliseconds budget);
  /// As far as the blocks are compared.
  const FormValues& values() const { return m_values; }

private:
  void refuse(const EffectiveField& field);
  void compare(const QList<EffectiveField>& fields);

  CourseDocument& m_document;
  BlockId m_current;
  QHash<QString, BlockId> m_types; ///< the types of the blocks, and a block of each
  QList<BlockId> m_waiting;
  FormValues m_values;
};

} // namespace scriptorium
