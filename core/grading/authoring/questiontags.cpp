#include "grading/authoring/questiontags.h"

#include <QStringList>

using namespace Qt::Literals::StringLiterals;

namespace scriptorium::capa {

bool isQuestionTag(const QString& name)
{
  static const QStringList others = {
      u"additional_answer"_s, u"checkboxgroup"_s,   u"choicegroup"_s,          u"choiceresponse"_s,
      u"correcthint"_s,       u"demandhint"_s,      u"formulaequationinput"_s, u"multiplechoiceresponse"_s,
      u"numericalresponse"_s, u"optioninput"_s,     u"optionresponse"_s,       u"responseparam"_s,
      u"solution"_s,          u"stringequalhint"_s, u"stringresponse"_s,       u"textline"_s};
  return !others.contains(name);
}

bool isResponseTag(const QString& name)
{
  static const QStringList responses = {
      u"multiplechoiceresponse"_s, u"numericalresponse"_s,  u"optionresponse"_s,    u"stringresponse"_s,
      u"choiceresponse"_s,         u"truefalseresponse"_s,  u"customresponse"_s,    u"symbolicresponse"_s,
      u"coderesponse"_s,           u"externalresponse"_s,   u"formularesponse"_s,   u"schematicresponse"_s,
      u"imageresponse"_s,          u"annotationresponse"_s, u"choicetextresponse"_s};
  return responses.contains(name);
}

} // namespace scriptorium::capa
