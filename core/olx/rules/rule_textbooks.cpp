#include "olx/rules/courserules.h"

#include <algorithm>

using namespace Qt::Literals::StringLiterals;

namespace scriptorium::olx::rules {

void textbooks(const CourseFacts& facts, Report& report)
{
  const ParsedBlock& root = facts.course.blocks[facts.course.root];
  if (!root.published || root.published->source < 0)
    return;
  const auto count = std::ranges::count_if(root.published->children, [](const ParsedBlock::Child& child) {
    return child.form == Child::Form::Raw && child.raw.startsWith("<textbook");
  });
  if (count < 2)
    return;
  report.add(
      Finding::Severity::Warning, "textbooks-lost",
      {facts.course.sources[root.published->source].path, root.published->line, root.type, root.urlName, {}},
      u"The course has %1 <textbook> elements; Studio reads all and writes only the last."_s.arg(count),
      u"Use pdf_textbooks, or keep your own archive as the master copy."_s);
}

} // namespace scriptorium::olx::rules
