#pragma once

#include "olx/records/records.h"
#include "olx/records/report.h"

/// What the tree of a course shows while it is built. One rule each; the ids are listed in
/// core/olx/README.md.
namespace scriptorium::olx::findings {

/// `there`: a file whose path differs in case only; empty when there is none.
void missingFile(Report& report, Place place, const QString& path, const QString& there, bool isCourse);
void missingDraftFile(Report& report, Place place, const QString& path);
void missingHtmlBody(Report& report, Place place, const QString& path, const QString& there);
void htmlBodyElsewhere(Report& report, Place place, const QString& path);
void pointerAgain(Report& report, Place place);
/// `isNameFree`: Studio does not know the first place by this name.
void duplicatePointer(Report& report, Place place, QByteArrayView tag, bool isNameFree);
void duplicateDefinition(Report& report, Place place, bool getsOwnName, const QString& name);
/// `attribute`: what the name is made of; empty for the whole element.
void madeUpName(Report& report, Place place, const QString& attribute);
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
