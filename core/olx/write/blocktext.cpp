#include "olx/write/blocktext.h"

#include "olx/write/coursewriter.h"

using namespace Qt::Literals::StringLiterals;

namespace scriptorium::olx {

bool isTextBlock(const Block& block, const BlockVersion& version)
{
  const bool hasFile =
      version.flags.testFlag(VersionFlag::MissingFile) || version.fields.contains(u"filename"_s);
  return version.bodyForm == BodyForm::Text ||
         (version.bodyForm == BodyForm::None && block.type == "html"_L1 && hasFile);
}

Result<QByteArray> blockText(const CourseView& course, BlockId block)
{
  SCRIPTORIUM_TRY_ASSIGN(const BlockVersion version, course.version(block));
  if (version.body.isValid()) {
    SCRIPTORIUM_TRY_ASSIGN(const QByteArray bytes, course.blob(version.body));
    return version.bodyForm == BodyForm::Element ? editableBody(bytes) : bytes;
  }
  SCRIPTORIUM_TRY_ASSIGN(const Block which, course.block(block));
  const bool hasNone = which.type == kFileType || isContainerType(which.type) ||
                       !version.children.isEmpty() || isTextBlock(which, version);
  return hasNone ? QByteArray() : '<' + which.type.toUtf8() + "/>";
}

} // namespace scriptorium::olx
