#pragma once

#include "model/block.h"
#include "model/blocktype.h"
#include "model/courseview.h"

#include <QByteArray>
#include <QString>

#include <functional>

namespace scriptorium {
class Json;
} // namespace scriptorium

namespace scriptorium::olx {

/// What the writer must know of a block to write the file it stands in.
struct WriteBlock
{
  QString type;
  QString urlName;
  BlockVersion version;
};

/// Gives the block and the version to write for a child (head or published, as the caller decides).
using LookUp = std::function<Result<WriteBlock>(BlockId)>;
using ReadBlob = std::function<Result<QByteArray>(BlobId)>;

/// The OLX file of a block with everything inline in it, in Studio's own form (docs/olx.md, Studio's form).
/// Children that have files of their own come out as pointers, Raw children as they are, DraftOnly ones not
/// at all. `fields` are written as they are, `url_name`, `filename` and `xblock-family` among them where the
/// file had them; an inline element always gets its url_name, so that its id stays. The bytes of a broken
/// file or of a `kFileType` block come out as they are. Errors: BadInput when a body does not parse (name the
/// block), and whatever the look-ups return.
Result<QByteArray> writeBlockFile(const BlockTypes& types, const WriteBlock& block, const LookUp& lookUp,
                                  const ReadBlob& readBlob);

/// The element of a block that stands in another's file, with everything inline in it, as `writeBlockFile`
/// puts it there before the file is brought into normal form.
Result<QByteArray> inlineElement(const BlockTypes& types, const WriteBlock& block, const LookUp& lookUp,
                                 const ReadBlob& readBlob);
/// The element that points to a block's own file.
QByteArray pointerElement(const WriteBlock& block);

/// Default path of a block's file below the course root ("problem/x.xml"; ':' makes folders).
QString blockFilePath(const QString& type, const QString& urlName);
/// Path of an html block's body for a given `filename` attribute.
QString htmlBodyPath(const QString& urlName, const QString& fileName);
/// Whether Studio writes this block into its parent's file.
bool isWrittenInline(const BlockTypes& types, const QString& type, VersionFlags flags);

/// The editable text of an Element body: the start tag without attributes (url_name and fields are edited
/// elsewhere).
QByteArray editableBody(QByteArrayView element);

/// JSON as Studio writes policy files: sorted keys, indent 4, ASCII, no final newline. Errors: BadInput.
Result<QByteArray> studioJson(QByteArrayView json);
QByteArray studioJson(const Json& json);

} // namespace scriptorium::olx
