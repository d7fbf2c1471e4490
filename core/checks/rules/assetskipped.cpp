#include "checks/assetname.h"
#include "checks/blockundertest.h"
#include "checks/rulelist.h"

using namespace Qt::Literals::StringLiterals;

namespace scriptorium::checks {
namespace {

/// What macOS adds, also in zips; the archive says how much of it there is.
bool isMacNoise(const QString& path)
{
  return fileName(path).startsWith(u"._") || path.startsWith(u"__MACOSX/") || path.contains(u"/__MACOSX/");
}

void findSkippedAsset(const Rule& rule, const BlockUnderTest& block, Findings& findings)
{
  const QString& path = block.block().urlName;
  if (block.version().bodyForm == BodyForm::File && path.startsWith("static/"_L1) && !isMacNoise(path) &&
      isSkippedAsset(path))
    findings.append(rule.finding(u"Studio does not import files of this name."_s, block.place(0)));
}

} // namespace

Rule assetSkipped()
{
  return {.id = u"asset-skipped"_s,
          .severity = Finding::Severity::Info,
          .title = u"A file that Studio passes over"_s,
          .explanation = u"Nothing needs to be done; it is kept here."_s,
          .block = findSkippedAsset,
          .types = {kFileType.toString()}};
}

} // namespace scriptorium::checks
