#pragma once

#include "edit/edit.h"
#include "model/blocktype.h"
#include "olx/xml/xml.h"

#include <QByteArrayView>
#include <QHash>

namespace scriptorium::edit {

/// Makes blocks of a course from parsed OLX: templates, pasted text, repaired files. `text` is what the
/// elements were parsed from and must live as long as the maker.
class BlockMaker
{
public:
  BlockMaker(Edit& edit, const BlockTypes& types, QByteArrayView text)
      : m_edit(edit), m_types(types), m_text(text)
  {}

  /// The block of an element with everything inside it, under its url_name where that is free, else under a
  /// fresh one. It stands in no list yet. Errors: BadInput for what can be no block.
  Result<Child> make(const olx::Element& element);
  /// Makes a broken block whole from its repaired text: pointers find their blocks, or the files that were
  /// left without one.
  Result<Unit> repair(const Block& block, BlockVersion version, const olx::Element& element);

  /// Old url_name → new one, of every block that could not keep its own.
  const QHash<QString, QString>& renamed() const { return m_renamed; }

private:
  Result<BlockId> claimName(const QString& type, const QString& wanted);
  Result<Child> makeAs(BlockId block, const QString& urlName, const olx::Element& element);
  Result<Unit> fillContent(BlockVersion& version, const QString& type, const QString& urlName,
                           const olx::Element& element);
  Result<QList<Child>> childrenOf(const QString& type, const olx::Element& element);
  Result<Child> childOf(const QString& type, const olx::Element& element);
  Result<Child> follow(const olx::Element& pointer);
  Result<Child> missing(const QString& type, const QString& urlName);
  Result<Child> fromFile(const QString& type, const QString& urlName, BlockId file);

  Edit& m_edit;
  const BlockTypes& m_types;
  QByteArrayView m_text;
  bool m_followsPointers = false;
  QHash<QString, QString> m_renamed;
};

} // namespace scriptorium::edit
