#include "ui/checks/findingtext.h"

#include "ui/widgets/icon.h"

using namespace Qt::Literals::StringLiterals;

namespace scriptorium {

QIcon FindingText::icon(Finding::Severity severity)
{
  switch (severity) {
  case Finding::Severity::Info:
    break;
  case Finding::Severity::Warning:
    return scriptorium::icon(u"triangle-alert"_s, Tone::Warning);
  case Finding::Severity::Error:
    return scriptorium::icon(u"circle-alert"_s, Tone::Error);
  }
  return scriptorium::icon(u"info"_s, Tone::Muted);
}

QString FindingText::severity(Finding::Severity severity)
{
  switch (severity) {
  case Finding::Severity::Info:
    break;
  case Finding::Severity::Warning:
    return tr("Warning");
  case Finding::Severity::Error:
    return tr("Error");
  }
  return tr("Note");
}

QString FindingText::counts(const QList<int>& counts)
{
  return tr("%n error(s)", nullptr, counts[2]) + u" · "_s + tr("%n warning(s)", nullptr, counts[1]) +
         u" · "_s + tr("%n note(s)", nullptr, counts[0]);
}

QString FindingText::whole(const Finding& finding)
{
  const bool isClosed = finding.message.isEmpty() || u".!?:"_s.contains(finding.message.back());
  return finding.message + (isClosed ? u" "_s : u". "_s) + finding.advice + u'\n' + place(finding.place);
}

QString FindingText::place(const Place& place)
{
  QString text = place.blockId.isEmpty() ? QString() : u"%1/%2"_s.arg(place.blockType, place.blockId);
  if (!place.file.isEmpty())
    text += (text.isEmpty() ? QString() : u" · "_s) + place.file;
  if (place.line > 0)
    text += u":%1"_s.arg(place.line);
  return text;
}

} // namespace scriptorium
