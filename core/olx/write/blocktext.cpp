#include "olx/write/blocktext.h"

#include "olx/write/coursewriter.h"
#include "olx/xml/normalform.h"
#include "olx/xml/xmlscanner.h"

using namespace Qt::Literals::StringLiterals;

namespace scriptorium::olx {
namespace {

/// Comes to the first start tag. False when there is none.
bool findStartTag(XmlScanner& scanner)
{
  using Token = XmlScanner::Token;
  for (Token token = scanner.next(); token != Token::End && token != Token::Fault; token = scanner.next())
    if (token == Token::StartTag || token == Token::EmptyTag)
      return true;
  return false;
}

/// `edited` with as many line ends in its start tag as `written` has.
QByteArray withTagLines(const QByteArray& written, QByteArray edited)
{
  XmlScanner before(written);
  XmlScanner after(edited);
  if (!findStartTag(before) || !findStartTag(after))
    return edited;
  const qsizetype lines = before.bytes().count('\n') - after.bytes().count('\n');
  const qsizetype end = after.end() - (after.token() == XmlScanner::Token::EmptyTag ? 2 : 1);
  return lines > 0 ? edited.insert(end, QByteArray(lines, '\n')) : edited;
}

} // namespace

bool isTextBlock(const Block& block, const BlockVersion& version)
{
  return version.bodyForm == BodyForm::Text ||
         (block.type == "html"_L1 && version.bodyForm != BodyForm::Broken && version.children.isEmpty());
}

Result<QByteArray> blockText(const CourseView& course, BlockId block, TagLines lines)
{
  SCRIPTORIUM_TRY_ASSIGN(const BlockVersion version, course.version(block));
  SCRIPTORIUM_TRY_ASSIGN(const Block which, course.block(block));
  return blockText(course, which, version, lines);
}

Result<QByteArray> blockText(const CourseView& course, const Block& which, const BlockVersion& version,
                             TagLines lines)
{
  if (version.body.isValid()) {
    SCRIPTORIUM_TRY_ASSIGN(const QByteArray bytes, course.blob(version.body));
    if (version.bodyForm != BodyForm::Element)
      return bytes;
    if (isTextBlock(which, version))
      if (const auto html = innerForm(bytes))
        return *html;
    const QByteArray element = editableBody(bytes);
    return lines == TagLines::Kept ? withTagLines(bytes, element) : element;
  }
  const bool hasNone = which.type == kFileType || isContainerType(which.type) ||
                       !version.children.isEmpty() || isTextBlock(which, version);
  return hasNone ? QByteArray() : '<' + which.type.toUtf8() + "/>";
}

} // namespace scriptorium::olx
