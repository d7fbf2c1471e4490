#include "blocks/blocktypeloader.h"
#include "model/blocktype.h"

#include <QDir>
#include <QFile>

#include <algorithm>

using namespace Qt::Literals::StringLiterals;

// Outside the namespace, as Q_INIT_RESOURCE demands: a static library's resources are not found without it.
static void registerBlockTypeResources()
{
  Q_INIT_RESOURCE(scriptorium_blocktypes);
}

namespace scriptorium {
namespace {

constexpr QLatin1StringView kCommonFile = "_common.json"_L1;
constexpr QLatin1StringView kInheritableFile = "_inheritable.json"_L1;

Result<QByteArray> readWhole(const QString& path)
{
  QFile file(path);
  if (!file.open(QIODevice::ReadOnly))
    return Error{Error::Kind::Io, {}, u"It cannot be read: %1."_s.arg(file.errorString())};
  return file.readAll();
}

Result<BlockType> loadType(const QString& path)
{
  SCRIPTORIUM_TRY_ASSIGN(const QByteArray json, readWhole(path));
  return parseBlockType(json);
}

Result<QList<FieldSpec>> loadFields(const QString& path, bool areInheritable)
{
  SCRIPTORIUM_TRY_ASSIGN(const QByteArray json, readWhole(path));
  return parseFieldList(json, areInheritable);
}

int categoryRank(const QString& category)
{
  static const QStringList kOrder = {u"structure"_s, u"core"_s, u"advanced"_s, u"deprecated"_s, u"file"_s};
  const auto rank = kOrder.indexOf(category);
  return static_cast<int>(rank < 0 ? kOrder.size() : rank);
}

const FieldSpec* specNamed(const QList<FieldSpec>& fields, const QString& name)
{
  const auto found = std::ranges::find(fields, name, &FieldSpec::name);
  return found == fields.cend() ? nullptr : &*found;
}

} // namespace

const FieldSpec* BlockType::field(const QString& name) const
{
  return specNamed(fields, name);
}

BlockTypes BlockTypes::builtIn()
{
  registerBlockTypeResources();
  const QString folder = u":/scriptorium/blocktypes"_s;
  BlockTypes types;
  types.m_unknown.isKnown = false;
  types.m_unknown.displayName = u"Unknown component"_s;
  types.m_unknown.icon = u"circle-help"_s;
  types.m_unknown.category = u"advanced"_s;
  types.m_unknown.bodyLanguage = u"xml"_s;
  for (const auto& [file, areInheritable] :
       {std::pair(kCommonFile, false), std::pair(kInheritableFile, true)}) {
    auto fields = loadFields(folder + u'/' + file, areInheritable);
    Q_ASSERT_X(fields, "BlockTypes::builtIn", qPrintable(fields ? QString() : fields.error().toString()));
    types.m_common.append(fields.value_or({}));
  }
  QStringList problems;
  types.addFolder(folder, &problems);
  Q_ASSERT_X(problems.isEmpty(), "BlockTypes::builtIn", qPrintable(problems.join(u'\n')));
  return types;
}

void BlockTypes::addFolder(const QString& folder, QStringList* problems)
{
  const QDir dir(folder);
  for (const QString& name : dir.entryList({u"*.json"_s}, QDir::Files, QDir::Name)) {
    if (name.startsWith(u'_'))
      continue;
    auto loaded = loadType(dir.filePath(name));
    if (loaded) {
      const QString type = loaded->type;
      m_types.insert(type, *std::move(loaded));
    } else if (problems) {
      problems->append(loaded.error().in(dir.filePath(name)).toString());
    }
  }
}

const BlockType& BlockTypes::type(const QString& type) const
{
  const auto found = m_types.constFind(type);
  return found == m_types.cend() ? m_unknown : *found;
}

bool BlockTypes::isKnown(const QString& type) const
{
  return m_types.contains(type);
}

QList<const BlockType*> BlockTypes::all() const
{
  QList<const BlockType*> types;
  for (const auto& type : m_types)
    types.append(&type);
  std::ranges::sort(types, [](const BlockType* a, const BlockType* b) {
    const int order = categoryRank(a->category) - categoryRank(b->category);
    if (order != 0)
      return order < 0;
    const int byName = a->displayName.localeAwareCompare(b->displayName);
    return byName != 0 ? byName < 0 : a->type < b->type;
  });
  return types;
}

const FieldSpec* BlockTypes::field(const QString& type, const QString& field) const
{
  const auto* own = this->type(type).field(field);
  return own ? own : specNamed(m_common, field);
}

QList<const FieldSpec*> BlockTypes::fields(const QString& type) const
{
  const BlockType& blockType = this->type(type);
  QList<const FieldSpec*> all;
  for (const auto& spec : blockType.fields)
    all.append(&spec);
  if (blockType.category == "file"_L1)
    return all;
  for (const auto& spec : m_common)
    if (!blockType.field(spec.name))
      all.append(&spec);
  return all;
}

} // namespace scriptorium
