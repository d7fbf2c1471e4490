#include "predict/blockloader.h"

#include "model/coursekey.h"
#include "olx/records/blocknaming.h"
#include "olx/records/elementhash.h"
#include "olx/records/htmlbodies.h"
#include "predict/blockkinds.h"
#include "predict/blockrules.h"

using namespace Qt::Literals::StringLiterals;

namespace scriptorium::predict {
namespace {

/// Pointers that lead to each other end here, as they do in Python.
constexpr int kMaxDepth = 150;

Cause causeOf(const Node& node, const QString& sentence)
{
  return {sentence, node.file->path, node.element->line};
}

/// Attributes that Studio never reads as fields. Source: xml_block.py, metadata_to_strip.
bool isStripped(const QString& name)
{
  static const QSet<QString> kStripped = {
      u"data_dir"_s, u"tabs"_s,     u"grading_policy"_s, u"discussion_blackouts"_s, u"course"_s,
      u"org"_s,      u"url_name"_s, u"filename"_s,       u"xml_attributes"_s,       u"x-is-pointer-node"_s};
  return kStripped.contains(name);
}

/// Elements whose name may come from a hash: their numbers in document order, and where they begin.
struct Hashed
{
  QList<int> numbers;
  QList<qsizetype> begins;
};

void collectHashed(const olx::Element& element, bool isBlock, int& number, Hashed& hashed)
{
  if (isBlock) {
    hashed.numbers.append(number);
    hashed.begins.append(element.begin);
  }
  ++number;
  const BlockKind kind = kindOf(element.tag);
  const bool hasBlocks = isBlock && (kind == BlockKind::Container || kind == BlockKind::Pure);
  for (const auto& child : element.children)
    collectHashed(child, hasBlocks, number, hashed);
}

QByteArray hashOf(const Node& node)
{
  auto& hashes = node.file->hashes;
  if (!hashes) {
    Hashed hashed;
    int number = 0;
    collectHashed(node.file->root, true, number, hashed);
    const auto all = olx::elementHashes(node.file->text, hashed.numbers);
    hashes.emplace();
    for (qsizetype at = 0; at < all.size(); ++at)
      hashes->insert(hashed.begins[at], all[at]);
  }
  return hashes->value(node.element->begin);
}

} // namespace

bool isPointer(const Node& node)
{
  const auto& element = *node.element;
  const bool isCourse = element.tag == "course";
  const bool hasNames =
      node.attributes.contains(u"url_name"_s) &&
      (!isCourse || (node.attributes.contains(u"org"_s) && node.attributes.contains(u"course"_s)));
  return element.children.isEmpty() && element.nodes.isEmpty() && hasNames &&
         node.attributes.size() == (isCourse ? 3 : 1);
}

bool isOldId(const QString& id)
{
  QString rest = id;
  rest.remove(u'%');
  return !id.isEmpty() && (rest.isEmpty() || isValidUrlName(rest));
}

BlockLoader::BlockLoader(const UnpackedCourse& files, QString folder, const BlockTypes& types)
    : m_files(files), m_folder(std::move(folder)), m_types(types)
{}

void BlockLoader::setPolicy(const QString& path, const Json& policy)
{
  m_policyPath = path;
  for (const auto& [name, entry] : policy.members())
    m_policy.insert(QString::fromUtf8(name), entry);
}

Loaded<Node> BlockLoader::readFile(const QString& path) const
{
  if (!m_files.isFile(m_folder + path))
    return Cause{u"its file %1 is missing"_s.arg(path), path, 0};
  const auto text = m_files.text(m_folder + path);
  if (!text)
    return Cause{u"its file %1 is not UTF-8"_s.arg(path), path, 0};
  auto file = std::make_shared<OlxFile>();
  auto root = olx::parseXml(*text, 256, true);
  if (!root)
    return Cause{u"its file %1 cannot be read: %2"_s.arg(path, root.error().detail), path, root.error().line};
  file->path = path;
  file->text = *text;
  file->root = *std::move(root);
  return Node{file, &file->root, file->root.attributes, false};
}

/// Source: xml.py, make_name_unique.
QString BlockLoader::nameOf(Node& node)
{
  const QByteArray& tag = node.element->tag;
  QString name;
  if (const auto urlName = node.attributes.value(u"url_name"_s)) {
    name = *urlName;
  } else if (const auto slug = node.attributes.value(u"slug"_s)) {
    name = *slug;
    node.attributes.remove(u"slug"_s);
  } else if (const auto given = node.attributes.value(u"name"_s)) {
    name = olx::cleanedName(*given);
  } else if (const auto title = node.attributes.value(u"display_name"_s)) {
    name = olx::cleanedName(*title);
  }
  if (name.isEmpty())
    name = QString::fromUtf8(olx::fallbackName(tag, hashOf(node)));
  auto& used = m_usedNames[tag];
  if (used.contains(name) && olx::needsUniqueName(tag))
    name = QString::fromUtf8(olx::uniqueName(tag, name.toUtf8(), hashOf(node)));
  used.insert(name);
  node.attributes.set(u"url_name"_s, name);
  return name;
}

void BlockLoader::lose(const Node& node, const Cause& cause)
{
  const QString id = node.attributes.value(u"url_name"_s)
                         .value_or(node.attributes.value(u"display_name"_s).value_or(QString()));
  const QString type = QString::fromUtf8(node.element->tag);
  m_lost.append({Finding::Severity::Error,
                 u"studio-drops-block"_s,
                 u"Studio will leave out the %1 “%2”: %3."_s.arg(type, id, cause.sentence),
                 u"Correct it at the place named; what it holds may stay behind without a parent."_s,
                 {cause.file, cause.line, type, id, {}}});
}

Loaded<QString> BlockLoader::load(Node node)
{
  if (node.hasTail)
    return causeOf(node, u"text stands behind its element"_s);
  if (m_depth >= kMaxDepth)
    return causeOf(node, u"blocks are nested too deeply, or point to each other"_s);
  const QString id = nameOf(node);
  if (!isOldId(id))
    return causeOf(node, u"“%1” cannot be the name of a block"_s.arg(id));
  if (kindOf(node.element->tag) == BlockKind::CustomTag)
    node.attributes.set(u"impl"_s, QString::fromUtf8(node.element->tag));
  const Block block{typeOf(node.element->tag), id, node};
  QStringList above = std::exchange(m_here, {});
  ++m_depth;
  const auto loaded = loadKind(block);
  --m_depth;
  const QStringList below = std::exchange(m_here, std::move(above));
  if (!loaded)
    return loaded.error();
  const QString name = block.type + u'/' + block.id;
  m_blocks.insert(name);
  m_below.insert(name, below);
  m_here.append(name);
  return name;
}

QSet<QString> BlockLoader::tree(const QString& block) const
{
  QSet<QString> blocks;
  QStringList ahead = {block};
  while (!ahead.isEmpty()) {
    const QString next = ahead.takeLast();
    if (blocks.contains(next))
      continue;
    blocks.insert(next);
    ahead.append(m_below.value(next));
  }
  return blocks;
}

Loaded<Unit> BlockLoader::loadKind(const Block& block)
{
  switch (kindOf(block.node.element->tag)) {
  case BlockKind::Pure:
    return loadPure(block);
  case BlockKind::Video:
    return loadVideo(block);
  default:
    return loadXmlBlock(block);
  }
}

/// The element with the block's attributes and body: itself, or the root of its file.
Loaded<Node> BlockLoader::definitionOf(const Block& block) const
{
  if (!isPointer(block.node))
    return block.node;
  const QByteArray path = block.node.element->tag + '/' + olx::pathOfName(block.id.toUtf8()) + ".xml";
  return readFile(QString::fromUtf8(path));
}

/// The old way to point to a file: its attributes are those of both.
Loaded<Node> BlockLoader::throughFilename(const Block& block, Node definition) const
{
  const auto fileName = definition.attributes.value(u"filename"_s);
  if (!fileName)
    return definition;
  const auto paths = olx::oldStylePaths(block.node.element->tag, fileName->toUtf8());
  QString path = QString::fromUtf8(paths.first());
  for (const auto& candidate : paths)
    if (!m_files.isFile(m_folder + path))
      path = QString::fromUtf8(candidate);
  SCRIPTORIUM_TRY_ASSIGN(Node body, readFile(path));
  for (const auto& [name, value] : definition.attributes)
    body.attributes.set(name, value);
  return body;
}

Loaded<Unit> BlockLoader::loadXmlBlock(const Block& block)
{
  SCRIPTORIUM_TRY_ASSIGN(Node definition, definitionOf(block));
  const BlockKind kind = kindOf(block.node.element->tag);
  if (kind == BlockKind::Html) {
    SCRIPTORIUM_TRY(loadHtml(block, definition));
  } else {
    SCRIPTORIUM_TRY_ASSIGN(definition, throughFilename(block, definition));
    const auto complaint = complaintBeforeChildren(block.type, definition);
    if (!complaint.isEmpty())
      return causeOf(definition, complaint);
    if (kind == BlockKind::Container)
      loadChildren(block, definition);
    if (const auto late = complaintAfterChildren(block.type, definition); !late.isEmpty())
      return causeOf(definition, late);
  }
  SCRIPTORIUM_TRY(checkAttributes(block, definition));
  if (kind != BlockKind::Html)
    SCRIPTORIUM_TRY(checkMeta(block, definition));
  return checkPolicy(block);
}

/// Source: html_block.py, load_definition.
Loaded<Unit> BlockLoader::loadHtml(const Block& block, const Node& definition) const
{
  const auto fileName = definition.attributes.value(u"filename"_s);
  if (!fileName)
    return Unit{};
  const auto paths = olx::htmlBodyPaths(block.id.toUtf8(), fileName->toUtf8());
  for (const auto& candidate : paths) {
    const QString path = QString::fromUtf8(candidate);
    if (!m_files.isFile(m_folder + path))
      continue;
    if (!m_files.text(m_folder + path))
      return Cause{u"its text %1 is not UTF-8"_s.arg(path), path, 0};
    return Unit{};
  }
  return causeOf(definition, u"its text %1 is missing"_s.arg(QString::fromUtf8(paths.first())));
}

QList<Node> BlockLoader::childrenOf(const Node& node) const
{
  QList<Node> nodes;
  const auto& children = node.element->children;
  const auto& others = node.element->nodes;
  qsizetype other = 0;
  for (qsizetype at = 0; at < children.size(); ++at) {
    const auto& child = children[at];
    const qsizetype until = at + 1 < children.size() ? children[at + 1].begin : node.element->contentEnd;
    while (other < others.size() && others[other].begin < child.end)
      ++other;
    const bool hasTail = other < others.size() && others[other].begin < until &&
                         others[other].kind == olx::Element::Node::Text;
    nodes.append({node.file, &child, child.attributes, hasTail});
  }
  return nodes;
}

/// A child that cannot be loaded is left out, and nobody but the server's log hears of it.
void BlockLoader::loadChildren(const Block& block, const Node& definition)
{
  const bool isCourse = block.type == "course"_L1;
  bool hadMeta = false;
  bool hadWiki = false;
  for (const Node& child : childrenOf(definition)) {
    const QByteArray& tag = child.element->tag;
    if ((tag == "meta" && !std::exchange(hadMeta, true)) || (isCourse && tag == "textbook") ||
        (isCourse && tag == "wiki" && !std::exchange(hadWiki, true)) ||
        (block.type == "conditional"_L1 && tag == "show"))
      continue;
    if (const auto loaded = load(child); !loaded)
      lose(child, loaded.error());
  }
}

const FieldSpec* BlockLoader::field(const Block& block, const QString& name) const
{
  const bool isUnknown = kindOf(block.node.element->tag) == BlockKind::Unknown;
  return m_types.field(isUnknown ? u"hidden"_s : block.type, name);
}

Loaded<Unit> BlockLoader::checkAttributes(const Block& block, const Node& definition) const
{
  const bool isXmlBlock = kindOf(block.node.element->tag) != BlockKind::Pure;
  for (const auto& [name, value] : definition.attributes) {
    if (isXmlBlock && isStripped(name))
      continue;
    if (const auto* spec = field(block, name))
      if (const auto complaint = complaintOf(*spec, isXmlBlock, value); !complaint.isEmpty())
        return causeOf(definition, u"it cannot use %1"_s.arg(complaint));
  }
  return Unit{};
}

/// The text of a `<meta>` element overrides attributes. Source: xml_block.py, parse_xml.
Loaded<Unit> BlockLoader::checkMeta(const Block& block, const Node& definition) const
{
  for (const auto& child : definition.element->children) {
    if (child.tag != "meta")
      continue;
    const auto text = QByteArrayView(definition.file->text)
                          .sliced(child.contentBegin, child.contentEnd - child.contentBegin);
    const auto values = Json::parse(text);
    if (!values || !values->isObject())
      break;
    for (const auto& [name, value] : values->members())
      if (const auto* spec = field(block, QString::fromUtf8(name)))
        if (const auto complaint = complaintOf(*spec, value); !complaint.isEmpty())
          return causeOf(definition, u"it cannot use %1 in its meta element"_s.arg(complaint));
    break;
  }
  return Unit{};
}

Loaded<Unit> BlockLoader::checkPolicy(const Block& block) const
{
  const auto entry = m_policy.constFind(block.type + u'/' + block.id);
  if (entry == m_policy.cend())
    return Unit{};
  if (!entry->isObject())
    return Cause{u"its entry in the policy is no object"_s, m_policyPath, 0};
  for (const auto& [name, value] : entry->members()) {
    const QString field = QString::fromUtf8(name);
    const auto* spec = this->field(block, field);
    QString complaint;
    if (field == "xml_attributes"_L1)
      complaint = value.isObject() ? QString() : u"xml_attributes is no object"_s;
    else if (field == "tabs"_L1 && block.type == "course"_L1)
      complaint = complaintOfTabs(value);
    else if (spec)
      complaint = complaintOf(*spec, value);
    if (!complaint.isEmpty())
      return Cause{u"it cannot use what the policy says: %1"_s.arg(complaint), m_policyPath, 0};
  }
  return Unit{};
}

/// Source: XBlock core.py, parse_xml: a child that cannot be loaded takes its parent with it.
Loaded<Unit> BlockLoader::loadPure(const Block& block)
{
  const bool isContainer = block.type == "unit"_L1 || block.type == "library"_L1;
  const bool readsChildren = !hasOwnParser(block.type);
  if (const auto complaint = complaintBeforeChildren(block.type, block.node); !complaint.isEmpty())
    return causeOf(block.node, complaint);
  for (const Node& child : childrenOf(block.node)) {
    if (!readsChildren || isOption(child))
      continue;
    SCRIPTORIUM_TRY(load(child));
    if (!isContainer)
      return causeOf(child, u"a %1 has no children"_s.arg(block.type));
  }
  if (readsChildren || block.type == "edx_sga"_L1)
    SCRIPTORIUM_TRY(checkAttributes(block, block.node));
  return block.type == "discussion"_L1 ? loadDiscussion(block) : Loaded<Unit>(Unit{});
}

/// A file under its name overrides a discussion, if it can be read.
Loaded<Unit> BlockLoader::loadDiscussion(const Block& block) const
{
  const auto file =
      readFile(u"discussion/"_s + QString::fromUtf8(olx::pathOfName(block.id.toUtf8())) + u".xml"_s);
  if (!file)
    return Unit{};
  SCRIPTORIUM_TRY(checkAttributes(block, *file));
  return checkPolicy(block);
}

/// Source: video.py, parse_xml and parse_video_xml.
Loaded<Unit> BlockLoader::loadVideo(const Block& block)
{
  SCRIPTORIUM_TRY_ASSIGN(const Node definition, definitionOf(block));
  if (const auto complaint = complaintOfVideo(definition, m_videos); !complaint.isEmpty())
    return causeOf(definition, complaint);
  m_videos.insert(videoIdOf(definition)); // it is made before the settings are read
  for (const auto& [name, value] : definition.attributes) {
    const QString as = name == "from"_L1 ? u"start_time"_s : name == "to"_L1 ? u"end_time"_s : name;
    const auto* spec = as == "name"_L1 || isStripped(as) ? nullptr : field(block, as);
    if (!spec)
      continue;
    if (const auto complaint = complaintOf(*spec, true, value); !complaint.isEmpty())
      return causeOf(definition, u"it cannot use %1"_s.arg(complaint));
    if (breaksExport(*spec, value))
      m_notExportable.append(
          {Finding::Severity::Error,
           u"studio-cannot-export"_s,
           u"Studio will take the video “%1”, and then fail at every export of the course: "
           "%2=\"%3\" is no whole second of a day."_s.arg(block.id, name, value),
           u"Write the time as HH:MM:SS."_s,
           {definition.file->path, definition.element->line, block.type, block.id, as}});
  }
  return Unit{};
}

} // namespace scriptorium::predict
