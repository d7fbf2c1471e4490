#include "olx/records/records.h"

using namespace Qt::Literals::StringLiterals;

namespace scriptorium::olx {
namespace {

/// Types whose children the reader lists. Those of today's libraries do not occur in OLX; there the tags are
/// unknown and kept whole.
bool readsChildren(const TypeRecord& type)
{
  if (type.name == "section"_L1 || type.name == "subsection"_L1)
    return false;
  return type.type->isContainer || isContainerType(type.name);
}

} // namespace

TypeIndex Records::typeIndex(QByteArrayView tag)
{
  const auto key = QByteArray::fromRawData(tag.data(), tag.size());
  if (const auto found = tagIndex.constFind(key); found != tagIndex.cend())
    return *found;
  // A course with this many tags is no course; the rest share the last record.
  if (tags.size() == 0xFFFF)
    return 0xFFFE;
  TypeRecord record;
  record.tag = tag.toByteArray();
  record.name = QString::fromUtf8(tag);
  record.type = &types.type(record.name);
  record.isContainer = readsChildren(record);
  const auto index = TypeIndex(tags.size());
  tagIndex.insert(record.tag, index);
  tags.push_back(std::move(record));
  return index;
}

void Records::clear()
{
  texts = {};
  tags.clear();
  tagIndex.clear();
  files = {};
  nodes = {};
  kids = {};
  faults.clear();
  roots.clear();
  drafts.clear();
  policies.clear();
  remarks.clear();
  links.clear();
  hashes.clear();
}

} // namespace scriptorium::olx
