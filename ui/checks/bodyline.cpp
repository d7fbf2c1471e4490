#include "ui/checks/bodyline.h"

#include "checks/blockundertest.h"
#include "ui/document/coursedocument.h"

namespace scriptorium {

int bodyLine(const CourseDocument& document, BlockId id, const Place& place)
{
  const auto block = document.store().block(id);
  const auto version = block ? document.store().version(id) : Result<BlockVersion>(block.error());
  if (!version)
    return 0;
  const checks::CourseSnapshot course(document.store(), document.types());
  return checks::BlockUnderTest(course, *block, *version).bodyLine(place);
}

} // namespace scriptorium
