#include "render/blocks/kinds.h"
#include "render/handlers/dragproblem.h"

using namespace Qt::Literals::StringLiterals;

namespace scriptorium::render {
namespace {

/// As LMS: the board is drawn by its script.
BlockContent dragContent(const Scene& scene, int node)
{
  return {u"<div class=\"themed-xblock xblock--drag-and-drop\"><p>Loading drag and drop problem.</p></div>"_s,
          u"DragAndDropBlock"_s,
          DragProblem(scene.visit(), node).viewData(),
          {}};
}

} // namespace

BlockKind dragAndDropKind()
{
  return {dragContent, BlockKind::Completion::Own};
}

} // namespace scriptorium::render
