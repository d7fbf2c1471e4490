#include "ui/document/blockfacts.h"

#include "model/fieldvalue.h"
#include "ui/document/coursedocument.h"

#include <QCoreApplication>
#include <QDateTime>
#include <QJsonArray>
#include <QJsonDocument>
#include <QLocale>

using namespace Qt::Literals::StringLiterals;

namespace scriptorium {
namespace {

QString factText(const char* words)
{
  return QCoreApplication::translate("scriptorium::BlockFacts", words);
}

/// The day of a date as Studio writes it; what it would not understand says nothing.
QString dayText(const QString& iso)
{
  const QDateTime at = QDateTime::fromString(iso, Qt::ISODate);
  return at.isValid() ? QLocale().toString(at.toUTC().date(), u"d MMM yyyy"_s) : QString();
}

} // namespace

QStringList BlockFacts::words() const
{
  QStringList words;
  if (isStaffOnly || isStaffOnlyAbove)
    words.append(factText("Staff only"));
  if (!gradedAs.isEmpty())
    words.append(gradedAs);
  if (!due.isEmpty())
    words.append(factText("due %1").arg(due));
  if (!release.isEmpty())
    words.append(factText("from %1").arg(release));
  if (isMadeHere)
    words.append(factText("new"));
  return words;
}

const BlockFacts& BlockFactsReader::of(BlockId block)
{
  const auto known = m_known.constFind(block);
  return known != m_known.cend() ? *known : *m_known.insert(block, read(block));
}

BlockFacts BlockFactsReader::read(BlockId block)
{
  BlockFacts facts;
  const Outline::Node* node = m_document.outline().find(block);
  const auto version = node ? m_document.store().version(block) : Result<BlockVersion>(Error{});
  if (!version)
    return facts;
  const QString& type = node->row.type;
  const bool isXmlBlock = m_document.types().type(type).isXmlBlock;
  const auto value = [&](const QString& name) -> QJsonValue {
    const FieldSpec* spec = m_document.types().field(type, name);
    const auto override = m_document.policy().value(type, node->row.urlName, name);
    const auto raw = override ? override : version->fields.value(name);
    if (!spec || !raw)
      return {};
    const auto json = override ? readJsonValue(*spec, *raw) : readField(*spec, isXmlBlock, *raw);
    return json ? QJsonDocument::fromJson(u"[%1]"_s.arg(*json).toUtf8()).array().at(0) : QJsonValue();
  };
  facts.isStaffOnly = value(u"visible_to_staff_only"_s).toBool();
  for (const Outline::Node* above = node->parent; above && !facts.isStaffOnlyAbove; above = above->parent)
    if (const BlockFacts& held = of(above->row.id); held.isStaffOnly || held.isStaffOnlyAbove)
      facts.isStaffOnlyAbove = true;
  facts.release = node->parent ? dayText(value(u"start"_s).toString()) : QString();
  facts.due = dayText(value(u"due"_s).toString());
  if (type == "sequential"_L1 && value(u"graded"_s).toBool()) {
    const QString format = value(u"format"_s).toString();
    facts.gradedAs = format.isEmpty() ? factText("graded") : format;
  }
  if (!version->source.isValid() && node->parent) {
    const auto asRead = m_document.store().versionsAsRead(block);
    facts.isMadeHere = asRead && asRead->isEmpty();
  }
  return facts;
}

} // namespace scriptorium
