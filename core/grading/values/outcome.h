#pragma once

#include "base/result.h"

#include <QString>

#include <optional>

namespace scriptorium::capa {

/// Why a problem could not be loaded or an answer could not be graded, in the LMS's own words. These words
/// are data: learners see them, so they are kept verbatim and apart from our own `Error`.
struct CapaError
{
  enum class Kind
  {
    StudentInput, ///< the learner can mend it (StudentInputError); no attempt is used
    Response,     ///< a script or a response failed (ResponseError)
    Loncapa,      ///< the problem is wrong (LoncapaProblemError)
    Other         ///< anything else: the LMS shows its general sentence, and the page itself fails at load
  };

  Kind kind = Kind::Other;
  QString message;   ///< the text of the exception, before the LMS cuts it for learners
  QString exception; ///< the Python class of an `Other`, as far as it is known; informative
  int line = 0;      ///< 1-based line in the problem's XML; 0 when there is none

  friend bool operator==(const CapaError&, const CapaError&) = default;
};

template <typename T>
using Outcome = Result<T, CapaError>;

inline CapaError studentInputError(const QString& message)
{
  return {CapaError::Kind::StudentInput, message, {}, 0};
}
inline CapaError responseError(const QString& message)
{
  return {CapaError::Kind::Response, message, {}, 0};
}
inline CapaError problemError(const QString& message)
{
  return {CapaError::Kind::Loncapa, message, {}, 0};
}
/// What a Python exception of another class becomes. `exception`: its class; `message`: its text.
inline CapaError otherError(const QString& exception, const QString& message)
{
  return {CapaError::Kind::Other, message, exception, 0};
}

} // namespace scriptorium::capa
