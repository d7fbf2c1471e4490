#include "olx/library/librarytoml.h"

#include <algorithm>
#include <sstream>
#include <string>

#define TOML_EXCEPTIONS 0
#define TOML_HEADER_ONLY 1
#pragma GCC diagnostic push
#pragma GCC diagnostic ignored "-Wshadow"
#pragma GCC diagnostic ignored "-Wconversion"
#include <toml++/toml.h>
#pragma GCC diagnostic pop

using namespace Qt::Literals::StringLiterals;

namespace scriptorium::olx {
namespace {

constexpr qsizetype kMaxBytes = 10 * 1024 * 1024;

Error bad(const QString& detail, int line = 0)
{
  return {Error::Kind::BadInput, {}, detail, line};
}

Result<toml::table> parsedToml(QByteArrayView text)
{
  if (text.size() > kMaxBytes)
    return bad(u"The TOML file is longer than 10 MB."_s);
  auto parsed = toml::parse(std::string_view(text.data(), size_t(text.size())));
  if (!parsed) {
    const auto& error = parsed.error();
    return bad(QString::fromUtf8(error.description()), int(error.source().begin.line));
  }
  return std::move(parsed).table();
}

std::string std8(const QString& text)
{
  return text.toStdString();
}

QString textOf(const toml::table& table, std::string_view key)
{
  return QString::fromStdString(table[key].value_or(std::string()));
}

/// A basic string as Studio's library for TOML quotes it.
QByteArray quoted(const QString& text)
{
  QByteArray quoted = "\"";
  for (const char c : text.toUtf8()) {
    const auto byte = static_cast<unsigned char>(c);
    if (c == '"' || c == '\\')
      quoted += QByteArray("\\") + c;
    else if (c == '\n')
      quoted += "\\n";
    else if (c == '\t')
      quoted += "\\t";
    else if (c == '\r')
      quoted += "\\r";
    else if (byte < 0x20 || byte == 0x7F)
      quoted += "\\u" + QByteArray::number(byte, 16).rightJustified(4, '0');
    else
      quoted += c;
  }
  return quoted + '"';
}

QByteArray valueText(const toml::node& node)
{
  if (const auto* text = node.as_string())
    return quoted(QString::fromStdString(text->get()));
  std::ostringstream stream;
  node.visit([&](const auto& value) {
    if constexpr (toml::is_table<decltype(value)>)
      stream << toml::toml_formatter(value);
    else
      stream << value;
  });
  return QByteArray::fromStdString(stream.str());
}

bool isBareKey(const QByteArray& key)
{
  return !key.isEmpty() && std::ranges::all_of(key, [](char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_' || c == '-';
  });
}

QByteArray keyText(std::string_view key)
{
  const QByteArray bytes(key.data(), qsizetype(key.size()));
  return isBareKey(bytes) ? bytes : quoted(QString::fromUtf8(bytes));
}

QByteArray line(std::string_view key, const QByteArray& value)
{
  return keyText(key) + " = " + value + '\n';
}

/// Keys of the table that are no tables and not in `known`, one a line.
QByteArray otherLines(const toml::table& table, std::initializer_list<std::string_view> known)
{
  QByteArray lines;
  for (const auto& [key, node] : table)
    if (!node.is_table() && !node.is_array_of_tables() && std::ranges::find(known, key.str()) == known.end())
      lines += line(key.str(), valueText(node));
  return lines;
}

/// A table and those below it, with headers.
QByteArray tableText(const QByteArray& name, const toml::table& table)
{
  QByteArray text = '[' + name + "]\n" + otherLines(table, {});
  for (const auto& [key, node] : table)
    if (const auto* inner = node.as_table())
      text += '\n' + tableText(name + '.' + keyText(key.str()), *inner);
  return text;
}

QByteArray otherTables(const QByteArray& name, const toml::table& table,
                       std::initializer_list<std::string_view> known)
{
  QByteArray text;
  for (const auto& [key, node] : table)
    if (const auto* inner = node.as_table())
      if (std::ranges::find(known, key.str()) == known.end())
        text +=
            tableText(name.isEmpty() ? keyText(key.str()) : name + '.' + keyText(key.str()), *inner) + '\n';
  return text;
}

QStringList strings(const toml::array* array)
{
  QStringList texts;
  if (array == nullptr)
    return texts;
  for (const auto& node : *array)
    if (const auto* text = node.as_string())
      texts.append(QString::fromStdString(text->get()));
  return texts;
}

std::optional<int> versionNumber(const toml::table* table)
{
  if (table == nullptr)
    return std::nullopt;
  const auto number = (*table)["version_num"].value<int64_t>();
  if (!number || *number < 0 || *number > 1'000'000'000)
    return std::nullopt;
  return int(*number);
}

Result<EntityVersion> parseVersion(const toml::table& table)
{
  EntityVersion version;
  const auto number = versionNumber(&table);
  if (!number)
    return bad(u"A version has no version_num."_s);
  version.number = *number;
  version.title = textOf(table, "title");
  if (const auto* container = table["container"].as_table())
    version.children = strings((*container)["children"].as_array());
  version.more = otherLines(table, {"title", "version_num"});
  return version;
}

QByteArray dateText(const toml::table& table, std::string_view key)
{
  const toml::node* node = table.get(key);
  return node == nullptr ? QByteArray() : valueText(*node);
}

} // namespace

const EntityVersion* LibraryEntity::version(std::optional<int> number) const
{
  const auto found = std::ranges::find_if(
      versions, [&](const auto& version) { return number && version.number == *number; });
  return found == versions.end() ? nullptr : &*found;
}

int libraryRank(const QString& type)
{
  return type == "section"_L1 ? 3 : type == "subsection"_L1 ? 2 : type == "unit"_L1 ? 1 : 0;
}

UsageName componentName(const QString& key)
{
  const qsizetype type = key.indexOf(u':') + 1;
  const qsizetype id = key.indexOf(u':', type) + 1;
  if (type <= 0 || id <= 0)
    return {};
  return {key.mid(type, id - type - 1), key.mid(id)};
}

bool LibraryEntity::isBlock() const
{
  if (!draft && !published)
    return false;
  return container.isEmpty() ? !componentName(key).blockId.isEmpty() : libraryRank(container) > 0;
}

Result<LibraryInfo> parseLibraryInfo(QByteArrayView text)
{
  SCRIPTORIUM_TRY_ASSIGN(const toml::table document, parsedToml(text));
  const auto* package = document["learning_package"].as_table();
  if (package == nullptr)
    return bad(u"It has no table [learning_package]."_s);
  LibraryInfo info;
  info.key = textOf(*package, "key");
  if (info.key.isEmpty())
    return bad(u"Its table [learning_package] has no key."_s);
  info.title = textOf(*package, "title");
  info.description = textOf(*package, "description");
  info.created = dateText(*package, "created");
  if (const auto* meta = document["meta"].as_table())
    if (const auto* version = meta->get("format_version"))
      info.formatVersion = QString::fromUtf8(valueText(*version)).remove(u'"');
  return info;
}

Result<LibraryEntity> parseLibraryEntity(QByteArrayView text)
{
  SCRIPTORIUM_TRY_ASSIGN(const toml::table document, parsedToml(text));
  const auto* table = document["entity"].as_table();
  if (table == nullptr)
    return bad(u"It has no table [entity]."_s);
  LibraryEntity entity;
  entity.key = textOf(*table, "key");
  if (entity.key.isEmpty())
    return bad(u"Its table [entity] has no key."_s);
  entity.canStandAlone = (*table)["can_stand_alone"].value_or(true);
  entity.created = dateText(*table, "created");
  entity.draft = versionNumber((*table)["draft"].as_table());
  entity.published = versionNumber((*table)["published"].as_table());
  if (const auto* container = (*table)["container"].as_table(); container != nullptr && !container->empty())
    entity.container = QString::fromStdString(std::string(container->begin()->first.str()));
  entity.more = otherLines(*table, {"key", "can_stand_alone", "created"});
  entity.moreTables = otherTables("entity", *table, {"draft", "published", "container"}) +
                      otherTables({}, document, {"entity"});
  if (const auto* versions = document["version"].as_array())
    for (const auto& node : *versions)
      if (const auto* version = node.as_table()) {
        SCRIPTORIUM_TRY_ASSIGN(const EntityVersion parsed, parseVersion(*version));
        entity.versions.append(parsed);
      }
  return entity;
}

Result<LibraryCollection> parseLibraryCollection(QByteArrayView text)
{
  SCRIPTORIUM_TRY_ASSIGN(const toml::table document, parsedToml(text));
  const auto* table = document["collection"].as_table();
  if (table == nullptr)
    return bad(u"It has no table [collection]."_s);
  LibraryCollection collection;
  collection.title = textOf(*table, "title");
  collection.key = textOf(*table, "key");
  collection.description = textOf(*table, "description");
  collection.created = dateText(*table, "created");
  collection.entities = strings((*table)["entities"].as_array());
  collection.more = otherLines(*table, {"title", "key", "description", "created", "entities"});
  return collection;
}

QByteArray writeLibraryEntity(const LibraryEntity& entity)
{
  QByteArray text = "[entity]\n" + entity.more;
  text += line("can_stand_alone", entity.canStandAlone ? "true" : "false");
  text += line("key", quoted(entity.key));
  if (!entity.created.isEmpty())
    text += line("created", entity.created);
  if (entity.draft)
    text += "\n[entity.draft]\n" + line("version_num", QByteArray::number(*entity.draft));
  text += "\n[entity.published]\n";
  text += entity.published ? line("version_num", QByteArray::number(*entity.published))
                           : QByteArray("# unpublished: no published_version_num\n");
  if (!entity.container.isEmpty())
    text += "\n[entity.container." + keyText(std8(entity.container)) + "]\n";
  text += '\n' + entity.moreTables + "# ### Versions\n";
  for (const auto& version : entity.versions) {
    text += "\n[[version]]\n" + line("title", quoted(version.title)) + version.more +
            line("version_num", QByteArray::number(version.number));
    if (entity.container.isEmpty())
      continue;
    QByteArrayList keys;
    for (const auto& key : version.children)
      keys.append(quoted(key));
    text += "\n[version.container]\n" + line("children", '[' + keys.join(", ") + ']');
  }
  return text;
}

QByteArray writeLibraryCollection(const LibraryCollection& collection)
{
  QByteArray text = "[collection]\n" + line("title", quoted(collection.title)) +
                    line("key", quoted(collection.key)) + line("description", quoted(collection.description));
  if (!collection.created.isEmpty())
    text += line("created", collection.created);
  text += collection.more + "entities = [\n";
  for (const auto& key : collection.entities)
    text += "    " + quoted(key) + ",\n";
  return text + "]\n";
}

Result<QByteArray> writeLibraryInfo(QByteArrayView original, const QString& title, const QString& description)
{
  SCRIPTORIUM_TRY_ASSIGN(const toml::table document, parsedToml(original));
  const auto* package = document["learning_package"].as_table();
  if (package == nullptr)
    return bad(u"It has no table [learning_package]."_s);
  QByteArray text;
  if (const auto* meta = document["meta"].as_table())
    text += tableText("meta", *meta) + '\n';
  text += "[learning_package]\n" + line("title", quoted(title)) +
          line("key", quoted(textOf(*package, "key"))) + line("description", quoted(description)) +
          otherLines(*package, {"title", "key", "description"});
  const QByteArray rest = otherTables({}, document, {"meta", "learning_package"});
  return rest.isEmpty() ? text : text + '\n' + rest;
}

} // namespace scriptorium::olx
