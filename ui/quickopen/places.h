#pragma once

#include "base/ids.h"

#include <QList>
#include <QString>

namespace scriptorium {

class CourseDocument;
class CourseStore;

/// Where quick open can go.
struct QuickPlace
{
  enum class Kind
  {
    Block,
    File,
    Page ///< a file that learners see as a page: a tab, an about or update page
  };
  Kind kind = Kind::Block;
  BlockId block; ///< of Block
  QString title; ///< for people
  QString type;  ///< of Block
  QString name;  ///< the id of a block, the path of a file
  QString lower; ///< the title in lower case, made by `prepare`
  QString rest;  ///< what else finds it, in lower case, likewise
};

/// The blocks of the open course in its order. GUI thread; 50,000 take a few ms, because the rest is
/// `prepare`'s.
QList<QuickPlace> blockPlaces(const CourseDocument& document);
/// Its files and pages by path. Any thread that has a store of its own.
QList<QuickPlace> filePlaces(const CourseStore& store);
/// Makes places ready to be searched. Any thread.
void prepare(QList<QuickPlace>& places);

/// The best `limit` of them for what was typed, best first; of nothing typed the `recent` blocks (newest
/// first), then the others in their order. Any thread; 50,000 in about 10 ms.
QList<QuickPlace> bestPlaces(const QList<QuickPlace>& places, const QString& typed,
                             const QList<BlockId>& recent, qsizetype limit);

} // namespace scriptorium
