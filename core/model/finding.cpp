#include "model/finding.h"

#include <QHash>

#include <utility>

using namespace Qt::Literals::StringLiterals;

namespace scriptorium {
namespace {

/// What Studio does, by rule; nothing where it is not named.
constexpr std::pair<QLatin1StringView, Finding::Effect> kEffectsOfRules[] = {
    {"studio-refuses"_L1, Finding::Effect::ImportFails},
    {"studio-cannot-export"_L1, Finding::Effect::ExportFails},
    {"studio-drops-block"_L1, Finding::Effect::BlockLost},
    {"studio-drops-draft"_L1, Finding::Effect::BlockLost},
    {"broken-xml"_L1, Finding::Effect::BlockLost},
    {"missing-file"_L1, Finding::Effect::BlockLost},
    {"missing-html-body"_L1, Finding::Effect::BlockLost},
    {"pointer-again"_L1, Finding::Effect::BlockLost},
    {"missing-draft-file"_L1, Finding::Effect::BlockLost},
    {"duplicate-pointer"_L1, Finding::Effect::Changed},
    {"duplicate-name"_L1, Finding::Effect::Changed},
    {"possible-pointer"_L1, Finding::Effect::ValueLost},
    {"tag-mismatch"_L1, Finding::Effect::Changed},
    {"invalid-url-name"_L1, Finding::Effect::BlockLost},
    {"draft-parent-missing"_L1, Finding::Effect::BlockLost},
    {"draft-broken"_L1, Finding::Effect::BlockLost},
    {"draft-index"_L1, Finding::Effect::BlockLost},
    {"text-in-container"_L1, Finding::Effect::ValueLost},
    {"tail-text"_L1, Finding::Effect::ValueLost},
    {"comment-lost"_L1, Finding::Effect::ValueLost},
    {"comment-outside-root"_L1, Finding::Effect::ValueLost},
    {"meta-element"_L1, Finding::Effect::Changed},
    {"doctype"_L1, Finding::Effect::ValueLost},
    {"not-utf8"_L1, Finding::Effect::BlockLost},
    {"declared-encoding"_L1, Finding::Effect::Changed},
    {"carriage-returns"_L1, Finding::Effect::Changed},
    {"run-missing"_L1, Finding::Effect::ImportFails},
    {"invalid-course-key"_L1, Finding::Effect::ImportFails},
    {"file-not-imported"_L1, Finding::Effect::ValueLost},
    {"link-refused"_L1, Finding::Effect::ImportFails},
    {"dangling-link"_L1, Finding::Effect::ImportFails},
    {"string-loses-quotes"_L1, Finding::Effect::Changed},
    {"string-null"_L1, Finding::Effect::Changed},
    {"boolean-text"_L1, Finding::Effect::Changed},
    {"invalid-value"_L1, Finding::Effect::BlockLost},
    {"unknown-attribute"_L1, Finding::Effect::ValueLost},
    {"field-not-exported"_L1, Finding::Effect::ValueLost},
    {"unknown-type"_L1, Finding::Effect::Changed},
    {"inline-html"_L1, Finding::Effect::Changed},
    {"cdata"_L1, Finding::Effect::Changed},
    {"poll-without-answers"_L1, Finding::Effect::BlockLost},
    {"poll-answer-without-id"_L1, Finding::Effect::ValueLost},
    {"openassessment-part-missing"_L1, Finding::Effect::BlockLost},
    {"split-test-groups"_L1, Finding::Effect::BlockLost},
    {"video-default-youtube"_L1, Finding::Effect::Changed},
    {"textbooks-lost"_L1, Finding::Effect::ValueLost},
    {"fixed-link"_L1, Finding::Effect::Changed},
    {"asset-skipped"_L1, Finding::Effect::ValueLost},
    {"policy-bad-json"_L1, Finding::Effect::ValueLost},
    {"policy-not-applied"_L1, Finding::Effect::ValueLost},
    {"policy-xml-attributes"_L1, Finding::Effect::ValueLost},
    {"grading-bad-json"_L1, Finding::Effect::ValueLost},
    {"grading-unknown-key"_L1, Finding::Effect::ValueLost},
    {"tabs-first"_L1, Finding::Effect::ImportFails},
    {"tabs-repeated"_L1, Finding::Effect::ImportFails},
    {"tabs-keys-missing"_L1, Finding::Effect::ImportFails},
    {"updates-bad-json"_L1, Finding::Effect::ValueLost},
    {"transcript-missing"_L1, Finding::Effect::ValueLost},
    {"transcript-not-utf8"_L1, Finding::Effect::ValueLost},
    {"white-space-shows"_L1, Finding::Effect::Changed},
    {"prerequisite-missing"_L1, Finding::Effect::ValueLost},
    {"tags-columns"_L1, Finding::Effect::ValueLost},
    {"name-not-utf8"_L1, Finding::Effect::ValueLost},
    {"tags-rows"_L1, Finding::Effect::ValueLost},
    {"tabs-unknown-type"_L1, Finding::Effect::ValueLost},
    {"user-partitions"_L1, Finding::Effect::ImportFails},
    {"asset-name-collision"_L1, Finding::Effect::ValueLost},
};

QHash<QString, Finding::Effect> effectsOfRules()
{
  QHash<QString, Finding::Effect> effects;
  for (const auto& [rule, effect] : kEffectsOfRules)
    effects.insert(rule, effect);
  return effects;
}

} // namespace

QLatin1StringView severityName(Finding::Severity severity)
{
  switch (severity) {
  case Finding::Severity::Info:
    return "info"_L1;
  case Finding::Severity::Warning:
    return "warning"_L1;
  case Finding::Severity::Error:
    return "error"_L1;
  }
  Q_UNREACHABLE();
}

Finding::Effect effectOf(const Finding& finding)
{
  using enum Finding::Effect;
  static const auto kEffects = effectsOfRules();
  if (finding.effect)
    return *finding.effect;
  const Finding::Effect effect = kEffects.value(finding.rule, None);
  return effect == BlockLost && finding.place.blockType == "course"_L1 ? ImportFails : effect;
}

QLatin1StringView effectName(Finding::Effect effect)
{
  switch (effect) {
  case Finding::Effect::None:
    return "none"_L1;
  case Finding::Effect::Changed:
    return "changed"_L1;
  case Finding::Effect::ValueLost:
    return "value-lost"_L1;
  case Finding::Effect::BlockLost:
    return "block-lost"_L1;
  case Finding::Effect::ExportFails:
    return "export-fails"_L1;
  case Finding::Effect::ImportFails:
    return "import-fails"_L1;
  }
  Q_UNREACHABLE();
}

} // namespace scriptorium
