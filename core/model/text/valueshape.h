#pragma once

#include "model/text/json.h"

#include <QList>
#include <QPair>
#include <QString>

namespace scriptorium {

/// What a value is made of: lets a list or an object be shown and filled in without JSON. A value may be of
/// another form all the same; then it is shown as what it is.
struct ValueShape
{
  enum class Kind
  {
    Any,
    Text,
    Number,
    Flag,
    List,   ///< `parts`: one, of every item
    Map,    ///< names that the author chooses; `parts`: one, of every value
    Record, ///< names that are given; `parts`: the members
    Tuple   ///< a list of fixed length; `parts`: its places
  };

  Kind kind = Kind::Any;
  QString name;                          ///< the key, in a record
  QString title;                         ///< what it is for people: "Chapter"
  QString keyTitle;                      ///< of a map: what the names are: "Language"
  QList<ValueShape> parts;               ///< see Kind
  QList<QPair<QString, QString>> values; ///< of a text: what it can be, and that for people

  bool isComposite() const;
  /// A list or map of single values, or of few of them with a name each: what a table can show.
  bool isFlat() const;
  /// Of every item of a list, or value of a map; Any when it is not told.
  const ValueShape& item() const;
  /// The member of a record; null when it has none of this name.
  const ValueShape* member(QByteArrayView name) const;
  /// An empty value of this shape. Records have all members that are not composite.
  Json fresh() const;
};

} // namespace scriptorium
