#include "model/text/valueshape.h"

#include <algorithm>

namespace scriptorium {
namespace {

/// More columns than that are no table any more where there is little room.
constexpr qsizetype kMostColumns = 3;

} // namespace

bool ValueShape::isComposite() const
{
  return kind == Kind::List || kind == Kind::Map || kind == Kind::Record || kind == Kind::Tuple;
}

bool ValueShape::isFlat() const
{
  if (kind != Kind::List && kind != Kind::Map)
    return false;
  const ValueShape& each = item();
  if (!each.isComposite())
    return true;
  const bool isRow = each.kind == Kind::Record || each.kind == Kind::Tuple;
  return kind == Kind::List && isRow && each.parts.size() <= kMostColumns &&
         std::ranges::none_of(each.parts, &ValueShape::isComposite);
}

const ValueShape& ValueShape::item() const
{
  static const ValueShape kAny;
  const bool hasItem = (kind == Kind::List || kind == Kind::Map) && !parts.isEmpty();
  return hasItem ? parts.first() : kAny;
}

const ValueShape* ValueShape::member(QByteArrayView wanted) const
{
  if (kind != Kind::Record)
    return nullptr;
  const auto found =
      std::ranges::find_if(parts, [&](const ValueShape& part) { return part.name.toUtf8() == wanted; });
  return found == parts.end() ? nullptr : &*found;
}

Json ValueShape::fresh() const
{
  switch (kind) {
  case Kind::Any:
  case Kind::Text:
    return Json(values.isEmpty() ? QString() : values.first().first);
  case Kind::Number:
    return Json(0);
  case Kind::Flag:
    return Json(false);
  case Kind::List:
    return Json::list();
  case Kind::Map:
    return Json::object();
  case Kind::Tuple: {
    Json tuple = Json::list();
    for (const auto& part : parts)
      tuple.append(part.fresh());
    return tuple;
  }
  case Kind::Record: {
    Json record = Json::object();
    for (const auto& part : parts)
      if (!part.isComposite())
        record.set(part.name, part.fresh());
    return record;
  }
  }
  Q_UNREACHABLE();
}

} // namespace scriptorium
