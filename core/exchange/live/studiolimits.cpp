#include "exchange/live/studiolimits.h"

#include <QLocale>

using namespace Qt::Literals::StringLiterals;

namespace scriptorium {
namespace {

// As Studio's defaults in openedx/core/lib/extract_archive.py and its settings.
constexpr qint64 kStudioBytes = 2LL << 30;
constexpr qint64 kStudioEntries = 50'000;
constexpr qint64 kStudioRatio = 200;

QString number(qint64 value)
{
  return QLocale::c().toString(value);
}

} // namespace

void addStudioLimits(Findings& findings, qint64 entries, qint64 unpackedBytes, qint64 packedBytes)
{
  const auto add = [&](const QString& rule, const QString& message, const QString& advice) {
    findings.append({Finding::Severity::Error, rule, message, advice, {}});
  };
  if (unpackedBytes > kStudioBytes)
    add(u"studio-size-limit"_s,
        u"The course unpacks to %1 bytes; Studio refuses more than %2 unless its operators allow it."_s.arg(
            number(unpackedBytes), number(kStudioBytes)),
        u"Take large files out of static/, or ask the operators to raise the limit."_s);
  if (entries > kStudioEntries)
    add(u"studio-entry-limit"_s,
        u"The course has %1 files and folders; Studio refuses more than %2 unless its operators allow it."_s
            .arg(number(entries), number(kStudioEntries)),
        u"Split the course, or ask the operators to raise the limit."_s);
  if (packedBytes > 0 && unpackedBytes / packedBytes >= kStudioRatio)
    add(u"studio-ratio-limit"_s,
        u"The archive unpacks to %1 times its size; Studio refuses %2 and more as a bomb."_s.arg(
            number(unpackedBytes / packedBytes), number(kStudioRatio)),
        u"Look for files that are much larger than their content."_s);
}

} // namespace scriptorium
