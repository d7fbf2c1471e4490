#pragma once

#include "grading/responses/pythonerrors.h"
#include "grading/values/outcome.h"

#include <QList>
#include <QString>

#include <utility>

/// Fields of a form as the LMS reads them from a web request.
namespace scriptorium::capa {

/// The last value under that name. Errors: Other "KeyError", where there is none.
inline Outcome<QString> requiredField(const QList<std::pair<QString, QString>>& form, const QString& name)
{
  for (qsizetype i = form.size() - 1; i >= 0; --i)
    if (form[i].first == name)
      return form[i].second;
  return keyError(name);
}

} // namespace scriptorium::capa
