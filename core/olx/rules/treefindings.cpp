#include "olx/rules/treefindings.h"

#include "olx/records/blocknaming.h"

using namespace Qt::Literals::StringLiterals;

namespace scriptorium::olx::findings {
namespace {

using Severity = Finding::Severity;

/// A server's files are told apart by case, those of many authors' computers are not.
QString otherCase(const QString& there)
{
  return there.isEmpty() ? QString() : u" There is %1, which differs in case only."_s.arg(there);
}

} // namespace

void missingFile(Report& report, Place place, const QString& path, const QString& there, bool isCourse)
{
  const QString effect = isCourse ? u"Studio refuses the course."_s : u"Studio leaves the block out."_s;
  report.add(
      Severity::Error, "missing-file", std::move(place),
      u"The file %1 that is pointed to here is not in the course. %2%3"_s.arg(path, effect, otherCase(there)),
      there.isEmpty() ? u"Add the file, or remove the pointer."_s
                      : u"Rename the file, or let the pointer name it as it is."_s);
}

void pointerAgain(Report& report, Place place)
{
  report.add(Severity::Error, "pointer-again", std::move(place),
             u"The file that course.xml points to is only a pointer again. Studio does not follow it; the "
             u"course comes out empty."_s,
             u"Put the course into that file, or import the folder that holds the whole course."_s);
}

void missingDraftFile(Report& report, Place place, const QString& path)
{
  report.add(Severity::Warning, "missing-draft-file", std::move(place),
             u"The draft points to %1, which is not there. Studio looks only below drafts/ and leaves the "
             u"block out of the draft; it is shown here as published."_s.arg(path),
             u"Copy the published file to that place, or remove the pointer from the draft."_s);
}

void missingHtmlBody(Report& report, Place place, const QString& path, const QString& there)
{
  report.add(Severity::Error, "missing-html-body", std::move(place),
             u"The text of this block, %1, is not in the course. Studio leaves the block out.%2"_s.arg(
                 path, otherCase(there)),
             there.isEmpty() ? u"Add the file, or remove the block."_s
                             : u"Rename the file, or let the block name it as it is."_s);
}

void htmlBodyElsewhere(Report& report, Place place, const QString& path)
{
  report.add(Severity::Info, "html-body-elsewhere", std::move(place),
             u"The text of this block lies in %1, where Studio finds it only as a last resort."_s.arg(path),
             u"Nothing needs to be done; Studio moves it on its next export."_s);
}

void duplicatePointer(Report& report, Place place, QByteArrayView tag, bool isNameFree)
{
  QString effect = u"Both places show one and the same block."_s;
  const bool getsOtherName = needsUniqueName(tag) && !isNameFree;
  if (getsOtherName)
    effect = u"Studio looks for a file of another name for the second one and drops it."_s;
  report.add(getsOtherName ? Severity::Error : Severity::Warning, "duplicate-pointer", std::move(place),
             u"This block already stands elsewhere in the course. %1"_s.arg(effect),
             u"Remove one of the pointers, or duplicate the block."_s);
}

void duplicateDefinition(Report& report, Place place, bool getsOwnName, const QString& name)
{
  const QString effect =
      getsOwnName
          ? u"Studio calls this one \"%1\", which changes whenever the element does, and learners then lose "
            u"their state."_s.arg(name)
          : u"Studio takes both for one block, and the last definition wins; here it is \"%1\"."_s.arg(name);
  report.add(getsOwnName ? Severity::Warning : Severity::Error, "duplicate-name", std::move(place),
             u"Another block of this type has the same url_name. %1"_s.arg(effect),
             u"Give one of them another url_name."_s);
}

void madeUpName(Report& report, Place place, const QString& attribute)
{
  const QString name = place.blockId;
  report.add(
      Severity::Info, "made-up-name", std::move(place),
      attribute.isEmpty()
          ? u"The element has no url_name. Studio makes \"%1\" of it, which changes whenever the element "
            u"does, and learners then lose their state."_s.arg(name)
          : u"The element has no url_name. Studio makes \"%1\" of its %2; when that is changed, learners "
            u"lose their state."_s.arg(name, attribute),
      u"Give it a url_name."_s);
}

void oldPointer(Report& report, Place place)
{
  report.add(Severity::Info, "old-pointer", std::move(place),
             u"The block points to its file in the old way, with a filename attribute."_s,
             u"Nothing needs to be done; Studio writes an ordinary pointer on its next export."_s);
}

void barePureXBlock(Report& report, Place place)
{
  report.add(Severity::Info, "bare-xblock", std::move(place),
             u"The element looks like a pointer to a file. Studio (Teak) takes it for a block without "
             u"settings; code "
             u"newer than that looks for the file inside a vertical and drops the block."_s,
             u"Add xblock-family=\"xblock.v1\" to the element."_s);
}

void possiblePointer(Report& report, Place place, const QString& path)
{
  report.add(
      Severity::Error, "possible-pointer", std::move(place),
      u"The element looks like a pointer to %1, but has more attributes than url_name. Studio takes it for "
      u"an empty block and does not read that file."_s.arg(path),
      u"Move the other attributes into the file, or remove the file."_s);
}

void discussionFile(Report& report, Place place, const QString& path)
{
  report.add(
      Severity::Warning, "discussion-file", std::move(place),
      u"The file %1 belongs to this discussion; Studio lets its values override those of the element."_s.arg(
          path),
      u"Keep the values in one of the two places."_s);
}

void tagMismatch(Report& report, Place place, const QString& tag)
{
  const QString type = place.blockType;
  report.add(
      Severity::Warning, "tag-mismatch", std::move(place),
      u"The file's root element is <%1>; Studio reads it as %2, as the pointer to it says."_s.arg(tag, type),
      u"Make the pointer and the element agree."_s);
}

void otherUrlName(Report& report, Place place, const QString& name)
{
  report.add(Severity::Info, "other-url-name", std::move(place),
             u"The file calls its block \"%1\"; Studio goes by the pointer's name."_s.arg(name),
             u"Nothing needs to be done."_s);
}

void brokenXml(Report& report, Place place, const Fault& fault)
{
  const QString effect =
      place.blockType == u"course" ? u"Studio refuses the course."_s : u"Studio leaves the block out."_s;
  report.add(Severity::Error, "broken-xml", std::move(place),
             u"The file cannot be parsed: %1 %2"_s.arg(fault.reason, effect),
             u"Repair the file; its text can be edited here."_s);
}

void notRead(Report& report, Place place)
{
  report.add(
      Severity::Error, "not-read", std::move(place),
      u"Blocks are nested more than 256 deep here, or several blocks share this file. What it holds is "
      u"kept, but not shown as blocks."_s,
      u"Give each block a file of its own."_s);
}

void draftParentMissing(Report& report, Place place, const QString& parent)
{
  report.add(Severity::Error, "draft-parent-missing", std::move(place),
             parent.isEmpty()
                 ? u"The draft does not say where it belongs (parent_url). Studio leaves it out."_s
                 : u"The draft belongs to %1, which is not in the course. Studio leaves it "
                   u"out."_s.arg(parent),
             u"Correct parent_url, or remove the file."_s);
}

void draftBroken(Report& report, Place place, const Fault& fault)
{
  report.add(Severity::Error, "draft-broken", std::move(place),
             u"The draft cannot be parsed: %1 Studio leaves it out."_s.arg(fault.reason),
             u"Repair the file."_s);
}

void draftTwice(Report& report, Place place)
{
  report.add(Severity::Warning, "draft-twice", std::move(place),
             u"Another file below drafts/ is a draft of the same block; Studio lets the last one win."_s,
             u"Remove one of the files."_s);
}

void draftElsewhere(Report& report, Place place)
{
  report.add(
      Severity::Warning, "draft-elsewhere", std::move(place),
      u"The draft names another parent than the one its published block stands in. Studio lists the block "
      u"under both."_s,
      u"Correct parent_url."_s);
}

void draftIndex(Report& report, Place place, const QString& index)
{
  report.add(Severity::Error, "draft-index", std::move(place),
             u"\"%1\" is no position (index_in_children_list). Studio leaves the draft out."_s.arg(index),
             u"Write the position as a whole number, from 0."_s);
}

} // namespace scriptorium::olx::findings
