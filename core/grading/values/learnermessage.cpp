#include "grading/values/learnermessage.h"

#include <QStringList>

using namespace Qt::Literals::StringLiterals;

namespace scriptorium::capa {

QString generalErrorMessage()
{
  return u"We're sorry, there was an error with processing your request. Please try reloading your page and trying again."_s;
}

QString exceptionOf(const CapaError& error)
{
  switch (error.kind) {
  case CapaError::Kind::StudentInput:
    return u"StudentInputError"_s;
  case CapaError::Kind::Response:
    return u"ResponseError"_s;
  case CapaError::Kind::Loncapa:
    return u"LoncapaProblemError"_s;
  case CapaError::Kind::Other:
    break;
  }
  return error.exception;
}

QString learnerMessage(const CapaError& error)
{
  if (error.kind == CapaError::Kind::Other)
    return generalErrorMessage();
  const QStringList lines = error.message.split(u"\\n"_s);
  if (lines.size() < 2)
    return error.message;
  const QString& last = lines[lines.size() - 2];
  const qsizetype colon = last.indexOf(u": "_s);
  return colon < 0 ? error.message : last.sliced(colon + 2);
}

QString authorMessage(const CapaError& error)
{
  if (error.kind == CapaError::Kind::Other)
    return error.message;
  QString text = learnerMessage(error);
  return text.replace(u"\\&#39;"_s, u"'"_s)
      .replace(u"&#39;"_s, u"'"_s)
      .replace(u"&#34;"_s, u"\""_s)
      .replace(u"\\'"_s, u"'"_s);
}

bool isScriptFailure(const CapaError& error)
{
  return error.message.contains(u"Error while executing script code"_s);
}

} // namespace scriptorium::capa
