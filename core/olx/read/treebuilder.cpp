#include "olx/read/treebuilder.h"

#include "olx/records/blocknaming.h"
#include "olx/records/htmlbodies.h"
#include "olx/rules/treefindings.h"

#include <algorithm>

using namespace Qt::Literals::StringLiterals;

namespace scriptorium::olx {
namespace {

/// The attribute that a name without url_name was made of; empty when it was made of the whole element.
QString nameSource(const Node& node, const QString& name)
{
  const auto fields = Fields::fromJson(node.fields);
  if (!fields)
    return {};
  if (fields->value(u"slug"_s) == name)
    return u"slug"_s;
  for (const QString& attribute : {u"name"_s, u"display_name"_s})
    if (const auto value = fields->value(attribute); value && cleanedName(*value) == name)
      return attribute;
  return {};
}

constexpr size_t kMaxTreeDepth = 256;

QByteArrayView folderOf(TreeBuilder::Tree tree)
{
  return tree == TreeBuilder::Tree::Draft ? QByteArrayView("drafts/") : QByteArrayView("");
}

QByteArray noFields()
{
  return QByteArrayLiteral("{}");
}

} // namespace

TreeBuilder::TreeBuilder(Records& records, const FileTable& files, Report& report, ParsedCourse& course)
    : m_records(records), m_files(files), m_report(report), m_course(course),
      // A kid makes at most one block in each tree.
      m_blocks(2 * records.kids.size() + records.drafts.size() + 1), m_sources(records.files.size(), 0),
      m_opened(records.files.size(), 0)
{
  m_course.blocks.reserve(qsizetype(records.kids.size()) + 1);
}

void TreeBuilder::build(const CourseRoot& root)
{
  const FileRecord& file = m_records.files[size_t(root.record.file)];
  const Node& node = m_records.nodes[size_t(file.root)];
  const bool isPointer = root.record.isPointer && !node.is(Node::Content);
  const QByteArrayView name = m_records.text(node.name);
  m_course.root = blockOf(node.type, node.name);
  m_used[size_t(m_course.root)] |= bit(Tree::Main);
  if (!isPointer) {
    remarkFile(node, placeOf(root.record.file, node.line, node.type, name), Tree::Main);
    openNode(m_course.root, Tree::Main, node.type, root.record.file, node, true);
  } else if (const int target = targetOf(Tree::Main, node.type, name); target >= 0) {
    if (isPointerToCourse(target))
      findings::pointerAgain(m_report, placeOf(target, 1, node.type, name));
    openFile(m_course.root, Tree::Main, node.type, target);
  } else {
    setMissing(m_course.root, Tree::Main,
               u"The file course/%1.xml, which course.xml points to, is not there."_s.arg(
                   QString::fromUtf8(pathOfName(name))),
               0);
    findings::missingFile(m_report, placeOf(root.record.file, node.line, node.type, name),
                          u"course/%1.xml"_s.arg(QString::fromUtf8(pathOfName(name))),
                          m_files.otherCase("course/" + pathOfName(name) + ".xml"), true);
  }
  run();
}

bool TreeBuilder::isPointerToCourse(int file) const
{
  const auto found = std::ranges::find(m_records.roots, file, &RootRecord::file);
  if (found == m_records.roots.end() || !found->isPointer)
    return false;
  const int root = m_records.files[size_t(file)].root;
  return root >= 0 && !m_records.nodes[size_t(root)].is(Node::Content);
}

qsizetype TreeBuilder::buildDraft(TypeIndex type, Slice name, int file)
{
  const qsizetype block = blockOf(type, name);
  m_used[size_t(block)] |= bit(Tree::Draft);
  m_draftRoots.insert(block);
  openFile(block, Tree::Draft, type, file);
  run();
  return block;
}

int TreeBuilder::targetOf(Tree tree, TypeIndex type, QByteArrayView name) const
{
  QByteArray path = m_records.tags[type].tag + '/' + name.toByteArray() + ".xml";
  path.replace(':', '/');
  return m_files.find(folderOf(tree), path);
}

/// The path from the course's root, which nearly always is the end of one that is kept already.
Slice TreeBuilder::sliceFromRoot(int file)
{
  const Slice path = m_records.files[size_t(file)].path;
  const auto prefix = quint32(m_files.prefix().size());
  return m_files.isInside(file) ? Slice{path.place + prefix, path.size - prefix}
                                : m_records.texts.add(m_files.pathFromRoot(file).toUtf8());
}

void TreeBuilder::addSources()
{
  m_course.sources.reserve(std::ranges::count_if(m_sources, [](int states) { return states > 0; }));
  for (int file = 0; file < int(m_sources.size()); ++file) {
    const int states = m_sources[size_t(file)];
    if (states == 0)
      continue;
    m_sources[size_t(file)] = int(m_course.sources.size());
    m_course.sources.append({sliceFromRoot(file), m_records.files[size_t(file)].blob, states, file});
  }
  for (auto& block : m_course.blocks)
    for (auto* state : {&block.published, &block.draft})
      if (*state && (*state)->source >= 0)
        (*state)->source = m_sources[size_t((*state)->source)];
}

qsizetype TreeBuilder::find(TypeIndex type, QByteArrayView name) const
{
  return m_blocks.find(qHash(name, type), [&](int block) {
    return m_types[size_t(block)] == type && m_records.text(m_names[size_t(block)]) == name;
  });
}

qsizetype TreeBuilder::blockOf(TypeIndex type, Slice name)
{
  const QByteArrayView text = m_records.text(name);
  if (const qsizetype found = find(type, text); found >= 0)
    return found;
  const qsizetype index = m_course.blocks.size();
  ParsedBlock& block = m_course.blocks.emplaceBack();
  block.type = m_records.tags[type].name;
  block.urlName = QString::fromUtf8(text);
  m_blocks.insert(qHash(text, type), int(index));
  m_types.push_back(type);
  m_names.push_back(name);
  m_used.push_back(0);
  return index;
}

/// The file for a state read from it; `addSources` makes the source of it.
int TreeBuilder::source(int file)
{
  ++m_sources[size_t(file)];
  m_records.files[size_t(file)].flags |= FileRecord::Used;
  return file;
}

Place TreeBuilder::placeOf(int file, int line, TypeIndex type, QByteArrayView name) const
{
  return {file < 0 ? QString() : m_files.pathFromRoot(file),
          line,
          m_records.tags[type].name,
          QString::fromUtf8(name),
          {}};
}

/// Reads the children of the open containers, depth first, without recursion: a course decides the depth.
void TreeBuilder::run()
{
  while (!m_frames.empty()) {
    Frame& frame = m_frames.back();
    if (frame.kid == frame.lastKid) {
      frame.state.children.squeeze();
      setState(frame.block, frame.tree, std::move(frame.state));
      m_frames.pop_back();
    } else {
      addKid(m_records.kids[frame.kid++]);
    }
  }
}

void TreeBuilder::addKid(const Kid& kid)
{
  if (kid.node < 0) {
    addChild(Child::Form::Raw, -1, m_records.text(kid.raw).toByteArray());
    return;
  }
  const Node& node = m_records.nodes[size_t(kid.node)];
  if (node.is(Node::Pointer))
    addPointer(kid.node);
  else if (!kid.raw.isEmpty())
    addOldPointer(kid.node, m_records.text(kid.raw).toByteArray());
  else
    addInline(kid.node);
}

void TreeBuilder::addChild(Child::Form form, qsizetype block, QByteArray raw)
{
  m_frames.back().state.children.append({form, block, std::move(raw)});
}

void TreeBuilder::addAlias(const Found& found, qsizetype block)
{
  const Frame& frame = m_frames.back();
  findings::duplicatePointer(m_report, placeOf(frame.file, found.line, found.type, found.name),
                             m_records.tags[found.type].tag,
                             frame.tree == Tree::Draft && m_draftRoots.contains(block));
  addChild(Child::Form::Alias, block);
}

void TreeBuilder::addPointer(int index)
{
  const Node& node = m_records.nodes[size_t(index)];
  const auto [file, tree] = std::pair(m_frames.back().file, m_frames.back().tree);
  const QByteArrayView name = m_records.text(node.name);
  const TypeRecord& type = m_records.typeOf(node);
  const qsizetype known = find(node.type, name);
  if (known >= 0 && isUsed(known, tree)) {
    addAlias({node.type, name, node.line}, known);
    return;
  }
  const int target = targetOf(tree, node.type, name);
  if (target < 0 && type.type->isKnown && !type.type->isXmlBlock) {
    findings::barePureXBlock(m_report, placeOf(file, node.line, node.type, name));
    addInline(index);
    return;
  }
  const qsizetype block = blockOf(node.type, node.name);
  m_used[size_t(block)] |= bit(tree);
  if (node.is(Node::MadeUpName))
    m_course.blocks[block].hasMadeUpName = true;
  addChild(Child::Form::Pointer, block);
  if (target >= 0) {
    openFile(block, tree, node.type, target);
    return;
  }
  const QString path =
      QString::fromUtf8(folderOf(tree).toByteArray() + type.tag + '/' + pathOfName(name)) + u".xml"_s;
  const Place place = placeOf(file, node.line, node.type, name);
  if (m_course.blocks[block].published && tree == Tree::Draft) {
    findings::missingDraftFile(m_report, place, path);
    return;
  }
  findings::missingFile(m_report, place, path, m_files.otherCase(path.toUtf8()), false);
  setMissing(block, tree, u"The file %1, which %2 points to, is not there."_s.arg(path, place.file),
             node.line);
}

/// `<problem filename="x" …/>`: the file's definition with the attributes of the element on top.
void TreeBuilder::addOldPointer(int index, const QByteArray& raw)
{
  const Node& node = m_records.nodes[size_t(index)];
  const Tree tree = m_frames.back().tree;
  const TypeRecord& type = m_records.typeOf(node);
  int target = -1;
  for (const auto& path : oldStylePaths(type.tag, m_records.text(node.fileName)))
    if (target < 0)
      target = m_files.find(folderOf(tree), path);
  if (target < 0 || m_records.files[size_t(target)].root < 0 || !type.type->isXmlBlock) {
    addInline(index);
    return;
  }
  QByteArrayView name = m_records.text(node.name);
  if (const qsizetype known = find(node.type, name); known >= 0 && isUsed(known, tree)) {
    addAlias({node.type, name, node.line}, known);
    return;
  }
  const qsizetype block = blockOf(node.type, node.name);
  m_used[size_t(block)] |= bit(tree);
  m_course.blocks[block].hasMadeUpName = node.is(Node::MadeUpName);
  findings::oldPointer(m_report, placeOf(m_frames.back().file, node.line, node.type, name));
  addChild(Child::Form::Pointer, block, raw);
  const Node& definition = m_records.nodes[size_t(m_records.files[size_t(target)].root)];
  Node merged = definition;
  auto fields = Fields::fromJson(definition.fields);
  const auto onTop = Fields::fromJson(node.fields);
  if (fields && onTop) {
    for (const auto& entry : *onTop)
      if (entry.name != "filename"_L1)
        fields->set(entry.name, entry.value);
    merged.fields = fields->toJson();
  }
  openNode(block, tree, node.type, target, merged, true);
}

void TreeBuilder::addInline(int index)
{
  const Node& node = m_records.nodes[size_t(index)];
  const Tree tree = m_frames.back().tree;
  const int file = m_frames.back().file;
  Slice name = node.name;
  bool isMadeUp = node.is(Node::MadeUpName);
  const Place place = placeOf(file, node.line, node.type, m_records.text(name));
  if (const qsizetype known = find(node.type, m_records.text(name)); known >= 0 && isUsed(known, tree)) {
    name = ownName(index);
    isMadeUp = true;
    findings::duplicateDefinition(m_report, place, needsUniqueName(m_records.typeOf(node).tag),
                                  QString::fromUtf8(m_records.text(name)));
  } else if (isMadeUp) {
    findings::madeUpName(m_report, place, nameSource(node, QString::fromUtf8(m_records.text(name))));
  }
  remarkFile(node, place, tree);
  const qsizetype block = blockOf(node.type, name);
  m_used[size_t(block)] |= bit(tree);
  if (isMadeUp)
    m_course.blocks[block].hasMadeUpName = true;
  addChild(Child::Form::Inline, block);
  openNode(block, tree, node.type, file, node, false);
}

/// A name for the second definition under a name: that which Studio gives it, if it does, and if the two
/// elements are not the same.
Slice TreeBuilder::ownName(int index)
{
  const Node& node = m_records.nodes[size_t(index)];
  const QByteArrayView tag = m_records.typeOf(node).tag;
  const QByteArrayView taken = m_records.text(node.name);
  QByteArray hash = m_records.hashes.value(index);
  if (hash.isEmpty())
    hash = nextHash(node);
  QByteArray name = uniqueName(tag, taken, hash);
  while (find(node.type, name) >= 0)
    name = uniqueName(tag, taken, nextHash(node));
  return m_records.texts.add(name);
}

QByteArray TreeBuilder::nextHash(const Node& node)
{
  return hash12(node.fields + m_records.text(node.name).toByteArray() + QByteArray::number(++m_ownNames));
}

void TreeBuilder::openFile(qsizetype block, Tree tree, TypeIndex type, int file)
{
  const FileRecord& record = m_records.files[size_t(file)];
  if (record.root >= 0) {
    const Node& node = m_records.nodes[size_t(record.root)];
    remarkNames(block, type, file, node);
    openNode(block, tree, type, file, node, true);
    return;
  }
  ParsedBlock::State state;
  state.fieldsJson = noFields();
  state.bodyForm = BodyForm::Broken;
  state.body = record.blob;
  state.source = source(file);
  state.flags = VersionFlag::Broken;
  const Fault fault =
      record.fault >= 0
          ? m_records.faults[size_t(record.fault)]
          : Fault{u"The file is too large, or lies in a folder named static, and is not read."_s, 0, false};
  state.note = fault.reason;
  state.line = fault.line;
  findings::brokenXml(m_report, placeOf(file, fault.line, type, m_course.blocks[block].urlName.toUtf8()),
                      fault);
  setState(block, tree, std::move(state));
}

/// What the root of a pointer's target says that Studio does not listen to.
void TreeBuilder::remarkNames(qsizetype block, TypeIndex type, int file, const Node& node)
{
  const bool isOtherName =
      !node.is(Node::MadeUpName) && m_records.text(node.name) != m_records.text(m_names[size_t(block)]);
  if (!isOtherName && node.type == type)
    return;
  const Place place = placeOf(file, node.line, type, m_records.text(m_names[size_t(block)]));
  if (isOtherName)
    findings::otherUrlName(m_report, place, QString::fromUtf8(m_records.text(node.name)));
  if (node.type != type)
    findings::tagMismatch(m_report, place, m_records.typeOf(node).name);
}

/// An inline element that has the file of a pointer beside it.
void TreeBuilder::remarkFile(const Node& node, const Place& place, Tree tree)
{
  if (node.is(Node::Content) || node.is(Node::MadeUpName))
    return;
  const int target = targetOf(tree, node.type, m_records.text(node.name));
  if (target < 0)
    return;
  const TypeRecord& type = m_records.typeOf(node);
  if (type.tag == "discussion")
    findings::discussionFile(m_report, place, m_files.pathFromRoot(target));
  else if (type.type->isXmlBlock && (type.tag != "html" || node.fileName.isEmpty()))
    findings::possiblePointer(m_report, place, m_files.pathFromRoot(target));
}

void TreeBuilder::openNode(qsizetype block, Tree tree, TypeIndex type, int file, const Node& node,
                           bool isRoot)
{
  Frame frame;
  frame.block = block;
  frame.file = file;
  frame.type = type;
  frame.tree = tree;
  frame.state.fieldsJson = node.fields.isEmpty() ? noFields() : node.fields;
  frame.state.source = source(file);
  frame.state.line = node.line;
  if (node.is(Node::Pure))
    frame.state.flags |= VersionFlag::PureXBlock;
  // A file with children is read once in each tree, or a few files could stand for millions of blocks.
  quint8& opened = m_opened[size_t(file)];
  const bool isTooMuch = isRoot && (m_frames.size() >= kMaxTreeDepth || (opened & bit(tree)) != 0);
  if (isTooMuch && node.kidCount > 0)
    findings::notRead(m_report, placeOf(file, node.line, type, m_course.blocks[block].urlName.toUtf8()));
  if (isRoot)
    opened |= bit(tree);
  if (isTooMuch || !m_records.tags[type].isContainer || !m_records.typeOf(node).isContainer) {
    setBody(frame, node, isRoot);
    setState(block, tree, std::move(frame.state));
    return;
  }
  frame.kid = node.firstKid;
  frame.lastKid = node.firstKid + node.kidCount;
  frame.state.children.reserve(node.kidCount);
  m_frames.push_back(std::move(frame));
}

void TreeBuilder::setBody(Frame& frame, const Node& node, bool isRoot)
{
  if (m_records.tags[frame.type].tag == "html" && !node.fileName.isEmpty()) {
    setHtmlBody(frame, node);
    return;
  }
  if (!node.is(Node::Content) && !node.is(Node::Blank))
    return;
  frame.state.body = isRoot ? m_records.files[size_t(frame.file)].blob : node.body;
  frame.state.bodyForm = frame.state.body.isValid() ? BodyForm::Element : BodyForm::None;
}

void TreeBuilder::setHtmlBody(Frame& frame, const Node& node)
{
  const QByteArray name = m_course.blocks[frame.block].urlName.toUtf8();
  const QByteArrayList paths = htmlBodyPaths(name, m_records.text(node.fileName));
  const QByteArrayView folder = folderOf(frame.tree);
  const Place place = placeOf(frame.file, node.line, frame.type, name);
  for (const auto& path : paths) {
    const int file = m_files.find(folder, path);
    if (file < 0)
      continue;
    m_records.files[size_t(file)].flags |= FileRecord::Used;
    frame.state.bodyForm = BodyForm::Text;
    frame.state.body = m_records.files[size_t(file)].blob;
    frame.state.bodyPath = m_files.pathFromRoot(file);
    if (frame.tree == Tree::Draft && frame.state.bodyPath.startsWith(u"drafts/"_s))
      frame.state.bodyPath.remove(0, 7);
    if (&path != &paths.front())
      findings::htmlBodyElsewhere(m_report, place, QString::fromUtf8(path));
    return;
  }
  const QString first = QString::fromUtf8(folder.toByteArray() + paths.front());
  findings::missingHtmlBody(m_report, place, first, m_files.otherCase(first.toUtf8()));
  frame.state.flags |= VersionFlag::MissingFile;
  frame.state.note = u"The file %1, which holds the text of the block, is not there."_s.arg(first);
}

void TreeBuilder::setMissing(qsizetype block, Tree tree, const QString& note, int line)
{
  ParsedBlock::State state;
  state.fieldsJson = noFields();
  state.flags = VersionFlag::MissingFile;
  state.note = note;
  state.line = line;
  setState(block, tree, std::move(state));
}

void TreeBuilder::setState(qsizetype block, Tree tree, ParsedBlock::State state)
{
  ParsedBlock& parsed = m_course.blocks[block];
  (tree == Tree::Main ? parsed.published : parsed.draft) = std::move(state);
}

} // namespace scriptorium::olx
