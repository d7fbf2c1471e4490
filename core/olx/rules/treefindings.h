#pragma once

#include "olx/records/records.h"
#include "olx/records/report.h"

/// What the tree of a course shows while it is built. One rule each; the ids are listed in
/// core/olx/README.md.
namespace scriptorium::olx::findings {

void missingFile(Report& report, Place place, const QString& path, bool isCourse);
void missingDraftFile(Report& report, Place place, const QString& path);
void missingHtmlBody(Report& report, Place place, const QString& path);
void htmlBodyElsewhere(Report& report, Place place, const QString& path);
void pointerAgain(Report& report, Place place);
/// `isNameFree`: Studio does not know the first place by this name.
void duplicatePointer(Report& report, Place place, QByteArrayView parentTag, QByteArrayView tag,
                      bool isNameFree);
void duplicateDefinition(Report& report, Place place, bool getsOwnName, const QString& name);
void madeUpName(Report& report, Place place);
void oldPointer(Report& report, Place place);
void barePureXBlock(Report& report, Place place);
void possiblePointer(Report& report, Place place, const QString& path);
void discussionFile(Report& report, Place place, const QString& path);
void tagMismatch(Report& report, Place place, const QString& tag);
void otherUrlName(Report& report, Place place, const QString& name);
void brokenXml(Report& report, Place place, const Fault& fault);
void notRead(Report& report, Place place);

void draftParentMissing(Report& report, Place place, const QString& parent);
void draftBroken(Report& report, Place place, const Fault& fault);
void draftTwice(Report& report, Place place);
void draftElsewhere(Report& report, Place place);
void draftIndex(Report& report, Place place, const QString& index);

} // namespace scriptorium::olx::findings
