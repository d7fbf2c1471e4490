#include "olx/write/coursewriter.h"

#include "olx/write/writtenfields.h"
#include "olx/xml/normalform.h"
#include "olx/xml/xml.h"
#include "olx/xml/xmlscanner.h"

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

/// Nothing but a name is a pointer to a file, whatever was meant; a comment makes it a definition again
/// (docs/olx.md, Pointers).
bool looksLikePointer(const Fields& attributes, const QByteArray& content)
{
  return content.isEmpty() && attributes.size() == 1 && attributes.contains(u"url_name"_s);
}

/// The element with another start tag, everything else byte for byte; declarations of prefixes stay.
QByteArray withStartTag(QByteArrayView element, const Fields& attributes)
{
  XmlScanner scanner(element);
  auto token = scanner.next();
  while (token == XmlScanner::Token::Comment || token == XmlScanner::Token::Instruction ||
         token == XmlScanner::Token::Doctype || token == XmlScanner::Token::Text)
    token = scanner.next();
  if (token != XmlScanner::Token::StartTag && token != XmlScanner::Token::EmptyTag)
    return element.toByteArray();
  QByteArray text = startTag(scanner.tag().toByteArray(), attributes);
  for (const auto& [name, value] : scanner.attributes()) {
    if ((name != "xmlns" && !name.startsWith("xmlns:")) || attributes.contains(QString::fromUtf8(name)))
      continue;
    const char quote = value.contains('"') ? '\'' : '"';
    text += ' ' + name.toByteArray() + '=' + quote + value.toByteArray() + quote;
  }
  text += token == XmlScanner::Token::EmptyTag ? "/>" : ">";
  return text + element.sliced(scanner.end()).toByteArray();
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
    // A course file that names itself is course.xml, or was written like it.
    const bool isRoot =
        block.type == "library"_L1 || (block.type == "course"_L1 && version.fields.contains(u"url_name"_s));
    const auto place = isRoot ? WrittenPlace::InlineRoot : WrittenPlace::OwnFile;
    if (isElement(version)) {
      SCRIPTORIUM_TRY_ASSIGN(const QByteArray body, m_readBlob(version.body));
      return named(normalFormWith(body, fieldsOf(block, place)), block);
    }
    SCRIPTORIUM_TRY_ASSIGN(const QByteArray text, element(block, place, 0));
    return named(normalForm(text), block);
  }

  Result<QByteArray> inlineElement(const WriteBlock& block)
  {
    return element(block, WrittenPlace::Inline, 1);
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
      // A prefix may be declared further up; then only the whole file can be parsed.
      const auto compact = compactFormWith(body, attributes);
      const bool needsParent = !compact && depth > 0 && compact.error().reason == "undeclared-prefix"_L1;
      if (!compact && !needsParent)
        return compact.error().in(blockName(block));
      const QByteArray text = needsParent ? withStartTag(body, attributes) : *compact;
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
                                             : pointerElement(block);
  }

  const BlockTypes& m_types;
  const LookUp& m_lookUp;
  const ReadBlob& m_readBlob;
};

QString asFolders(QString urlName)
{
  return urlName.replace(u':', u'/');
}

} // namespace

Result<QByteArray> writeBlockFile(const BlockTypes& types, const WriteBlock& block, const LookUp& lookUp,
                                  const ReadBlob& readBlob)
{
  return FileWriter(types, lookUp, readBlob).file(block);
}

Result<QByteArray> inlineElement(const BlockTypes& types, const WriteBlock& block, const LookUp& lookUp,
                                 const ReadBlob& readBlob)
{
  return FileWriter(types, lookUp, readBlob).inlineElement(block);
}

QByteArray pointerElement(const WriteBlock& block)
{
  return startTag(block.type.toUtf8(), {{u"url_name"_s, block.urlName}}) + "/>";
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
  return withStartTag(element, {});
}

} // namespace scriptorium::olx
