#include "model/childlist.h"

#include <algorithm>

using namespace Qt::Literals::StringLiterals;

namespace scriptorium {
namespace {

bool isStructure(const QString& type)
{
  return type == "chapter"_L1 || type == "sequential"_L1 || type == "vertical"_L1;
}

} // namespace

bool isPlaced(const Child& child)
{
  return child.form != Child::Form::Raw && child.form != Child::Form::Alias;
}

qsizetype indexOfRow(const QList<Child>& children, int row)
{
  qsizetype behindLast = 0;
  int seen = 0;
  for (qsizetype i = 0; i < children.size(); ++i) {
    if (!isPlaced(children[i]))
      continue;
    if (seen++ == row)
      return i;
    behindLast = i + 1;
  }
  return behindLast;
}

Result<Unit> checkTakes(const BlockTypes& types, const Block& parent, const QString& type)
{
  const BlockType& holder = types.type(parent.type);
  const QString title = holder.displayName.isEmpty() ? parent.type : holder.displayName;
  const QString& own = types.type(type).displayName;
  const QString guest = own.isEmpty() || !types.isKnown(type) ? type : own;
  const QString where = parent.type + u'/' + parent.urlName;
  if (type == "course"_L1 || type == "library"_L1 || type == kFileType)
    return Error{Error::Kind::BadInput, where, u"A %1 cannot stand inside another block."_s.arg(guest)};
  if (!holder.isContainer && !isContainerType(parent.type))
    return Error{Error::Kind::BadInput, where, u"A %1 block cannot hold other blocks."_s.arg(title)};
  const bool takes =
      holder.allowedChildren.isEmpty() ? !isStructure(type) : holder.allowedChildren.contains(type);
  if (!takes)
    return Error{Error::Kind::BadInput, where, u"A %1 block cannot hold a %2 block."_s.arg(title, guest)};
  return Unit{};
}

bool holdsDrafts(QStringView type)
{
  static constexpr QStringView kTypes[] = {u"course", u"library", u"chapter", u"sequential"};
  return std::ranges::find(kTypes, type) != std::end(kTypes) || isLibraryContainer(type);
}

bool isLibraryContainer(QStringView type)
{
  return type == u"unit" || type == u"subsection" || type == u"section";
}

} // namespace scriptorium
