#include "render/web/discussiontopic.h"

#include <QCryptographicHash>

using namespace Qt::Literals::StringLiterals;

namespace scriptorium::render {
namespace {

/// As XBlock's scope_key: what stands for a character that is neither letter nor digit.
QString scopeKeyPart(const QString& text)
{
  static const QHash<QChar, QString> kSigns = {{u'.', u".."_s}, {u'/', u"._"_s}, {u'\\', u".-"_s},
                                               {u',', u"_."_s}, {u'_', u"__"_s}, {u' ', u"_-"_s},
                                               {u'+', u"-."_s}, {u':', u"-_"_s}, {u'-', u"--"_s}};
  QString result;
  for (const QChar sign : text) {
    if (sign.isLetterOrNumber())
      result += sign;
    else
      result += kSigns.value(sign, u"_%1_"_s.arg(sign.unicode()));
  }
  return result;
}

} // namespace

QString discussionTopic(const SiteCourse& course, int node)
{
  QString id = course.textOf(node, u"discussion_id"_s);
  if (!id.isEmpty())
    return id;
  const QString key = scopeKeyPart(course.usageKey(node)) + u"/discussion__id/NONE.NONE"_s;
  return QString::fromLatin1(QCryptographicHash::hash(key.toUtf8(), QCryptographicHash::Sha1).toHex());
}

} // namespace scriptorium::render
