#include "model/coursefiles.h"

using namespace Qt::Literals::StringLiterals;

namespace scriptorium {
namespace {

constexpr int kMostLinks = 8;
constexpr qsizetype kLongestPath =
    4096; // a file of a course has no longer one; no text of an author is looked up

/// `target` of a link in `folder` ("" or ending in '/'), without "." and ".."; nothing when it leaves the
/// course.
std::optional<QString> joined(const QString& folder, const QString& target)
{
  if (target.isEmpty() || target.startsWith(u'/'))
    return std::nullopt;
  QStringList parts;
  const QStringList all = QString(folder + target).split(u'/', Qt::SkipEmptyParts);
  for (const QString& part : all) {
    if (part == ".."_L1 && parts.isEmpty())
      return std::nullopt;
    if (part == ".."_L1)
      parts.removeLast();
    else if (part != "."_L1)
      parts.append(part);
  }
  return parts.join(u'/');
}

QString behindLinks(const CourseView& course, const QString& path, int links)
{
  if (path.size() > kLongestPath)
    return path;
  for (qsizetype end = path.indexOf(u'/'); links > 0; end = path.indexOf(u'/', end + 1)) {
    const QString part = end < 0 ? path : path.first(end);
    const auto id = course.find(kFileType.toString(), part);
    const auto version = id ? course.version(*id) : Result<BlockVersion>(id.error());
    if (version && version->fields.value(u"kind"_s) == u"link"_s) {
      const QString target = version->fields.value(u"target"_s).value_or(QString());
      const auto behind = joined(part.first(part.lastIndexOf(u'/') + 1), target);
      return behind ? behindLinks(course, *behind + path.sliced(part.size()), links - 1) : path;
    }
    if (end < 0)
      break;
  }
  return path;
}

} // namespace

QString behindLinks(const CourseView& course, const QString& path)
{
  return behindLinks(course, path, kMostLinks);
}

std::optional<QByteArray> fileBytes(const CourseView& course, const QString& name)
{
  const QString path = behindLinks(course, name);
  const auto id = course.find(kFileType.toString(), path);
  if (!id)
    return std::nullopt;
  const auto version = course.version(*id);
  if (!version || !version->body.isValid())
    return std::nullopt;
  const auto bytes = course.blob(version->body);
  return bytes ? std::optional(*bytes) : std::nullopt;
}

} // namespace scriptorium
