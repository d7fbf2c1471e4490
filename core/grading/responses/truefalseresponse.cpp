#include "grading/responses/kinds.h"
#include "grading/responses/multiplechoiceresponse.h"

#include <QSet>

using namespace Qt::Literals::StringLiterals;

namespace scriptorium::capa {

namespace {

/// Several statements, of which exactly the true ones are to be chosen. Partial credit is read but not given.
class TrueFalseResponse : public MultipleChoiceResponse
{
public:
  TrueFalseResponse(Problem& problem, Element& element, int number)
      : MultipleChoiceResponse(problem, element, u"truefalseresponse"_s, number, u"TrueFalse"_s)
  {}

  Outcome<CorrectMap> score(const Answers& answers) override
  {
    QSet<QString> chosen;
    if (const auto answer = answers.constFind(answerId()); answer != answers.cend()) {
      if (answer->dict() != nullptr)
        return otherError(u"TypeError"_s, u"unhashable type: 'dict'"_s);
      const PyList* list = answer->list();
      const PyList values = list != nullptr ? *list : PyList{*answer};
      for (const PyValue& value : values)
        chosen += value.string() != nullptr ? *value.string() : QChar(QChar::Null) + value.repr();
    }
    const QSet<QString> right(rightNames().begin(), rightNames().end());
    CorrectMap graded;
    graded[answerId()].correctness = chosen == right ? u"correct"_s : u"incorrect"_s;
    return graded;
  }
};

} // namespace

const ResponseKind& trueFalseResponseKind()
{
  static const ResponseKind kind = {
      u"truefalseresponse"_s,
      {{u"choicegroup"_s}, 1, {}, true},
      [](Problem& problem, Element& element, int number) -> std::unique_ptr<Response> {
        return std::make_unique<TrueFalseResponse>(problem, element, number);
      }};
  return kind;
}

} // namespace scriptorium::capa
