#pragma once

#include "archive/members/member.h"

#include <QByteArrayView>
#include <QString>

namespace scriptorium {

/// What a file is by its first bytes (512 are enough). Never Folder.
ArchiveFormat sniffFormat(QByteArrayView start);

/// A few words for people on what `start` is the start of: "a RAR archive", "a web page (HTML)", "nothing".
QString describeBytes(QByteArrayView start);

} // namespace scriptorium
