#include "app/cli/programmain.h"
#include "app/preview/previewprogram.h"

int main(int argc, char** argv)
{
  return scriptorium::cli::programMain(argc, argv, scriptorium::preview::runPreview);
}
