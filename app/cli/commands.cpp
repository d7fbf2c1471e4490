#include "app/cli/commands.h"

using namespace Qt::Literals::StringLiterals;

namespace scriptorium::cli {

const QList<Command>& commands()
{
  static const QList<Command> all = {importCommand(),       exportCommand(),
                                     listCommand(),         treeCommand(),
                                     showCommand(),         searchCommand(),
                                     setCommand(),          resetCommand(),
                                     bodyCommand(),         heldCommand(),
                                     addCommand(),          moveCommand(),
                                     duplicateCommand(),    removeCommand(),
                                     publishCommand(),      discardCommand(),
                                     fileCommand(),         policyCommand(),
                                     groupsCommand(),       undoCommand(),
                                     redoCommand(),         historyCommand(),
                                     restoreCommand(),      diffCommand(),
                                     mergeCommand(),        reportCommand(),
                                     doctorCommand(),       gradeCommand(),
                                     selfTestCommand(),     checkCommand(),
                                     serveCommand(),        learnersCommand(),
                                     renderCommand(),       duplicateCourseCommand(),
                                     deleteCourseCommand(), completionCommand(),
                                     manualCommand()};
  return all;
}

const QList<Option>& commonOptions()
{
  static const QList<Option> all = {
      {u"store"_s, u"DIR"_s, u"the folder that holds the courses (default: your data folder)"_s},
      {u"json"_s, {}, u"results as JSON: one object, or one object a line for lists"_s},
      {u"quiet"_s, {}, u"no messages and no progress"_s},
      {u"help"_s, {}, u"what the command does, with an example"_s}};
  return all;
}

} // namespace scriptorium::cli
