#include "olx/rules/elementrules.h"

#include <algorithm>

namespace scriptorium::olx {
namespace {

/// Of one rule. Beyond this a course has troubles that a longer list does not help with.
constexpr int kMostRemarks = 2000;

} // namespace

const RawAttribute* ElementView::attribute(QByteArrayView name) const
{
  const auto found = std::ranges::find(attributes, name, &RawAttribute::name);
  return found == attributes.end() ? nullptr : &*found;
}

void RemarkPad::add(Severity severity, const char* rule, int line, const QString& message,
                    const QString& advice, const QString& field)
{
  if (++m_counts[rule] <= kMostRemarks)
    m_records.remarks.push_back({m_file, m_node, line, severity, rule, message, advice, field, {}});
}

void RemarkPad::addLink(const char* rule, int line, const QString& course, const QString& message,
                        const QString& advice)
{
  if (++m_counts[rule] <= kMostRemarks)
    m_records.remarks.push_back({m_file, m_node, line, Severity::Warning, rule, message, advice, {}, course});
}

namespace rules {

void checkElement(const ElementView& element, RemarkPad& pad)
{
  attributeValues(element, pad);
  if (!element.type.type->isKnown) {
    unknownType(element, pad);
    return;
  }
  unknownAttributes(element, pad);
  notExported(element, pad);
  const QByteArrayView tag = element.type.tag;
  if (tag == "problem")
    rewrittenMarkup(element, pad);
  else if (tag == "video")
    defaultVideo(element, pad);
  else if (tag == "html")
    inlineHtml(element, pad);
  else if (tag == "poll_question")
    pollAnswers(element, pad);
  else if (tag == "openassessment")
    openAssessmentParts(element, pad);
  else if (tag == "split_test")
    splitTestGroups(element, pad);
}

} // namespace rules
} // namespace scriptorium::olx
