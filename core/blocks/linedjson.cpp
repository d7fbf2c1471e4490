#include "blocks/linedjson.h"

#include "model/text/jsonevents.h"
#include "model/text/jsontext.h"

#include <algorithm>

using namespace Qt::Literals::StringLiterals;

namespace scriptorium {
namespace {

class TreeBuilder : public JsonEvents
{
public:
  bool null() override { return add(made(LinedJson::Kind::Null)); }
  bool boolean(bool value) override
  {
    auto node = made(LinedJson::Kind::Boolean);
    node.boolean = value;
    return add(std::move(node));
  }
  bool whole(double value, QByteArrayView plain) override { return addNumber(value, plain); }
  bool number(double value, QByteArrayView written) override { return addNumber(value, written); }
  bool text(QByteArrayView value) override
  {
    auto node = made(LinedJson::Kind::String);
    node.text = QString::fromUtf8(value);
    return add(std::move(node));
  }
  bool openObject() override { return open(LinedJson::Kind::Object); }
  bool name(QByteArrayView name) override
  {
    m_keys.back() = QString::fromUtf8(name);
    return true;
  }
  bool closeObject() override { return close(); }
  bool openList() override { return open(LinedJson::Kind::List); }
  bool closeList() override { return close(); }
  void fault(qsizetype, const QString& what) override { m_fault = what; }

  QString sentence() const
  {
    // "[json.exception.parse_error.101] parse error at line 1, column 2: …": the line is ours to tell.
    const auto colon = m_fault.indexOf(": "_L1);
    return colon < 0 ? u"It is no JSON."_s : u"It is no JSON: %1."_s.arg(m_fault.mid(colon + 2));
  }
  LinedJson takeRoot() { return std::move(m_root); }

private:
  LinedJson made(LinedJson::Kind kind) const
  {
    LinedJson node;
    node.kind = kind;
    node.line = line();
    return node;
  }
  bool addNumber(double value, QByteArrayView written)
  {
    auto node = made(LinedJson::Kind::Number);
    node.number = value;
    node.text = QString::fromUtf8(written);
    return add(std::move(node));
  }
  bool add(LinedJson node)
  {
    if (m_open.isEmpty())
      m_root = std::move(node);
    else if (m_open.back().kind == LinedJson::Kind::List)
      m_open.back().items.append(std::move(node));
    else
      m_open.back().members.append({m_keys.back(), std::move(node)});
    return true;
  }
  bool open(LinedJson::Kind kind)
  {
    if (m_open.size() >= kMaxJsonDepth) {
      m_fault = u"json: it nests too deeply"_s;
      return false;
    }
    m_open.append(made(kind));
    m_keys.append(QString());
    return true;
  }
  bool close()
  {
    m_keys.removeLast();
    return add(m_open.takeLast());
  }

  LinedJson m_root;
  QList<LinedJson> m_open;
  QStringList m_keys;
  QString m_fault;
};

} // namespace

const LinedJson* LinedJson::member(const QString& name) const
{
  const auto found = std::ranges::find(members, name, &QPair<QString, LinedJson>::first);
  return found == members.cend() ? nullptr : &found->second;
}

QString LinedJson::toJson() const
{
  QStringList parts;
  switch (kind) {
  case Kind::Null:
    return u"null"_s;
  case Kind::Boolean:
    return boolean ? u"true"_s : u"false"_s;
  case Kind::Number:
    return text;
  case Kind::String:
    return jsonString(text);
  case Kind::List:
    for (const auto& item : items)
      parts.append(item.toJson());
    return u'[' + parts.join(u',') + u']';
  case Kind::Object:
    for (const auto& [name, value] : members)
      parts.append(jsonString(name) + u':' + value.toJson());
    return u'{' + parts.join(u',') + u'}';
  }
  Q_UNREACHABLE();
}

Result<LinedJson> LinedJson::parse(const QByteArray& bytes)
{
  TreeBuilder builder;
  if (!readJson(bytes, builder))
    return Error{Error::Kind::BadInput, {}, builder.sentence(), builder.line()};
  return builder.takeRoot();
}

} // namespace scriptorium
