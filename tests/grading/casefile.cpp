#include "grading/casefile.h"

#include "grading/values/problemxml.h"
#include "support/shared.h"

#include <QDir>
#include <QJsonArray>
#include <QJsonDocument>
#include <QRegularExpression>

#include <cmath>

using namespace Qt::Literals::StringLiterals;

namespace scriptorium::testing {
namespace {

QString shown(const QJsonValue& value)
{
  return QString::fromUtf8(QJsonDocument(QJsonArray{value}).toJson(QJsonDocument::Compact)).left(400);
}

void normalise(capa::Element& element)
{
  element.text = element.text.simplified();
  element.tail = element.tail.simplified();
  for (const auto& child : element.children())
    normalise(*child);
}

/// XML with white space collapsed; the text itself where it is not XML.
QString xmlForm(const QString& text)
{
  const auto parsed = capa::parseXml(text.toUtf8());
  if (!parsed)
    return text.simplified();
  normalise(**parsed);
  return capa::toXml(**parsed);
}

bool sameText(const QString& name, const QString& a, const QString& b)
{
  if (a == b)
    return true;
  if (name == u"olx"_s || name == u"saved_olx"_s)
    return xmlForm(a) == xmlForm(b);
  return false;
}

QString valueDifference(const QString& name, const QJsonValue& expected, const QJsonValue& actual)
{
  const QString said = name + u": expected "_s + shown(expected) + u", got "_s + shown(actual);
  if (expected.isDouble() && actual.isDouble()) {
    const double a = expected.toDouble();
    const double b = actual.toDouble();
    return std::abs(a - b) <= 1e-12 * std::max(std::abs(a), std::abs(b)) ? QString() : said;
  }
  if (expected.isString() && actual.isString())
    return sameText(name.section(u'.', -1), expected.toString(), actual.toString()) ? QString() : said;
  if (expected.isArray() && actual.isArray()) {
    const QJsonArray a = expected.toArray();
    const QJsonArray b = actual.toArray();
    if (a.size() != b.size())
      return said;
    for (qsizetype i = 0; i < a.size(); ++i)
      if (const QString found = valueDifference(name + u'.' + QString::number(i), a[i], b[i]);
          !found.isEmpty())
        return found;
    return {};
  }
  if (expected.isObject() && actual.isObject()) {
    const QJsonObject a = expected.toObject();
    const QJsonObject b = actual.toObject();
    for (const QString& key : a.keys() + b.keys())
      if (const QString found = valueDifference(name + u'.' + key, a[key], b[key]); !found.isEmpty())
        return found;
    return {};
  }
  return expected == actual ? QString() : said;
}

/// Without what informs only.
QJsonObject binding(QJsonObject result, const QString& kind)
{
  if (!result[u"error"_s].isObject()) {
    if (kind == u"calc"_s)
      result.remove(u"type"_s);
    return result;
  }
  QJsonObject error = result[u"error"_s].toObject();
  error.remove(u"detail"_s);
  error.remove(u"exception"_s);
  if (error[u"phase"_s] == u"load"_s)
    error.remove(u"message"_s);
  result[u"error"_s] = error;
  return result;
}

} // namespace

QStringList caseFiles()
{
  const QString folder = sharedFolder();
  if (folder.isEmpty())
    return {};
  const QDir cases(folder + u"/capa-cases"_s);
  QStringList files;
  for (const QString& name : cases.entryList({u"*.json"_s}, QDir::Files, QDir::Name))
    files.append(cases.filePath(name));
  return files;
}

QString difference(const QJsonObject& expected, const QJsonObject& actual, const QString& kind)
{
  return valueDifference(kind, binding(expected, kind), binding(actual, kind));
}

} // namespace scriptorium::testing
