#pragma once

#include "model/blocktype.h"
#include "model/courseview.h"

namespace scriptorium {

/// Where the value of a field comes from.
enum class FieldOrigin
{
  Default,
  Inherited,
  Set,
  Policy
};

/// A field as it works on a learner, with its origin.
struct EffectiveField
{
  const FieldSpec* spec = nullptr; ///< null for a field we do not know
  QString name;
  QString raw;  ///< the raw text where it is set; empty for defaults
  QString json; ///< the value as JSON text
  FieldOrigin origin = FieldOrigin::Default;
  BlockId from;    ///< the block that sets it; not valid for defaults
  QString problem; ///< why Studio would not understand the raw text; empty when it would
};

/// The raw policy.json value (JSON text) that overrides a field of a block; nothing when there is none. Reads
/// the policy file of the run named by course.xml. Parsing is done once per instance.
class PolicyReader
{
public:
  explicit PolicyReader(const CourseView& course);
  std::optional<QString> value(const QString& type, const QString& urlName, const QString& field) const;
  /// All overridden fields of a block, name → JSON text.
  QList<QPair<QString, QString>> values(const QString& type, const QString& urlName) const;
  /// Every block with an entry, as "type/url_name", whether there is such a block or not; in no order.
  QStringList blocks() const;
  /// Path of the policy file below the course root, behind links; empty when the course has none.
  QString path() const { return m_path; }
  QString gradingPolicyPath() const { return m_gradingPath; }

private:
  QString m_path;
  QString m_gradingPath;
  struct Overrides
  {
    QList<QPair<QString, QString>> values;
    QHash<QString, qsizetype> places; ///< of the names in them, when there are many
  };
  QHash<QString, Overrides> m_values;
};

/// Every field of a block with its effective value: policy over attribute over nearest ancestor (inheritable
/// fields only; policies reach Xml-blocks other than video, and discussion) over default. A raw text that
/// Studio would not understand counts as the default, with `problem`. Fields we do not know come last.
/// Source: xmodule/modulestore/inheritance.py. Cost: the depth of the block.
Result<QList<EffectiveField>> effectiveFields(const CourseView& course, const BlockTypes& types,
                                              const PolicyReader& policy, BlockId block);

/// The display_name that Studio shows of a block whose attribute is `attribute`: the policy's, where it
/// reaches blocks of this type. Empty when nobody sets one.
QString displayName(const BlockTypes& types, const PolicyReader& policy, const QString& type,
                    const QString& urlName, const QString& attribute);

/// The title people see: display_name (policy over attribute), else a readable stand-in (never empty).
QString blockTitle(const BlockTypes& types, const Block& block, const Fields& fields);

} // namespace scriptorium
