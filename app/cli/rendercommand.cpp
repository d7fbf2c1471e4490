#include "app/cli/blockref.h"
#include "app/cli/commands.h"
#include "app/cli/exitcodes.h"
#include "app/cli/showncourse.h"
#include "render/staticsite/staticsite.h"

#include <QFileInfo>

using namespace Qt::Literals::StringLiterals;

namespace scriptorium::cli {
namespace {

/// The blocks named behind the course. Errors: those of `findBlock`; NotFound, for one that learners do not
/// get.
Result<std::vector<int>> chosenNodes(const Invocation& invocation, const ShownCourse& shown)
{
  std::vector<int> nodes;
  for (const QString& reference : invocation.arguments.sliced(1)) {
    const CourseStore& store = shown.course->store();
    SCRIPTORIUM_TRY_ASSIGN(const BlockId id, findBlock(invocation, store, reference));
    SCRIPTORIUM_TRY_ASSIGN(const Block block, store.block(id));
    const int node = shown.site->find(block.type, block.urlName);
    if (node < 0)
      return Error{Error::Kind::NotFound, reference, u"This is not published; with --draft it is shown."_s};
    nodes.push_back(node);
  }
  return nodes;
}

Result<int> render(Invocation& invocation)
{
  SCRIPTORIUM_TRY_ASSIGN(const ShownCourse shown, readShownCourse(invocation));
  SCRIPTORIUM_TRY_ASSIGN(const std::vector<int> nodes, chosenNodes(invocation, shown));
  const QString folder = invocation.options.value(u"out"_s);
  SCRIPTORIUM_TRY_ASSIGN(
      const render::StaticCounts counts,
      render::writeStaticSite(*shown.site, invocation.clock.now(), nodes, folder, invocation.progress));
  const QString path = QFileInfo(folder).absoluteFilePath();
  invocation.output.result(
      {{u"command"_s, u"render"_s},
       {u"path"_s, path},
       {u"pages"_s, counts.pages},
       {u"files"_s, counts.files}},
      u"%1 pages are in %2: open index.html there, or print.html to print."_s.arg(counts.pages)
          .arg(printable(path)));
  return kDone;
}

} // namespace

Command renderCommand()
{
  return {
      .name = u"render"_s,
      .arguments = u"COURSE [BLOCK...]"_s,
      .summary = u"Writes a course as web pages that a browser opens from disk."_s,
      .help =
          u"For people who review a course without this program: outline, units, custom pages, search and "
          "the files that they show. Problems are shown as learners see them and not graded; what works "
          "only with a server says so. COURSE is a stored course, an archive or a folder, as published or, "
          "with --draft, as its authors have it; with BLOCKs only the units that are, hold or are below "
          "one of these. The course team's view is written: also what is hidden from learners or has not "
          "begun. print.html has all units one after the other, to print or to keep as PDF from the browser."_s,
      .example = u"scriptorium-cli render DemoX --out DemoX-pages\n"
                 "scriptorium-cli render course.tar.gz chapter/week1 --draft --out week1"_s,
      .options = {{u"out"_s, u"DIR"_s, u"a new or an empty folder"_s, {}, true},
                  {u"draft"_s, {}, u"with all that is not published yet"_s}},
      .minimumArguments = 1,
      .maximumArguments = -1,
      .run = render};
}

} // namespace scriptorium::cli
