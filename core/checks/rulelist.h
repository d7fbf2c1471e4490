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
Rule cdata();
Rule pollWithoutAnswers();
Rule pollAnswerWithoutId();
Rule openAssessmentParts();
Rule splitTestGroups();
Rule defaultVideo();
Rule transcriptMissing();
Rule textbooksLost();
Rule fixedLink();
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
// Files.
Rule assetNameCollision();
Rule courseImageMissing();
Rule updatesBadJson();

} // namespace scriptorium::checks
