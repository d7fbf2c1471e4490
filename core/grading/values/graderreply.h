#pragma once

#include "grading/values/pyvalue.h"

#include <QString>

#include <optional>

namespace scriptorium::capa {

/// What an external grader says of an answer: the JSON object {"correct", "score", "msg"} that it sends back
/// (as LMS: responsetypes.py, CodeResponse._parse_score_msg).
struct GraderReply
{
  bool isCorrect = false;
  PyValue points;  ///< as sent; only a number can be counted
  PyValue message; ///< HTML; as sent

  /// None: the reply is no such object, or its message can be read neither as XML nor as HTML. A message that
  /// is no text is left to the caller: the LMS fails on it.
  static std::optional<GraderReply> read(const QString& json);
};

} // namespace scriptorium::capa
