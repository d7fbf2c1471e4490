#pragma once

#include "grading/problem/response.h"
#include "grading/scripts/scriptrunner.h"

#include <optional>

namespace scriptorium::capa {

/// customresponse: a script decides, inline (`<answer>`) or as a function of the problem's script (`cfn`).
/// Grading leaves names in the problem's context (correct, messages, grade_decimals …) that later responses
/// and the page see, as in the LMS.
class CustomResponse : public Response
{
public:
  CustomResponse(Problem& problem, Element& element, const QString& tag, int number)
      : Response(problem, element, tag, number)
  {}

  Outcome<Unit> setup() override;
  Outcome<CorrectMap> score(const Answers& answers) override;
  Outcome<QMap<QString, PyValue>> shownAnswers() override;

protected:
  /// Runs the check and leaves its verdict in the context.
  virtual Outcome<Unit> check(const QStringList& ids, const PyList& submission);

  /// None: the attribute is missing.
  const std::optional<QString>& expected() const { return m_expected; }
  void remember(const QString& name, PyValue value);
  PyValue remembered(QStringView name) const;

private:
  Outcome<Unit> checkInline();
  Outcome<Unit> checkWithFunction(const QStringList& ids, const PyList& submission);
  void prepareContext(const QStringList& ids, const PyList& submission, const Answers& answers);
  Outcome<CorrectMap> verdict(const QStringList& ids);

  std::optional<QString> m_expected;
  QString m_function;
  std::optional<QString> m_inlineCode; ///< none: there is no `<answer>`
};

/// A message as the LMS cleans it: parsed as HTML, printed as XML, trimmed. Errors: Other, when it cannot be
/// parsed; Response, when nothing can run.
Outcome<QString> cleanedMessage(const Problem& problem, const PyValue& message);

} // namespace scriptorium::capa
