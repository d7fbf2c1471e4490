#include "edit/structure/blockmaker.h"

#include "edit/starttag.h"
#include "edit/structure/blockcopy.h"
#include "model/childlist.h"
#include "model/coursekey.h"
#include "olx/write/coursewriter.h"

#include <algorithm>

using namespace Qt::Literals::StringLiterals;

namespace scriptorium::edit {
namespace {

/// What a container's file holds besides blocks (docs/olx.md, Inline content).
bool isRawTag(const QString& parent, bool isXmlBlock, const olx::Element& element)
{
  static const QString kOptions = u"http://code.edx.org/xblock/option"_s;
  const QByteArray& tag = element.tag;
  return tag.contains(':') || (parent == "course"_L1 && (tag == "wiki" || tag == "textbook")) ||
         (parent == "conditional"_L1 && tag == "show") || (tag == "meta" && isXmlBlock) ||
         element.attributes.value(u"xblock-family"_s) == u"xblock_asides.v1"_s ||
         element.attributes.value(u"xmlns"_s) == kOptions;
}

/// Studio writes these without saying that they are XBlocks.
bool hasOwnWriter(const QString& type)
{
  return type == "openassessment"_L1 || type == "recommender"_L1 || type == "ubcpi"_L1;
}

bool isPointer(const olx::Element& element)
{
  return element.children.isEmpty() && element.nodes.isEmpty() && element.attributes.size() == 1 &&
         element.attributes.contains(u"url_name"_s);
}

bool holdsBlocks(const BlockTypes& types, const QString& type)
{
  return isContainerType(type) || types.type(type).isContainer;
}

} // namespace

Result<BlockId> BlockMaker::claimName(const QString& type, const QString& wanted)
{
  const bool isFree = isValidUrlName(wanted) && !m_edit.store().find(type, wanted);
  const QString urlName = isFree ? wanted : newUrlName();
  if (!isFree && !wanted.isEmpty())
    m_renamed.insert(wanted, urlName);
  return m_edit.ensureBlock(type, urlName);
}

Result<Child> BlockMaker::make(const olx::Element& element)
{
  const QString type = QString::fromUtf8(element.tag);
  static const QStringList kNoBlocks = {u"course"_s, u"library"_s, u"olx-clipboard"_s, u"file"_s, u"error"_s};
  if (kNoBlocks.contains(type) || type.contains(u':'))
    return Error{
        Error::Kind::BadInput, {}, u"<%1> cannot be a block inside a course."_s.arg(type), element.line};
  SCRIPTORIUM_TRY_ASSIGN(const BlockId id,
                         claimName(type, element.attributes.value(u"url_name"_s).value_or(QString())));
  SCRIPTORIUM_TRY_ASSIGN(const Block block, m_edit.block(id));
  return makeAs(id, block.urlName, element);
}

Result<Child> BlockMaker::makeAs(BlockId id, const QString& urlName, const olx::Element& element)
{
  const QString type = QString::fromUtf8(element.tag);
  BlockVersion version;
  version.block = id;
  version.fields = fieldsOf(element);
  const bool isDraft = version.fields.contains(kDraftMark.toString());
  version.fields.remove(kDraftMark.toString());
  const QString family = u"xblock-family"_s;
  if (!version.fields.contains(family) && !m_types.type(type).isXmlBlock && !hasOwnWriter(type)) {
    Fields fields = {{family, u"xblock.v1"_s}};
    for (const auto& [name, value] : std::as_const(version.fields))
      fields.set(name, value);
    version.fields = fields;
  }
  version.flags.setFlag(VersionFlag::PureXBlock, version.fields.value(family) == u"xblock.v1"_s);
  SCRIPTORIUM_TRY(fillContent(version, type, urlName, element));
  const bool isInline = olx::isWrittenInline(m_types, type, version.flags);
  SCRIPTORIUM_TRY(m_edit.put(std::move(version)));
  const auto form = isInline ? Child::Form::Inline : Child::Form::Pointer;
  return Child{isDraft ? Child::Form::DraftOnly : form, id, {}};
}

Result<Unit> BlockMaker::fillContent(BlockVersion& version, const QString& type, const QString& urlName,
                                     const olx::Element& element)
{
  const QString form = version.fields.value(u"clipboard-form"_s).value_or(QString());
  const bool isBase64 = version.fields.value(u"clipboard-encoding"_s) == u"base64"_s;
  version.fields.remove(u"clipboard-form"_s);
  version.fields.remove(u"clipboard-encoding"_s);
  const auto content = [&] {
    const QByteArray text = contentOf(element, m_text);
    return isBase64 ? QByteArray::fromBase64(text) : text;
  };
  if (form == "broken"_L1) {
    const QByteArray bytes = content();
    const auto parsed = olx::parseXml(bytes, 1);
    version.fields = {};
    version.bodyForm = BodyForm::Broken;
    version.flags.setFlag(VersionFlag::Broken);
    version.note =
        parsed ? u"The OLX of this block did not parse where it was copied."_s : parsed.error().detail;
    version.line = parsed ? 0 : parsed.error().line;
    SCRIPTORIUM_TRY_ASSIGN(version.body, m_edit.addBlob(bytes));
    return Unit{};
  }
  if (holdsBlocks(m_types, type)) {
    SCRIPTORIUM_TRY_ASSIGN(version.children, childrenOf(type, element));
    return Unit{};
  }
  if (type == "html"_L1) {
    const QString fileName = urlName.section(u':', -1);
    version.fields.set(u"filename"_s, fileName);
    version.bodyForm = BodyForm::Text;
    version.bodyPath = olx::htmlBodyPath(urlName, fileName);
    SCRIPTORIUM_TRY_ASSIGN(version.body, m_edit.addBlob(content()));
    return Unit{};
  }
  if (!hasContent(element, m_text))
    return Unit{};
  const QByteArrayView bytes = m_text.sliced(element.begin, element.end - element.begin);
  version.bodyForm = BodyForm::Element;
  SCRIPTORIUM_TRY_ASSIGN(version.body, m_edit.addBlob(olx::editableBody(bytes)));
  return Unit{};
}

Result<QList<Child>> BlockMaker::childrenOf(const QString& type, const olx::Element& element)
{
  QList<QPair<qsizetype, Child>> found;
  for (const auto& node : element.nodes) {
    const QByteArray raw = m_text.sliced(node.begin, node.end - node.begin).toByteArray();
    found.append({node.begin, Child{Child::Form::Raw, {}, raw}});
  }
  for (const olx::Element& child : element.children) {
    SCRIPTORIUM_TRY_ASSIGN(const Child made, childOf(type, child));
    found.append({child.begin, made});
  }
  std::ranges::stable_sort(found, {}, &QPair<qsizetype, Child>::first);
  QList<Child> children;
  for (const auto& [begin, child] : found)
    children.append(child);
  return children;
}

Result<Child> BlockMaker::childOf(const QString& type, const olx::Element& element)
{
  if (isRawTag(type, m_types.type(type).isXmlBlock, element))
    return Child{
        Child::Form::Raw, {}, m_text.sliced(element.begin, element.end - element.begin).toByteArray()};
  if (!m_followsPointers) {
    SCRIPTORIUM_TRY_ASSIGN(Child child, make(element));
    if (child.form == Child::Form::DraftOnly && !holdsDrafts(type))
      child.form = Child::Form::Pointer;
    return child;
  }
  if (isPointer(element))
    return follow(element);
  SCRIPTORIUM_TRY_ASSIGN(Child child, make(element));
  child.form = Child::Form::Inline;
  return child;
}

Result<Unit> BlockMaker::repair(const Block& block, BlockVersion version, const olx::Element& element)
{
  m_followsPointers = true;
  version.fields = fieldsOf(element);
  version.flags.setFlag(VersionFlag::Broken, false);
  version.note.clear();
  version.line = 0;
  version.bodyForm = BodyForm::None;
  version.body = {};
  SCRIPTORIUM_TRY_ASSIGN(version.children, childrenOf(block.type, element));
  SCRIPTORIUM_TRY(m_edit.put(std::move(version)));
  return Unit{};
}

Result<Child> BlockMaker::follow(const olx::Element& pointer)
{
  const QString type = QString::fromUtf8(pointer.tag);
  const QString urlName = *pointer.attributes.value(u"url_name"_s);
  const auto living = m_edit.store().find(type, urlName);
  if (living) {
    SCRIPTORIUM_TRY_ASSIGN(const BlockId parent, m_edit.parentOf(*living));
    if (!parent.isValid())
      return Child{Child::Form::Pointer, *living, {}};
    const QByteArray raw = m_text.sliced(pointer.begin, pointer.end - pointer.begin).toByteArray();
    return Child{Child::Form::Alias, *living, raw};
  }
  if (!isValidUrlName(urlName))
    return Error{
        Error::Kind::BadInput, {}, u"\"%1\" cannot be the url_name of a block."_s.arg(urlName), pointer.line};
  const auto file = m_edit.store().find(kFileType.toString(), olx::blockFilePath(type, urlName));
  return file ? fromFile(type, urlName, *file) : missing(type, urlName);
}

Result<Child> BlockMaker::missing(const QString& type, const QString& urlName)
{
  BlockVersion version;
  SCRIPTORIUM_TRY_ASSIGN(version.block, m_edit.ensureBlock(type, urlName));
  version.flags.setFlag(VersionFlag::MissingFile);
  version.note = u"There is no file %1."_s.arg(olx::blockFilePath(type, urlName));
  const BlockId id = version.block;
  SCRIPTORIUM_TRY(m_edit.put(std::move(version)));
  return Child{Child::Form::Pointer, id, {}};
}

Result<Child> BlockMaker::fromFile(const QString& type, const QString& urlName, BlockId file)
{
  SCRIPTORIUM_TRY_ASSIGN(const BlockVersion as, m_edit.current(file));
  SCRIPTORIUM_TRY_ASSIGN(const QByteArray bytes, m_edit.store().blob(as.body));
  SCRIPTORIUM_TRY(m_edit.erase(file));
  SCRIPTORIUM_TRY_ASSIGN(const BlockId id, m_edit.ensureBlock(type, urlName));
  BlockVersion version;
  version.block = id;
  const auto element = olx::parseXml(bytes);
  if (!element || element->tag != type.toUtf8()) {
    version.bodyForm = BodyForm::Broken;
    version.body = as.body;
    version.flags.setFlag(VersionFlag::Broken);
    version.note =
        element ? u"The file holds a <%1>."_s.arg(QString::fromUtf8(element->tag)) : element.error().detail;
    version.line = element ? element->line : element.error().line;
    SCRIPTORIUM_TRY(m_edit.put(std::move(version)));
    return Child{Child::Form::Pointer, id, {}};
  }
  BlockMaker maker(m_edit, m_types, bytes);
  if (holdsBlocks(m_types, type)) {
    SCRIPTORIUM_TRY(maker.repair(Block{id, type, urlName, {}, {}, {}, 0}, std::move(version), *element));
    return Child{Child::Form::Pointer, id, {}};
  }
  if (type != "html"_L1 || !element->attributes.contains(u"filename"_s))
    return maker.makeAs(id, urlName, *element);
  const QString fileName = *element->attributes.value(u"filename"_s);
  const QString path = olx::htmlBodyPath(urlName, fileName);
  version.fields = fieldsOf(*element);
  const auto text = m_edit.store().find(kFileType.toString(), path);
  if (text) {
    SCRIPTORIUM_TRY_ASSIGN(const BlockVersion html, m_edit.current(*text));
    version.bodyForm = BodyForm::Text;
    version.body = html.body;
    version.bodyPath = path;
    SCRIPTORIUM_TRY(m_edit.erase(*text));
  } else {
    version.flags.setFlag(VersionFlag::MissingFile);
    version.note = u"There is no file %1."_s.arg(path);
  }
  SCRIPTORIUM_TRY(m_edit.put(std::move(version)));
  return Child{Child::Form::Pointer, id, {}};
}

} // namespace scriptorium::edit
