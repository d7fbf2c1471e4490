#pragma once

#include "render/blocks/scene.h"

namespace scriptorium::render {

/// How the pages of the LMS show blocks of one type.
struct BlockKind
{
  enum class Completion
  {
    ByView,  ///< when it was seen for some seconds
    Own,     ///< by what the learner does in it
    Children ///< with those below it
  };
  BlockContent (*content)(const Scene& scene, int node) = nullptr;
  Completion completion = Completion::Own;
};

/// The kind of a type; that of types the LMS does not know for others.
const BlockKind& blockKind(const QString& type);
/// Whether the LMS's standard installation has blocks of this type.
bool isKnownKind(const QString& type);
/// Whether a block is complete once it was seen.
bool isCompletedByView(const SiteCourse& course, int node);

// One per type, defined in the file of its name.
BlockKind annotatableKind();
BlockKind conditionalKind();
BlockKind discussionKind();
BlockKind doneKind();
BlockKind dragAndDropKind();
BlockKind googleCalendarKind();
BlockKind googleDocumentKind();
BlockKind htmlKind();
BlockKind itemBankKind();
BlockKind ltiConsumerKind();
BlockKind ltiKind();
BlockKind openAssessmentKind();
BlockKind pdfKind();
BlockKind pollKind();
BlockKind pollQuestionKind();
BlockKind problemKind();
BlockKind randomizeKind();
BlockKind recommenderKind();
BlockKind sequenceKind();
BlockKind splitTestKind();
BlockKind staffAssignmentKind();
BlockKind staffPointsKind();
BlockKind surveyKind();
BlockKind unknownKind();
BlockKind verticalKind();
BlockKind videoKind();
BlockKind wordCloudKind();

} // namespace scriptorium::render
