#include "store/sql/childrenjson.h"

#include "model/text/json.h"

#include <charconv>

using namespace Qt::Literals::StringLiterals;

namespace scriptorium {
namespace {

void appendObject(QByteArray& json, const Child& child)
{
  char before = '{';
  const auto add = [&](char name, const QByteArray& value) {
    json += before;
    json += '"';
    json += name;
    json += "\":";
    json += value;
    before = ',';
  };
  if (child.block.isValid())
    add('b', QByteArray::number(child.block.value));
  if (child.form != Child::Form::Pointer)
    add('f', QByteArray::number(static_cast<int>(child.form)));
  if (!child.raw.isEmpty() && child.raw.isValidUtf8())
    add('r', Json::fromUtf8(child.raw).toUtf8());
  else if (!child.raw.isEmpty())
    add('x', '"' + child.raw.toBase64() + '"');
  json += before == '{' ? "{}" : "}";
}

Error damaged()
{
  return Error{Error::Kind::BadInput, {}, u"A list of children is damaged."_s};
}

/// Nearly every list is plain numbers; they need no parser.
bool readNumbers(QByteArrayView json, QList<Child>& children)
{
  const char* at = json.data() + 1;
  const char* const end = json.data() + json.size() - 1;
  while (at < end) {
    Child child;
    const auto [next, problem] = std::from_chars(at, end, child.block.value);
    if (problem != std::errc() || child.block.value <= 0 || (next != end && *next != ','))
      return false;
    children.append(std::move(child));
    at = next + 1;
  }
  return true;
}

Result<Child> readObject(const Json& item)
{
  Child child;
  qint64 form = 0;
  bool isBase64 = false;
  for (const auto& [name, value] : item.members()) {
    if (name == "f") {
      form = value.whole();
    } else if (name == "b") {
      child.block = BlockId{value.whole()};
    } else if (name == "x") {
      child.raw = QByteArray::fromBase64(value.utf8());
      isBase64 = true;
    } else if (name == "r" && !isBase64) {
      child.raw = value.utf8();
    }
  }
  if (form < 0 || form > static_cast<int>(Child::Form::Raw))
    return damaged();
  child.form = static_cast<Child::Form>(form);
  if ((child.form == Child::Form::Raw) == child.block.isValid())
    return damaged();
  return child;
}

} // namespace

QByteArray childrenToJson(const QList<Child>& children)
{
  QByteArray json = "[";
  for (const auto& child : children) {
    if (json.size() > 1)
      json += ',';
    if (child.form == Child::Form::Pointer && child.raw.isEmpty())
      json += QByteArray::number(child.block.value);
    else
      appendObject(json, child);
  }
  return json + ']';
}

Result<QList<Child>> childrenFromJson(QByteArrayView json)
{
  if (json.size() < 2 || json.front() != '[' || json.back() != ']')
    return damaged();
  QList<Child> children;
  if (readNumbers(json, children))
    return children;
  children.clear();
  const auto array = Json::parse(json);
  if (!array || !array->isList())
    return damaged();
  for (const Json& item : array->items()) {
    if (item.whole() > 0) {
      children.append(Child{Child::Form::Pointer, BlockId{item.whole()}, {}});
      continue;
    }
    if (!item.isObject())
      return damaged();
    SCRIPTORIUM_TRY_ASSIGN(Child child, readObject(item));
    children.append(std::move(child));
  }
  return children;
}

} // namespace scriptorium
