#include "olx/coursewriter.h"

#include "olx/normalform.h"
#include "olx/writtenfields.h"
#include "olx/xml.h"

using namespace Qt::Literals::StringLiterals;

namespace scriptorium::olx {
namespace {

constexpr int kMaxDepth = 200; // as the parser's

QString blockName(const WriteBlock& block)
{
  return block.type + u'/' + block.urlName;
}

QByteArray startTag(const QByteArray& tag, const Fields& attributes)
{
  QByteArray text = '<' + tag;
  for (const auto& [name, value] : attributes)
    text += ' ' + name.toUtf8() + "=\"" + escapeAttribute(value) + '"';
  return text;
}

QByteArray pointerTag(const WriteBlock& block)
{
  return startTag(block.type.toUtf8(), {{u"url_name"_s, block.urlName}}) + "/>";
}

/// Nothing but a name is a pointer to a file, whatever was meant; a comment makes it a definition again
/// (olx.md §2.2).
bool looksLikePointer(const Fields& attributes, const QByteArray& content)
{
  return content.isEmpty() && attributes.size() == 1 && attributes.contains(u"url_name"_s);
}

class FileWriter
{
public:
  FileWriter(const BlockTypes& types, const LookUp& lookUp, const ReadBlob& readBlob)
      : m_types(types), m_lookUp(lookUp), m_readBlob(readBlob)
  {}

  Result<QByteArray> file(const WriteBlock& block)
  {
    const BlockVersion& version = block.version;
    if (version.bodyForm == BodyForm::Broken || version.bodyForm == BodyForm::File)
      return m_readBlob(version.body);
    const bool isRoot = (block.type == "course"_L1 &&
                         (version.fields.contains(u"org"_s) || version.fields.contains(u"course"_s))) ||
                        block.type == "library"_L1;
    const auto place = isRoot ? WrittenPlace::InlineRoot : WrittenPlace::OwnFile;
    if (isElement(version)) {
      SCRIPTORIUM_TRY_ASSIGN(const QByteArray body, m_readBlob(version.body));
      return named(normalFormWith(body, fieldsOf(block, place)), block);
    }
    SCRIPTORIUM_TRY_ASSIGN(const QByteArray text, element(block, place, 0));
    return named(normalForm(text), block);
  }

private:
  static bool isElement(const BlockVersion& version)
  {
    return version.bodyForm == BodyForm::Element && version.children.isEmpty();
  }
  static Result<QByteArray> named(Result<QByteArray> result, const WriteBlock& block)
  {
    return result ? std::move(result) : result.error().in(blockName(block));
  }
  Fields fieldsOf(const WriteBlock& block, WrittenPlace place) const
  {
    return writtenFields(m_types, block.type, block.urlName, block.version, place);
  }

  Result<QByteArray> element(const WriteBlock& block, WrittenPlace place, int depth)
  {
    if (depth > kMaxDepth)
      return Error{Error::Kind::BadInput, blockName(block), u"Blocks are nested too deeply."_s};
    const Fields attributes = fieldsOf(block, place);
    if (isElement(block.version)) {
      SCRIPTORIUM_TRY_ASSIGN(const QByteArray body, m_readBlob(block.version.body));
      SCRIPTORIUM_TRY_ASSIGN(QByteArray text, named(compactFormWith(body, attributes), block));
      if (place != WrittenPlace::Inline || !text.endsWith("/>") || !looksLikePointer(attributes, {}))
        return text;
    }
    QByteArray content;
    for (const Child& child : block.version.children) {
      SCRIPTORIUM_TRY_ASSIGN(const QByteArray text, childText(child, depth));
      content += text;
    }
    const QByteArray tag = block.type.toUtf8();
    if (place == WrittenPlace::Inline && looksLikePointer(attributes, content))
      content = "<!-- empty -->";
    const QByteArray start = startTag(tag, attributes);
    return content.isEmpty() ? start + "/>" : start + '>' + content + "</" + tag + '>';
  }

  Result<QByteArray> childText(const Child& child, int depth)
  {
    if (child.form == Child::Form::Raw)
      return child.raw;
    if (child.form == Child::Form::DraftOnly)
      return QByteArray();
    if (child.form != Child::Form::Inline && !child.raw.isEmpty())
      return child.raw;
    SCRIPTORIUM_TRY_ASSIGN(const WriteBlock block, m_lookUp(child.block));
    return child.form == Child::Form::Inline ? element(block, WrittenPlace::Inline, depth + 1)
                                             : pointerTag(block);
  }

  const BlockTypes& m_types;
  const LookUp& m_lookUp;
  const ReadBlob& m_readBlob;
};

QString asFolders(QString urlName)
{
  return urlName.replace(u':', u'/');
}

/// Behind comments, instructions and blanks; the length when there is no element.
qsizetype findStartTag(QByteArrayView text)
{
  qsizetype at = 0;
  while ((at = text.indexOf('<', at)) >= 0) {
    const QByteArrayView rest = text.sliced(at);
    if (rest.startsWith("<!--"))
      at = text.indexOf("-->", at);
    else if (rest.startsWith("<?"))
      at = text.indexOf("?>", at);
    else
      return at;
    if (at < 0)
      break;
  }
  return text.size();
}

/// The attribute's end: behind its closing quote.
qsizetype attributeEnd(QByteArrayView text, qsizetype at)
{
  while (at < text.size() && text[at] != '"' && text[at] != '\'')
    ++at;
  if (at == text.size())
    return at;
  const auto closing = text.indexOf(text[at], at + 1);
  return closing < 0 ? text.size() : closing + 1;
}

bool isBlank(char c)
{
  return c == ' ' || c == '\t' || c == '\n' || c == '\r';
}

} // namespace

Result<QByteArray> writeBlockFile(const BlockTypes& types, const WriteBlock& block, const LookUp& lookUp,
                                  const ReadBlob& readBlob)
{
  return FileWriter(types, lookUp, readBlob).file(block);
}

QString blockFilePath(const QString& type, const QString& urlName)
{
  return type + u'/' + asFolders(urlName) + u".xml"_s;
}

QString htmlBodyPath(const QString& urlName, const QString& fileName)
{
  const QString path = asFolders(urlName);
  return u"html/"_s + path.first(path.lastIndexOf(u'/') + 1) + fileName + u".html"_s;
}

bool isWrittenInline(const BlockTypes& types, const QString& type, VersionFlags flags)
{
  const BlockType& blockType = types.type(type);
  return flags.testFlag(VersionFlag::PureXBlock) || !blockType.isXmlBlock || blockType.isInlineOnly;
}

QByteArray editableBody(QByteArrayView element)
{
  qsizetype at = findStartTag(element);
  const qsizetype begin = at;
  while (at < element.size() && !isBlank(element[at]) && element[at] != '>' && element[at] != '/')
    ++at;
  QByteArray text = element.sliced(begin, at - begin).toByteArray();
  while (at < element.size() && element[at] != '>' && element[at] != '/') {
    if (isBlank(element[at])) {
      ++at;
      continue;
    }
    const qsizetype end = attributeEnd(element, at);
    const QByteArrayView attribute = element.sliced(at, end - at);
    if (attribute.startsWith("xmlns=") || attribute.startsWith("xmlns:"))
      text += ' ' + attribute.toByteArray();
    at = end;
  }
  return text + element.sliced(at).toByteArray();
}

} // namespace scriptorium::olx
