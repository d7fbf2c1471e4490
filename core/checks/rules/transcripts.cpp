#include "checks/blockundertest.h"
#include "checks/rulelist.h"

#include <QJsonDocument>
#include <QJsonObject>

using namespace Qt::Literals::StringLiterals;

namespace scriptorium::checks {
namespace {

/// Source: video_utils.py, get_transcript_for_video: a language without its file is left out, and exporting
/// the course again may fail for it.
void findMissingTranscript(const Rule& rule, const BlockUnderTest& block, Findings& findings)
{
  const auto& fields = block.fields();
  const auto look = [&](const QString& field, const QString& language, const QString& path) {
    if (!block.course().hasFile(u"static/"_s + path))
      findings.append(
          rule.finding(u"The transcript static/%1 (%2) is not in the course; Studio leaves the language out, "
                       "and a later export may fail."_s.arg(path, language),
                       block.place(field)));
  };
  if (const auto transcripts = fields.value(u"transcripts"_s)) {
    const QJsonObject files = QJsonDocument::fromJson(transcripts->toUtf8()).object();
    for (auto file = files.begin(); file != files.end(); ++file)
      if (!file->toString().isEmpty())
        look(u"transcripts"_s, file.key(), file->toString());
  }
  if (const auto sub = fields.value(u"sub"_s); sub && !sub->isEmpty() && *sub != "null"_L1)
    look(u"sub"_s, u"en"_s, u"subs_%1.srt.sjson"_s.arg(*sub));
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

} // namespace scriptorium::checks
