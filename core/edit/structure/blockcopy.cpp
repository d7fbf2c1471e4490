#include "edit/structure/blockcopy.h"

#include "model/fieldvalue.h"

#include <QRegularExpression>

using namespace Qt::Literals::StringLiterals;

namespace scriptorium::edit {
namespace {

/// The ids at the end of usage keys ("i4x://O/C/vertical/ID", "block-v1:…@ID") replaced by new ones.
QString withNewNames(const QString& text, const QHash<QString, QString>& renamed)
{
  static const QRegularExpression kName(u"(?<=[/@])[\\w.~:-]+(?=[\"';\\s]|$)"_s,
                                        QRegularExpression::UseUnicodePropertiesOption);
  QString result;
  qsizetype end = 0;
  for (auto matches = kName.globalMatch(text); matches.hasNext();) {
    const auto match = matches.next();
    result += text.mid(end, match.capturedStart() - end);
    result += renamed.value(match.captured(), match.captured());
    end = match.capturedEnd();
  }
  return result + text.mid(end);
}

} // namespace

Fields copiedFields(const PolicyReader& policy, const BlockTypes& types, const Block& block,
                    const Fields& own)
{
  Fields fields = own;
  const auto overrides = policy.values(block.type, block.urlName);
  for (const auto& [name, json] : overrides) {
    const FieldSpec* spec = types.field(block.type, name);
    if (!spec)
      continue;
    if (const auto raw = writeField(*spec, types.type(block.type).isXmlBlock, json))
      fields.set(name, *raw);
  }
  return fields;
}

void renameReferences(BlockVersion& version, const QString& type, const QHash<QString, QString>& renamed)
{
  const bool hasReferences = type == "split_test"_L1 || type == "conditional"_L1;
  if (!hasReferences || renamed.isEmpty())
    return;
  for (const QString& name : {u"group_id_to_child"_s, u"sources"_s}) {
    if (const auto value = version.fields.value(name))
      version.fields.set(name, withNewNames(*value, renamed));
  }
  for (Child& child : version.children) {
    if (child.form == Child::Form::Raw && child.raw.startsWith("<show"))
      child.raw = withNewNames(QString::fromUtf8(child.raw), renamed).toUtf8();
  }
}

} // namespace scriptorium::edit
