#include "olx/write/studioblocks.h"

#include "olx/read/metafields.h"
#include "olx/read/policyfields.h"
#include "olx/write/studiovalues.h"
#include "olx/xml/normalform.h"

#include <algorithm>

using namespace Qt::Literals::StringLiterals;

namespace scriptorium::olx {
namespace {

constexpr int kMaxBlockDepth = 200; // as the parser's

Error tooDeep(const QString& type, const QString& urlName)
{
  return {Error::Kind::BadInput, type + u'/' + urlName, u"Blocks are nested too deeply."_s};
}

/// A pointer without its file: there is nothing to write but the pointer.
bool isMissing(const BlockVersion& version)
{
  return version.flags.testFlag(VersionFlag::MissingFile) && !version.source.isValid() &&
         version.fields.isEmpty();
}

/// Attributes that say what the path or course.xml says.
void dropPlace(WriteBlock& block)
{
  Fields& fields = block.version.fields;
  if (block.type == "course"_L1) {
    fields.remove(u"org"_s);
    fields.remove(u"course"_s);
  }
  if (block.type != "library"_L1 && block.type != "video"_L1 && block.type != "problem"_L1)
    fields.remove(u"url_name"_s);
}

/// Names come from the course: a file of its own must not lead out of it.
bool isSafePath(const QString& path)
{
  const QStringList parts = path.split(u'/');
  return std::ranges::none_of(
      parts, [](const QString& part) { return part.isEmpty() || part == "."_L1 || part == ".."_L1; });
}

/// Between the blocks of a container Studio keeps neither comments nor text.
bool isLostByStudio(QByteArrayView raw)
{
  return raw.startsWith("<!--") || raw.startsWith("<?") || !raw.startsWith('<');
}

bool isDirectOnly(const QString& type)
{
  return type == "course"_L1 || type == "chapter"_L1 || type == "sequential"_L1;
}

} // namespace

StudioBlocks::StudioBlocks(const LayoutSource& source, const PolicyReader& policy, const TakeLayoutFile& take)
    : m_source(source), m_policy(policy), m_take(take), m_readBlob([this](BlobId id) -> Result<QByteArray> {
        auto bytes = m_source.course.blob(id);
        if (!bytes)
          return bytes;
        const QByteArray element = m_metas.contains(id) ? withoutMeta(*bytes) : *bytes;
        return m_elements.contains(id) ? studioElement(m_source.course.key(), m_elements.value(id), element)
                                       : element;
      })
{}

Result<Unit> StudioBlocks::writePublished(const QString& rootPath)
{
  SCRIPTORIUM_TRY_ASSIGN(const WriteBlock root, state(m_source.course.root(), Tree::Published));
  return write(root, Tree::Published, rootPath, 0);
}

Result<WriteBlock> StudioBlocks::state(BlockId id, Tree tree) const
{
  SCRIPTORIUM_TRY_ASSIGN(const Block block, m_source.course.block(id));
  const bool isPublished = tree == Tree::Published && block.published.isValid();
  WriteBlock state{block.type, block.urlName, {}};
  SCRIPTORIUM_TRY_ASSIGN(state.version,
                         m_source.course.versionById(isPublished ? block.published : block.head));
  SCRIPTORIUM_TRY(takeMeta(state));
  state.version.fields = withPolicy(m_source.types, m_policy, state.type, state.urlName, state.version);
  const QStringList placeNames = {u"parent_url"_s, u"parent_sequential_url"_s, u"index_in_children_list"_s};
  for (const QString& name : placeNames)
    state.version.fields.remove(name);
  state.version.fields =
      studioValues(m_source.types, m_source.course.key(), state.type, state.version.fields);
  if ((state.type == "openassessment"_L1 || state.type == "video"_L1) &&
      state.version.bodyForm == BodyForm::Element)
    m_elements.insert(state.version.body, state.type);
  return state;
}

/// Fields that stand as JSON in a `<meta>` become attributes; the element goes.
Result<Unit> StudioBlocks::takeMeta(WriteBlock& block) const
{
  SCRIPTORIUM_TRY_ASSIGN(const MetaFields read,
                         withMeta(m_source.types, block.type, block.version,
                                  [this](BlobId id) { return m_source.course.blob(id); }));
  if (read.element.isEmpty())
    return Unit{};
  block.version.fields = read.fields;
  const auto child = std::ranges::find(block.version.children, read.element, &Child::raw);
  if (child != block.version.children.end())
    block.version.children.erase(child);
  else
    m_metas.insert(block.version.body);
  return Unit{};
}

bool StudioBlocks::isInline(const WriteBlock& block, Child::Form form) const
{
  // A pure XBlock with a file of its own comes from a Studio that did not know its type, and hid it.
  const bool isHidden = form == Child::Form::Pointer && block.version.source.isValid() &&
                        block.type != "discussion"_L1 && // was of the other family once
                        !block.version.flags.testFlag(VersionFlag::PureXBlock) &&
                        !m_source.types.type(block.type).isInlineOnly;
  return block.version.bodyForm != BodyForm::Broken && !isMissing(block.version) &&
         ((isWrittenInline(m_source.types, block.type, block.version.flags) && !isHidden) ||
          !isSafePath(blockFilePath(block.type, block.urlName)));
}

/// Children that were never published are not in the published tree; all are in that of the drafts.
Result<bool> StudioBlocks::isInTree(const Child& child, Tree tree) const
{
  if (tree == Tree::Draft || child.form == Child::Form::Raw)
    return true;
  SCRIPTORIUM_TRY_ASSIGN(const Block block, m_source.course.block(child.block));
  return block.published.isValid();
}

Result<Unit> StudioBlocks::write(const WriteBlock& original, Tree tree, const QString& path, int depth)
{
  if (depth > kMaxBlockDepth)
    return tooDeep(original.type, original.urlName);
  WriteBlock block = original;
  Known known;
  SCRIPTORIUM_TRY(writeChildren(block, tree, known, depth));
  if (isMissing(block.version))
    return Unit{};
  SCRIPTORIUM_TRY(writeHtmlBody(block, tree));
  dropPlace(block);
  const LookUp lookUp = [&known](BlockId id) -> Result<WriteBlock> {
    const auto found = known.constFind(id);
    if (found == known.cend())
      return Error{Error::Kind::Bug, {}, u"A child was not loaded before its parent was written."_s};
    return *found;
  };
  SCRIPTORIUM_TRY_ASSIGN(const QByteArray bytes, writeBlockFile(m_source.types, block, lookUp, m_readBlob));
  return m_take({LayoutFile::Kind::File, path, bytes, {}, {}, false});
}

/// Writes the files below the block, and brings its list of children into Studio's form: Xml-blocks by
/// pointer, pure XBlocks inline.
Result<Unit> StudioBlocks::writeChildren(WriteBlock& block, Tree tree, Known& known, int depth)
{
  QList<Child> kept;
  for (Child child : std::as_const(block.version.children)) {
    SCRIPTORIUM_TRY_ASSIGN(const bool isKept, isInTree(child, tree));
    if (!isKept)
      continue;
    if (child.form != Child::Form::Raw)
      SCRIPTORIUM_TRY(writeChild(child, tree, known, depth));
    else if (isLostByStudio(child.raw))
      continue;
    else if (block.type == "conditional"_L1)
      child.raw = studioShow(m_source.course.key(), child.raw);
    kept.append(child);
  }
  block.version.children = kept;
  return Unit{};
}

Result<Unit> StudioBlocks::writeChild(Child& child, Tree tree, Known& known, int depth)
{
  child.raw.clear();
  SCRIPTORIUM_TRY_ASSIGN(WriteBlock block, state(child.block, tree));
  auto& written = m_written[static_cast<int>(tree)];
  const bool isFirst = !written.contains(child.block);
  written.insert(child.block);
  if (isFirst && isInline(block, child.form)) {
    if (depth > kMaxBlockDepth)
      return tooDeep(block.type, block.urlName);
    child.form = Child::Form::Inline;
    SCRIPTORIUM_TRY(writeChildren(block, tree, known, depth + 1));
    const BlockVersion& version = block.version;
    if (version.bodyForm == BodyForm::Text && version.body.isValid() && isSafePath(version.bodyPath))
      SCRIPTORIUM_TRY(m_take({LayoutFile::Kind::File, version.bodyPath, {}, version.body, {}, false}));
    known.insert(child.block, block);
    return Unit{};
  }
  child.form = Child::Form::Pointer;
  known.insert(child.block, {block.type, block.urlName, {}});
  const QString folder = tree == Tree::Draft ? u"drafts/"_s : QString();
  return isFirst ? write(block, tree, folder + blockFilePath(block.type, block.urlName), depth + 1)
                 : Result<Unit>(Unit{});
}

Result<Unit> StudioBlocks::writeHtmlBody(WriteBlock& block, Tree tree)
{
  BlockVersion& version = block.version;
  if (block.type != "html"_L1 ||
      (version.bodyForm != BodyForm::Text && version.bodyForm != BodyForm::Element))
    return Unit{};
  const QString fileName = block.urlName.section(u':', -1);
  version.fields.set(u"filename"_s, fileName);
  LayoutFile file;
  file.path = (tree == Tree::Draft ? u"drafts/"_s : QString()) + htmlBodyPath(block.urlName, fileName);
  file.blob = version.body;
  if (version.bodyForm == BodyForm::Element) {
    SCRIPTORIUM_TRY_ASSIGN(const QByteArray element, m_readBlob(version.body));
    const auto data = innerForm(element);
    if (!data)
      return data.error().in(block.type + u'/' + block.urlName);
    file.bytes = *data;
    file.blob = {};
    version.bodyForm = BodyForm::Text;
  } else if (!version.body.isValid() && version.flags.testFlag(VersionFlag::MissingFile)) {
    return Unit{};
  }
  return m_take(file);
}

Result<Unit> StudioBlocks::writeDrafts()
{
  SCRIPTORIUM_TRY_ASSIGN(const Block root, m_source.course.block(m_source.course.root()));
  return writeDraftsBelow(root, 0);
}

Result<Unit> StudioBlocks::writeDraftsBelow(const Block& parent, int depth)
{
  if (depth > kMaxBlockDepth)
    return tooDeep(parent.type, parent.urlName);
  SCRIPTORIUM_TRY_ASSIGN(const BlockVersion version, m_source.course.versionById(parent.head));
  int index = -1;
  for (const Child& child : version.children) {
    if (child.form == Child::Form::Raw || child.form == Child::Form::Alias)
      continue;
    ++index;
    SCRIPTORIUM_TRY_ASSIGN(const Block block, m_source.course.block(child.block));
    if (isDirectOnly(block.type) && block.head == block.published) {
      SCRIPTORIUM_TRY(writeDraftsBelow(block, depth + 1));
      continue;
    }
    SCRIPTORIUM_TRY_ASSIGN(const bool isChanged, hasDraftChanges(child.block, 0));
    if (!isChanged)
      continue;
    SCRIPTORIUM_TRY_ASSIGN(WriteBlock draft, state(child.block, Tree::Draft));
    const QString parentKey = m_source.course.key().usageKey(parent.type, parent.urlName);
    draft.version.fields = withDraftPlace(draft.version.fields, parentKey, index);
    m_written[static_cast<int>(Tree::Draft)].insert(child.block);
    const QString path = u"drafts/"_s + blockFilePath(draft.type, draft.urlName);
    if (!isSafePath(path))
      return Error{Error::Kind::BadInput, draft.type + u'/' + draft.urlName,
                   u"The draft cannot have a file, because its url_name leads out of the course."_s};
    SCRIPTORIUM_TRY(write(draft, Tree::Draft, path, depth + 1));
  }
  return Unit{};
}

Result<bool> StudioBlocks::hasDraftChanges(BlockId id, int depth) const
{
  SCRIPTORIUM_TRY_ASSIGN(const Block block, m_source.course.block(id));
  if (block.head != block.published)
    return block.head.isValid();
  if (depth > kMaxBlockDepth)
    return tooDeep(block.type, block.urlName);
  SCRIPTORIUM_TRY_ASSIGN(const BlockVersion version, m_source.course.versionById(block.head));
  for (const Child& child : version.children) {
    if (child.form == Child::Form::Raw || child.form == Child::Form::Alias)
      continue;
    SCRIPTORIUM_TRY_ASSIGN(const bool isChanged, hasDraftChanges(child.block, depth + 1));
    if (isChanged)
      return true;
  }
  return false;
}

Fields withDraftPlace(const Fields& fields, const QString& parentKey, int index)
{
  Fields placed = fields;
  placed.remove(u"parent_sequential_url"_s);
  placed.set(u"parent_url"_s, parentKey);
  placed.set(u"index_in_children_list"_s, QString::number(index));
  return placed;
}

} // namespace scriptorium::olx
