#include "checks/blockundertest.h"
#include "checks/rulelist.h"

#include <QJsonDocument>
#include <QJsonObject>

using namespace Qt::Literals::StringLiterals;

namespace scriptorium::checks {
namespace {

/// Calls `take` with field, language and path below static/ of every transcript that is named.
template <typename Take>
void eachTranscript(const Fields& fields, const Take& take)
{
  if (const auto transcripts = fields.value(u"transcripts"_s)) {
    const QJsonObject files = QJsonDocument::fromJson(transcripts->toUtf8()).object();
    for (auto file = files.begin(); file != files.end(); ++file)
      if (!file->toString().isEmpty())
        take(u"transcripts"_s, file.key(), file->toString());
  }
  if (const auto sub = fields.value(u"sub"_s); sub && !sub->isEmpty() && *sub != "null"_L1)
    take(u"sub"_s, u"en"_s, u"subs_%1.srt.sjson"_s.arg(*sub));
}

/// Source: video_utils.py, get_transcript_for_video: a language without its file is left out, and exporting
/// the course again may fail for it.
void findMissingTranscript(const Rule& rule, const BlockUnderTest& block, Findings& findings)
{
  eachTranscript(block.fields(), [&](const QString& field, const QString& language, const QString& name) {
    const QString path = u"static/"_s + name;
    if (!block.course().hasFile(path))
      findings.append(
          rule.finding(u"The transcript %1 (%2) is not in the course; Studio leaves the language out, "
                       "and a later export may fail.%3"_s.arg(path, language, block.course().otherCase(path)),
                       block.place(field)));
  });
}

void findUnreadableTranscript(const Rule& rule, const BlockUnderTest& block, Findings& findings)
{
  eachTranscript(block.fields(), [&](const QString& field, const QString& language, const QString& name) {
    const auto bytes = block.course().fileBytes(u"static/"_s + name);
    if (bytes && !bytes->isValidUtf8())
      findings.append(
          rule.finding(u"The transcript static/%1 (%2) is not UTF-8; Studio leaves the language out, and a "
                       "later export may fail."_s.arg(name, language),
                       block.place(field)));
  });
}

} // namespace

Rule transcriptMissing()
{
  return {.id = u"transcript-missing"_s,
          .severity = Finding::Severity::Warning,
          .title = u"A transcript that is named but not there"_s,
          .explanation = u"Add the file, or take the language away."_s,
          .block = findMissingTranscript,
          .types = {u"video"_s},
          .reads = Input::Files};
}

Rule transcriptNotUtf8()
{
  return {.id = u"transcript-not-utf8"_s,
          .severity = Finding::Severity::Warning,
          .title = u"A transcript that cannot be read"_s,
          .explanation = u"Save the file as UTF-8."_s,
          .block = findUnreadableTranscript,
          .types = {u"video"_s},
          .reads = Input::Files};
}

} // namespace scriptorium::checks
