#include "store/sql/childrenjson.h"

#include "model/text/json.h"
#include "model/text/jsonevents.h"

#include <charconv>
#include <optional>

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

/// Hears the other lists: no tree of them is made, as a course has many. What an object holds beyond the
/// members that we know is passed over. The reading stops where the list is damaged.
class ChildReader : public JsonEvents
{
public:
  bool null() override { return take(0, {}); }
  bool boolean(bool) override { return take(0, {}); }
  bool whole(double, QByteArrayView plain) override { return take(plain.toLongLong(), {}); }
  bool number(double, QByteArrayView) override { return take(0, {}); }
  bool text(QByteArrayView text) override { return take(0, text); }
  bool openList() override { return (m_depth == 0 || take(0, {})) && ++m_depth > 0; }
  bool closeList() override { return --m_depth >= 0; }
  bool openObject() override
  {
    if (m_depth == 1)
      m_object = {};
    return (m_depth == 1 || take(0, {})) && ++m_depth > 0;
  }
  bool name(QByteArrayView name) override
  {
    m_name = name.size() == 1 ? name.front() : '\0';
    return true;
  }
  bool closeObject() override { return --m_depth > 1 || addObject(); }

  QList<Child> children;

private:
  struct Object
  {
    qint64 block = 0;
    qint64 form = 0;
    QByteArray raw;
    std::optional<QByteArray> base64;
  };

  /// A value that is 0 as a number or empty as a text when it is none.
  bool take(qint64 number, QByteArrayView text)
  {
    if (m_depth == 1 && number > 0)
      children.append(Child{Child::Form::Pointer, BlockId{number}, {}});
    if (m_depth == 2 && m_name == 'b')
      m_object.block = number;
    if (m_depth == 2 && m_name == 'f')
      m_object.form = number;
    if (m_depth == 2 && m_name == 'r')
      m_object.raw = text.toByteArray();
    if (m_depth == 2 && m_name == 'x')
      m_object.base64 = text.toByteArray();
    return m_depth > 1 || number > 0;
  }
  bool addObject()
  {
    if (m_object.form < 0 || m_object.form > static_cast<int>(Child::Form::Raw))
      return false;
    Child child{static_cast<Child::Form>(m_object.form), BlockId{m_object.block}, m_object.raw};
    if (m_object.base64)
      child.raw = QByteArray::fromBase64(*m_object.base64);
    if ((child.form == Child::Form::Raw) == child.block.isValid())
      return false;
    children.append(std::move(child));
    return true;
  }

  int m_depth = 0; ///< 1 in the list, 2 in an object of it
  char m_name = '\0';
  Object m_object;
};

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
  ChildReader reader;
  if (!readJson(json, reader))
    return damaged();
  return reader.children;
}

} // namespace scriptorium
