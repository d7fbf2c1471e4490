#include "grading/values/graderreply.h"

#include "grading/values/problemxml.h"

#include <QRegularExpression>

#include <algorithm>

using namespace Qt::Literals::StringLiterals;

namespace scriptorium::capa {

namespace {

/// Whether a lenient reader finds a text or an element in it that XML can hold.
bool isHtml(QString markup)
{
  const bool isForbidden = std::any_of(markup.begin(), markup.end(), [](QChar each) {
    return each.unicode() < 0x20 && !each.isSpace() && !each.isNull();
  });
  static const QRegularExpression nothing(u"\\0|<!doctype[^>]*>|</(?!p\\b|br\\b)[a-z][^>]*>"_s,
                                          QRegularExpression::CaseInsensitiveOption);
  return !isForbidden && !markup.remove(nothing).isEmpty();
}

} // namespace

std::optional<GraderReply> GraderReply::read(const QString& json)
{
  const std::optional<PyValue> sent = PyValue::fromJson(json.toUtf8());
  if (!sent)
    return std::nullopt;
  const PyValue* correct = sent->at(u"correct");
  const PyValue* points = sent->at(u"score");
  const PyValue* message = sent->at(u"msg");
  if (correct == nullptr || points == nullptr || message == nullptr)
    return std::nullopt;
  if (const QString* text = message->string(); text != nullptr && !parseXml(text->toUtf8()) && !isHtml(*text))
    return std::nullopt;
  return GraderReply{correct->isTrue(), *points, *message};
}

} // namespace scriptorium::capa
