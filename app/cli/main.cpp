#include "app/cli/command.h"
#include "app/cli/programmain.h"

int main(int argc, char** argv)
{
  return scriptorium::cli::programMain(argc, argv, scriptorium::cli::run);
}
