#pragma once

#include "render/events/learnerevent.h"

namespace scriptorium::render {

/// What is particular to a kind of event in its xAPI statement (as LMS: event-routing-backends,
/// processors/xapi/event_transformers).
struct XapiParts
{
  Json verb;       ///< {"id", "display"}
  Json object;     ///< {"objectType", "id", "definition"}
  Json result;     ///< null: none
  Json extensions; ///< of the context; null: none of its own
  Json grouping;   ///< of the context's activities; null: none
};

/// An activity of an address: {"objectType": "Activity", "id", "definition"}.
Json xapiActivity(const QString& id, const Json& definition);
/// Where the LMS has a block: ".../xblock/KEY".
QString xapiBlockAddress(const QString& usageKey);
/// Nothing where the LMS sends no statement. `data`: of the event, parsed.
std::optional<XapiParts> xapiParts(const LearnerEvent& event, const Json& data);

/// Of one question of a problem of several: what differs from the statement about the whole.
XapiParts xapiQuestion(const XapiParts& whole, const QString& inputId, const Json& submission);
/// The questions of a submission by input id; empty when there is one alone.
Json xapiQuestions(const LearnerEvent& event, const Json& data);

} // namespace scriptorium::render
