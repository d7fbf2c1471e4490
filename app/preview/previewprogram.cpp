#include "app/preview/previewprogram.h"

#include "app/cli/commands.h"

namespace scriptorium::preview {

int runPreview(const QStringList& arguments, Progress& progress)
{
  return cli::runProgram(cli::previewProgram(), arguments, progress);
}

} // namespace scriptorium::preview
