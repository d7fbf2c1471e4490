#include "olx/write/blocktext.h"

#include "olx/write/coursewriter.h"
#include "olx/xml/normalform.h"

using namespace Qt::Literals::StringLiterals;

namespace scriptorium::olx {

bool isTextBlock(const Block& block, const BlockVersion& version)
{
  return version.bodyForm == BodyForm::Text ||
         (block.type == "html"_L1 && version.bodyForm != BodyForm::Broken && version.children.isEmpty());
}

Result<QByteArray> blockText(const CourseView& course, BlockId block)
{
  SCRIPTORIUM_TRY_ASSIGN(const BlockVersion version, course.version(block));
  SCRIPTORIUM_TRY_ASSIGN(const Block which, course.block(block));
  if (version.body.isValid()) {
    SCRIPTORIUM_TRY_ASSIGN(const QByteArray bytes, course.blob(version.body));
    if (version.bodyForm != BodyForm::Element)
      return bytes;
    const auto html =
        isTextBlock(which, version) ? innerForm(bytes) : Result<QByteArray>(editableBody(bytes));
    return html ? *html : editableBody(bytes);
  }
  const bool hasNone = which.type == kFileType || isContainerType(which.type) ||
                       !version.children.isEmpty() || isTextBlock(which, version);
  return hasNone ? QByteArray() : '<' + which.type.toUtf8() + "/>";
}

} // namespace scriptorium::olx
