#include "render/blocks/kinds.h"
#include "render/grades/blockscore.h"

#include <QHash>

using namespace Qt::Literals::StringLiterals;

namespace scriptorium::render {
namespace {

const QHash<QString, BlockKind>& kinds()
{
  static const QHash<QString, BlockKind> kKinds{
      {u"annotatable"_s, annotatableKind()},
      {u"chapter"_s, sequenceKind()},
      {u"conditional"_s, conditionalKind()},
      {u"discussion"_s, discussionKind()},
      {u"done"_s, doneKind()},
      {u"drag-and-drop-v2"_s, dragAndDropKind()},
      {u"edx_sga"_s, staffAssignmentKind()},
      {u"google-calendar"_s, googleCalendarKind()},
      {u"google-document"_s, googleDocumentKind()},
      {u"html"_s, htmlKind()},
      {u"itembank"_s, itemBankKind()},
      {u"library_content"_s, itemBankKind()},
      {u"lti"_s, ltiKind()},
      {u"lti_consumer"_s, ltiConsumerKind()},
      {u"openassessment"_s, openAssessmentKind()},
      {u"pdf"_s, pdfKind()},
      {u"poll"_s, pollKind()},
      {u"poll_question"_s, pollQuestionKind()},
      {u"problem"_s, problemKind()},
      {u"randomize"_s, randomizeKind()},
      {u"recommender"_s, recommenderKind()},
      {u"sequential"_s, sequenceKind()},
      {u"split_test"_s, splitTestKind()},
      {u"staffgradedxblock"_s, staffPointsKind()},
      {u"survey"_s, surveyKind()},
      {u"vertical"_s, verticalKind()},
      {u"video"_s, videoKind()},
      {u"word_cloud"_s, wordCloudKind()},
  };
  return kKinds;
}

} // namespace

const BlockKind& blockKind(const QString& type)
{
  static const BlockKind kUnknown = unknownKind();
  const auto kind = kinds().constFind(type);
  return kind == kinds().cend() ? kUnknown : *kind;
}

bool isKnownKind(const QString& type)
{
  return kinds().contains(type);
}

bool isCompletedByView(const SiteCourse& course, int node)
{
  return blockKind(course.node(node).type).completion == BlockKind::Completion::ByView &&
         !isScorable(course, node);
}

} // namespace scriptorium::render
