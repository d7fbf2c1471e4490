#include "blocks/blocktypeloader.h"

#include "blocks/linedjson.h"
#include "model/fieldvalue.h"

#include <QSet>
#include <QXmlStreamReader>

#include <algorithm>

using namespace Qt::Literals::StringLiterals;

namespace scriptorium {
namespace {

constexpr std::pair<QLatin1StringView, FieldType> kFieldTypes[] = {
    {"String"_L1, FieldType::String},
    {"Boolean"_L1, FieldType::Boolean},
    {"Integer"_L1, FieldType::Integer},
    {"Float"_L1, FieldType::Float},
    {"Date"_L1, FieldType::Date},
    {"Timedelta"_L1, FieldType::Timedelta},
    {"RelativeTime"_L1, FieldType::RelativeTime},
    {"List"_L1, FieldType::List},
    {"Dict"_L1, FieldType::Dict},
    {"Reference"_L1, FieldType::Reference},
    {"ReferenceList"_L1, FieldType::ReferenceList},
    {"ReferenceValueDict"_L1, FieldType::ReferenceValueDict},
    {"Any"_L1, FieldType::Any},
};
constexpr std::pair<QLatin1StringView, FieldScope> kScopes[] = {
    {"settings"_L1, FieldScope::Settings},
    {"content"_L1, FieldScope::Content},
    {"user_state"_L1, FieldScope::UserState},
};
constexpr std::pair<QLatin1StringView, ValueShape::Kind> kShapeKinds[] = {
    {"any"_L1, ValueShape::Kind::Any},       {"text"_L1, ValueShape::Kind::Text},
    {"number"_L1, ValueShape::Kind::Number}, {"flag"_L1, ValueShape::Kind::Flag},
    {"list"_L1, ValueShape::Kind::List},     {"map"_L1, ValueShape::Kind::Map},
    {"record"_L1, ValueShape::Kind::Record}, {"tuple"_L1, ValueShape::Kind::Tuple},
};
constexpr int kMaxShapeDepth = 8;
const QStringList kCategories = {u"structure"_s, u"core"_s, u"advanced"_s, u"deprecated"_s, u"file"_s};
const QStringList kEditors = {QString(), u"multiline"_s, u"html"_s, u"asset"_s, u"hidden"_s};
const QStringList kBodies = {QString(), u"html"_s, u"problem"_s, u"xml"_s};
const QStringList kFamilies = {u"xml"_s, u"pure"_s};

Error fault(int line, const QString& sentence)
{
  return Error{Error::Kind::BadInput, {}, sentence, line};
}

QString kindWord(LinedJson::Kind kind)
{
  switch (kind) {
  case LinedJson::Kind::Null:
    return u"null"_s;
  case LinedJson::Kind::Boolean:
    return u"true or false"_s;
  case LinedJson::Kind::Number:
    return u"a number"_s;
  case LinedJson::Kind::String:
    return u"a text"_s;
  case LinedJson::Kind::List:
    return u"a list"_s;
  case LinedJson::Kind::Object:
    return u"an object"_s;
  }
  Q_UNREACHABLE();
}

/// Takes typed members out of a JSON object. The first mistake is kept and told by `finish`, so that a reader
/// lists its members without a test behind each.
class ObjectReader
{
public:
  explicit ObjectReader(const LinedJson& object) : m_object(object)
  {
    if (object.kind != LinedJson::Kind::Object)
      fail(object.line, u"Expected an object, found %1."_s.arg(kindWord(object.kind)));
  }

  const LinedJson* member(const QString& name, LinedJson::Kind kind, bool isRequired = false)
  {
    m_known.insert(name);
    const auto* found = m_object.member(name);
    if (!found) {
      if (isRequired)
        fail(m_object.line, u"“%1” is missing."_s.arg(name));
      return nullptr;
    }
    if (found->kind != kind) {
      fail(found->line, u"“%1” must be %2, not %3."_s.arg(name, kindWord(kind), kindWord(found->kind)));
      return nullptr;
    }
    return found;
  }
  const LinedJson* any(const QString& name)
  {
    m_known.insert(name);
    return m_object.member(name);
  }
  QString text(const QString& name, bool isRequired = false, const QString& otherwise = {})
  {
    const auto* found = member(name, LinedJson::Kind::String, isRequired);
    if (found && isRequired && found->text.isEmpty())
      fail(found->line, u"“%1” is empty."_s.arg(name));
    return found ? found->text : otherwise;
  }
  QString choice(const QString& name, const QStringList& allowed, const QString& otherwise)
  {
    const auto* found = member(name, LinedJson::Kind::String);
    if (!found)
      return otherwise;
    if (!allowed.contains(found->text)) {
      fail(found->line,
           u"“%1” is no value of “%2”; use one of: %3."_s.arg(found->text, name, allowed.join(u", ")));
    }
    return found->text;
  }
  bool flag(const QString& name)
  {
    const auto* found = member(name, LinedJson::Kind::Boolean);
    return found && found->boolean;
  }
  std::optional<double> number(const QString& name)
  {
    const auto* found = member(name, LinedJson::Kind::Number);
    return found ? std::optional(found->number) : std::nullopt;
  }
  /// A text, or a list of texts that are its lines.
  QString lines(const QString& name)
  {
    const auto* found = any(name);
    if (!found || found->kind == LinedJson::Kind::String)
      return found ? found->text : QString();
    return texts(name).join(u'\n');
  }
  QStringList texts(const QString& name)
  {
    const auto* found = member(name, LinedJson::Kind::List);
    QStringList all;
    if (!found)
      return all;
    for (const auto& item : found->items) {
      if (item.kind != LinedJson::Kind::String)
        fail(item.line, u"“%1” must hold texts only."_s.arg(name));
      all.append(item.text);
    }
    return all;
  }

  void fail(int line, const QString& sentence)
  {
    if (!m_error)
      m_error = fault(line, sentence);
  }
  /// Errors: the first mistake; a member nobody asked for.
  Result<Unit> finish()
  {
    for (const auto& [name, value] : m_object.members)
      if (!m_known.contains(name))
        fail(value.line, u"“%1” is unknown here."_s.arg(name));
    if (m_error)
      return *m_error;
    return Unit{};
  }

private:
  const LinedJson& m_object;
  QSet<QString> m_known;
  std::optional<Error> m_error;
};

template <typename Value, std::size_t size>
Value named(ObjectReader& reader, const QString& name,
            const std::pair<QLatin1StringView, Value> (&table)[size])
{
  QStringList names;
  for (const auto& [word, value] : table)
    names.append(word);
  const QString word = reader.choice(name, names, names.first());
  const auto found = std::ranges::find_if(table, [&](const auto& entry) { return entry.first == word; });
  return found == std::end(table) ? table[0].second : found->second;
}

QList<QPair<QString, QString>> readValues(ObjectReader& reader)
{
  QList<QPair<QString, QString>> values;
  const auto* list = reader.member(u"values"_s, LinedJson::Kind::List);
  if (!list)
    return values;
  for (const auto& item : list->items) {
    const bool isPair = item.kind == LinedJson::Kind::List && item.items.size() == 2 &&
                        item.items[1].kind == LinedJson::Kind::String;
    if (isPair) {
      const auto& value = item.items[0];
      values.append(
          {value.kind == LinedJson::Kind::String ? value.text : value.toJson(), item.items[1].text});
    } else {
      reader.fail(item.line, u"“values” must hold pairs: [\"value\", \"text for people\"]."_s);
    }
  }
  return values;
}

/// A shape has either "item" (lists and maps) or "members" (records and tuples).
Result<ValueShape> readShape(const LinedJson& object, int depth = 0)
{
  ObjectReader reader(object);
  ValueShape shape;
  shape.kind = named(reader, u"kind"_s, kShapeKinds);
  shape.name = reader.text(u"name"_s);
  shape.title = reader.text(u"title"_s);
  shape.keyTitle = reader.text(u"keyTitle"_s);
  shape.values = readValues(reader);
  const auto* item = reader.member(u"item"_s, LinedJson::Kind::Object);
  const auto* members = reader.member(u"members"_s, LinedJson::Kind::List);
  const bool isRow = shape.kind == ValueShape::Kind::Record || shape.kind == ValueShape::Kind::Tuple;
  const bool isMany = shape.kind == ValueShape::Kind::List || shape.kind == ValueShape::Kind::Map;
  if (item && !isMany)
    reader.fail(item->line, u"“item” is for lists and maps only."_s);
  if (members && !isRow)
    reader.fail(members->line, u"“members” is for records and tuples only."_s);
  if (depth > kMaxShapeDepth)
    reader.fail(object.line, u"A shape cannot nest that deeply."_s);
  SCRIPTORIUM_TRY(reader.finish());
  if (item) {
    SCRIPTORIUM_TRY_ASSIGN(ValueShape part, readShape(*item, depth + 1));
    shape.parts.append(std::move(part));
  }
  for (const auto& each : members ? members->items : QList<LinedJson>()) {
    SCRIPTORIUM_TRY_ASSIGN(ValueShape part, readShape(each, depth + 1));
    if (shape.kind == ValueShape::Kind::Record && part.name.isEmpty())
      return fault(each.line, u"A member of a record needs a “name”."_s);
    shape.parts.append(std::move(part));
  }
  return shape;
}

Result<FieldSpec> readFieldSpec(const LinedJson& object, bool isInheritable)
{
  ObjectReader reader(object);
  FieldSpec spec;
  spec.name = reader.text(u"name"_s, true);
  spec.displayName = reader.text(u"displayName"_s, true);
  spec.help = reader.text(u"help"_s);
  spec.type = named(reader, u"type"_s, kFieldTypes);
  spec.scope = named(reader, u"scope"_s, kScopes);
  const auto* defaultValue = reader.any(u"default"_s);
  spec.defaultJson = defaultValue ? defaultValue->toJson() : u"null"_s;
  spec.isInheritable = reader.flag(u"inheritable"_s) || isInheritable;
  spec.isDeprecated = reader.flag(u"deprecated"_s);
  spec.values = readValues(reader);
  spec.minimum = reader.number(u"minimum"_s);
  spec.maximum = reader.number(u"maximum"_s);
  spec.editor = reader.choice(u"editor"_s, kEditors, {});
  const auto* shape = reader.member(u"shape"_s, LinedJson::Kind::Object);
  if (const auto value = readJsonValue(spec, spec.defaultJson); !value && defaultValue) {
    reader.fail(defaultValue->line,
                u"The default of “%1” does not fit its type: %2"_s.arg(spec.name, value.error().detail));
  }
  SCRIPTORIUM_TRY(reader.finish());
  if (shape) {
    SCRIPTORIUM_TRY_ASSIGN(spec.shape, readShape(*shape));
  }
  return spec;
}

Result<QList<FieldSpec>> readFields(const LinedJson* list, bool areInheritable)
{
  QList<FieldSpec> fields;
  QSet<QString> names;
  if (!list)
    return fields;
  for (const auto& item : list->items) {
    SCRIPTORIUM_TRY_ASSIGN(FieldSpec spec, readFieldSpec(item, areInheritable));
    if (names.contains(spec.name))
      return fault(item.line, u"The field “%1” is there twice."_s.arg(spec.name));
    names.insert(spec.name);
    fields.append(std::move(spec));
  }
  return fields;
}

/// Why the text is not one whole element of the type; empty when it is.
QString elementFault(const QString& olx, const QString& type)
{
  QXmlStreamReader xml(olx);
  xml.setNamespaceProcessing(false);
  if (xml.readNextStartElement() && xml.qualifiedName() != type)
    return u"it is a <%1>, not a <%2>"_s.arg(xml.qualifiedName(), type);
  while (!xml.atEnd())
    xml.readNext();
  return xml.hasError() ? xml.errorString() : QString();
}

Result<BlockTemplate> readTemplate(const LinedJson& object, const QString& type)
{
  ObjectReader reader(object);
  BlockTemplate made;
  made.id = reader.text(u"id"_s, true);
  made.displayName = reader.text(u"displayName"_s, true);
  made.olx = reader.lines(u"olx"_s);
  made.html = reader.lines(u"html"_s);
  if (made.olx.isEmpty())
    made.olx = u"<%1/>"_s.arg(type);
  if (const QString wrong = elementFault(made.olx, type); !wrong.isEmpty())
    reader.fail(object.line, u"The OLX of the template “%1” is wrong: %2."_s.arg(made.id, wrong));
  SCRIPTORIUM_TRY(reader.finish());
  return made;
}

} // namespace

Result<BlockType> parseBlockType(const QByteArray& json)
{
  SCRIPTORIUM_TRY_ASSIGN(const LinedJson root, LinedJson::parse(json));
  ObjectReader reader(root);
  BlockType made;
  made.type = reader.text(u"type"_s, true);
  made.displayName = reader.text(u"displayName"_s, true);
  made.icon = reader.text(u"icon"_s, false, u"puzzle"_s);
  made.category = reader.choice(u"category"_s, kCategories, u"advanced"_s);
  made.isXmlBlock = reader.choice(u"family"_s, kFamilies, u"pure"_s) == "xml"_L1;
  made.isContainer = reader.flag(u"container"_s);
  made.isInlineOnly = reader.flag(u"inlineOnly"_s);
  made.bodyLanguage = reader.choice(u"body"_s, kBodies, {});
  made.allowedChildren = reader.texts(u"children"_s);
  const auto* fields = reader.member(u"fields"_s, LinedJson::Kind::List);
  const auto* templates = reader.member(u"templates"_s, LinedJson::Kind::List);
  if (!made.isContainer && !made.allowedChildren.isEmpty())
    reader.fail(root.member(u"children"_s)->line, u"“children” is for containers only."_s);
  SCRIPTORIUM_TRY(reader.finish());
  SCRIPTORIUM_TRY_ASSIGN(made.fields, readFields(fields, false));
  if (templates) {
    for (const auto& item : templates->items) {
      SCRIPTORIUM_TRY_ASSIGN(BlockTemplate found, readTemplate(item, made.type));
      made.templates.append(std::move(found));
    }
  }
  return made;
}

Result<QList<FieldSpec>> parseFieldList(const QByteArray& json, bool areInheritable)
{
  SCRIPTORIUM_TRY_ASSIGN(const LinedJson root, LinedJson::parse(json));
  ObjectReader reader(root);
  const auto* fields = reader.member(u"fields"_s, LinedJson::Kind::List, true);
  SCRIPTORIUM_TRY(reader.finish());
  return readFields(fields, areInheritable);
}

} // namespace scriptorium
