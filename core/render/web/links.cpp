#include "render/web/links.h"

#include <QCryptographicHash>
#include <QRegularExpression>
#include <QUrl>

using namespace Qt::Literals::StringLiterals;

namespace scriptorium::render {
namespace {

/// What the LMS keeps of a name: word characters, ".", "%" and "-"; all else becomes "_".
QString cleanedName(QString path)
{
  static const QRegularExpression kOther(u"[^\\w.%-]"_s, QRegularExpression::UseUnicodePropertiesOption);
  return path.replace(kOther, u"_"_s);
}

/// 32 hexadecimal digits that change with the file; finding them reads nothing of it. Empty when there is no
/// such file.
QString contentDigest(const SiteCourse& course, const QString& name)
{
  const QString path = course.assetPath(name);
  if (path.isEmpty())
    return {};
  const auto file = course.view().find(kFileType.toString(), path);
  const auto version = file ? course.view().version(*file) : Result<BlockVersion>(file.error());
  const QByteArray content =
      version ? path.toUtf8() + '\n' + QByteArray::number(version->body.value) : path.toUtf8();
  return QString::fromLatin1(QCryptographicHash::hash(content, QCryptographicHash::Md5).toHex());
}

/// The loaders of the grader's applets: as LMS, they stay files of the platform.
bool isAppletLoader(const QString& rest)
{
  return rest.startsWith(u"js/capa/"_s) && rest.endsWith(u".nocache.js"_s);
}

/// Of a static address behind "/static/": the fragment is lost, as in the LMS.
QString staticAddress(const SiteCourse& course, const QString& rest)
{
  const qsizetype mark = rest.indexOf(u'#');
  const QString whole = mark < 0 ? rest : rest.first(mark);
  const qsizetype question = whole.indexOf(u'?');
  return question < 0 ? assetAddress(course, whole)
                      : assetAddress(course, whole.first(question)) + whole.sliced(question);
}

QString replacement(const SiteCourse& course, const QRegularExpressionMatch& match)
{
  const QString rest = match.captured(3);
  const QString kind = match.captured(2);
  if (kind == u"/static/" && isAppletLoader(rest))
    return kind + rest + u"?raw"_s;
  if (kind == u"/static/")
    return rest.endsWith(u"?raw"_s) || rest.startsWith(u"xblock/"_s) ? kind + rest
                                                                     : staticAddress(course, rest);
  if (kind == u"/course/")
    return u"/courses/"_s + course.keyText() + u'/' + rest;
  if (kind == u"/jump_to_id/")
    return u"/courses/"_s + course.keyText() + kind + rest;
  return staticAddress(course, rest); // c4x
}

} // namespace

QString assetAddress(const SiteCourse& course, const QString& path)
{
  const CourseKey& key = course.key();
  const bool isPage =
      path.endsWith(u".html"_s, Qt::CaseInsensitive); // as LMS: pages have no address of their content
  const QString digest = isPage ? QString() : contentDigest(course, path);
  const QString version = digest.isEmpty() ? QString() : u"/assets/courseware/v1/"_s + digest;
  return version + u"/asset-v1:%1+%2+%3+type@asset+block/"_s.arg(key.org(), key.number(), key.run()) +
         QString::fromLatin1(QUrl::toPercentEncoding(cleanedName(path), "/:+@"));
}

QString withAddresses(const SiteCourse& course, const QString& html)
{
  static const QRegularExpression kAddress(
      u"(\\\\?[\"'])(/static/|/course/|/jump_to_id/|/c4x/[^/\"']+/[^/\"']+/asset/)([^\"']*?)\\1"_s);
  QString result;
  qsizetype from = 0;
  for (auto matches = kAddress.globalMatch(html); matches.hasNext();) {
    const auto match = matches.next();
    result += QStringView(html).sliced(from, match.capturedStart(2) - from);
    result += replacement(course, match);
    from = match.capturedEnd(3);
  }
  result += QStringView(html).sliced(from);
  return result;
}

} // namespace scriptorium::render
