#pragma once

#include "base/ids.h"
#include "model/changeset.h"

#include <QHash>
#include <QObject>
#include <QString>

namespace scriptorium {

class CourseDocument;

/// A few words of each block for lists: the beginning of its visible text, or what a container holds. Read
/// when first asked for, kept until the block changes.
class Excerpts : public QObject
{
  Q_OBJECT

public:
  explicit Excerpts(CourseDocument& document, QObject* parent = nullptr);
  QString of(BlockId block);

private:
  QString read(BlockId block) const;
  void forget(const ChangeSet& changes);

  CourseDocument& m_document;
  QHash<BlockId, QString> m_known;
};

/// The visible text at the beginning of some markup: no tags, comments, styles or scripts, entities decoded,
/// blanks joined. At most `limit` characters.
QString visibleText(QByteArrayView markup, qsizetype limit);

} // namespace scriptorium
