#include "store/sql/childrenjson.h"

#include <charconv>
#include <nlohmann/json.hpp>

using namespace Qt::Literals::StringLiterals;

namespace scriptorium {
namespace {

using Json = nlohmann::ordered_json;

Json objectOf(const Child& child)
{
  Json object = Json::object();
  if (child.block.isValid())
    object["b"] = child.block.value;
  if (child.form != Child::Form::Pointer)
    object["f"] = static_cast<int>(child.form);
  if (child.raw.isEmpty())
    return object;
  if (child.raw.isValidUtf8())
    object["r"] = child.raw.toStdString();
  else
    object["x"] = child.raw.toBase64().toStdString();
  return object;
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
  const auto number = [&](const char* name) -> qint64 {
    const auto found = item.find(name);
    return found != item.end() && found->is_number_integer() ? found->get<qint64>() : 0;
  };
  const auto text = [&](const char* name) -> QByteArray {
    const auto found = item.find(name);
    return found != item.end() && found->is_string()
               ? QByteArray::fromStdString(found->get_ref<const std::string&>())
               : QByteArray();
  };
  const qint64 form = number("f");
  if (form < 0 || form > static_cast<int>(Child::Form::Raw))
    return damaged();
  child.form = static_cast<Child::Form>(form);
  child.block = BlockId{number("b")};
  if ((child.form == Child::Form::Raw) == child.block.isValid())
    return damaged();
  child.raw = item.contains("x") ? QByteArray::fromBase64(text("x")) : text("r");
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
      json += QByteArray::fromStdString(objectOf(child).dump());
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
  const auto array = Json::parse(json.begin(), json.end(), nullptr, false);
  if (!array.is_array())
    return damaged();
  for (const auto& item : array) {
    if (item.is_number_integer() && item.get<qint64>() > 0) {
      children.append(Child{Child::Form::Pointer, BlockId{item.get<qint64>()}, {}});
      continue;
    }
    if (!item.is_object())
      return damaged();
    SCRIPTORIUM_TRY_ASSIGN(Child child, readObject(item));
    children.append(std::move(child));
  }
  return children;
}

} // namespace scriptorium
