#pragma once

#include "checks/rules.h"

/// One function a rule, each in a file of its own below rules/; families that read the same thing share one.
namespace scriptorium::checks {

// Problems, through the engine.
Rule scriptError();
Rule loadError();
Rule noRightChoice();
Rule answerOutOfRange();
Rule acceptsAnything();
Rule patternDoesNotCompile();
Rule dropdownOptions();
Rule scriptBudget();
// Attributes.
Rule stringLosesQuotes();
Rule stringNull();
Rule booleanText();
Rule invalidValue();
Rule unknownAttribute();
Rule fieldNotExported();
// Blocks of one type.
Rule unknownType();
Rule inlineHtml();
Rule brokenHtml();
Rule danglingLink();
Rule cdata();
Rule pollWithoutAnswers();
Rule pollAnswerWithoutId();
Rule openAssessmentParts();
Rule splitTestGroups();
Rule experimentUnknownPartition();
Rule experimentGroupWithoutUnit();
Rule experimentUnknownGroup();
Rule conditionalSourceMissing();
Rule groupAccessUnknown();
Rule prerequisiteMissing();
Rule prerequisiteNeverGates();
Rule customTagWithoutTemplate();
Rule defaultVideo();
Rule transcriptMissing();
Rule transcriptNotUtf8();
Rule textbooksLost();
Rule fixedLink();
Rule jumpLinkMissing();
Rule staticFileMissing();
Rule controlCharacters();
Rule whiteSpaceShows();
Rule assetSkipped();
// Policies.
Rule policyBadJson();
Rule policyUnknownBlock();
Rule policyNotApplied();
Rule policyOverrides();
Rule policyXmlAttributes();
Rule policyNotRead();
Rule gradingBadJson();
Rule gradingDefault();
Rule gradingNoMinCount();
Rule gradingEntry();
Rule gradingUnknownKey();
Rule gradingWeights();
Rule gradingTypeTwice();
Rule gradingCutoffs();
Rule gradingUnknownFormat();
Rule tabsFirst();
Rule tabsRepeated();
Rule tabsKeysMissing();
Rule tabsUnknownType();
Rule tabWithoutFile();
Rule tabWithoutEntry();
Rule userPartitions();
Rule userPartitionsReserved();
Rule userPartitionsIdTwice();
Rule proctoringProvider();
// Files.
Rule assetNameCollision();
Rule courseImageMissing();
Rule updatesBadJson();
Rule textbookFileMissing();
Rule tagsColumns();
Rule tagsRows();

} // namespace scriptorium::checks
