#pragma once

#include <QByteArray>
#include <QByteArrayList>
#include <QByteArrayView>

namespace scriptorium::olx {

/// "a:b" as a path: "a/b".
QByteArray pathOfName(QByteArrayView urlName);

/// Where Studio looks for the body of an html block, in its order, below the root or drafts/. As Studio: the
/// path beside the block's own file, then the same with a doubled ".html" stripped, then with leading folders
/// left out one by one, then those ending ".xml" with ".html" instead. Source: html_block.py.
QByteArrayList htmlBodyPaths(QByteArrayView urlName, QByteArrayView fileName);

/// Where Studio looks for the file of a block in the old `filename` form.
QByteArrayList oldStylePaths(QByteArrayView tag, QByteArrayView fileName);

} // namespace scriptorium::olx
