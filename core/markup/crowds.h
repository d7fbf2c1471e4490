#pragma once

#include <QByteArray>
#include <QString>

#include <optional>

namespace scriptorium::markup {

/// More than what is read: the work of the library behind `parseXml` grows with the square of these.
struct Crowd
{
  QString what; ///< a sentence for people, without its end
  int line = 0; ///< 1-based
};

/// The first element with more than 1,000 attributes, or where more than 1,000 namespaces are in force, or a
/// document type that gives elements more than 1,000 attributes. Any text; one pass.
std::optional<Crowd> crowdInXml(QByteArrayView xml);
/// The text without what an element has beyond its first 1,000 attributes. Scripts and styles stay. One pass.
QByteArray withoutCrowds(const QByteArray& html);

} // namespace scriptorium::markup
