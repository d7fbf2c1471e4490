#pragma once

#include "app/cli/command.h"

/// One function per command, each in its own file; commands.cpp lists them.
namespace scriptorium::cli {

Command importCommand();
Command exportCommand();
Command listCommand();
Command treeCommand();
Command showCommand();
Command setCommand();
Command resetCommand();
Command bodyCommand();
Command heldCommand();
Command addCommand();
Command moveCommand();
Command duplicateCommand();
Command removeCommand();
Command undoCommand();
Command redoCommand();
Command publishCommand();
Command discardCommand();
Command fileCommand();
Command policyCommand();
Command groupsCommand();
Command searchCommand();
Command historyCommand();
Command restoreCommand();
Command diffCommand();
Command mergeCommand();
Command reportCommand();
Command doctorCommand();
Command gradeCommand();
Command selfTestCommand();
Command checkCommand();
Command serveCommand();
Command previewProgram(); ///< no command, but the program scriptorium-preview
Command learnersCommand();
Command renderCommand();
Command deleteCourseCommand();
Command duplicateCourseCommand();
Command completionCommand();
Command manualCommand();

} // namespace scriptorium::cli
