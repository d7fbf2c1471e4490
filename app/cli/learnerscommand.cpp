#include "app/cli/blockref.h"
#include "app/cli/commands.h"
#include "app/cli/exitcodes.h"
#include "app/cli/nextcommand.h"
#include "learners/learnerstore.h"
#include "render/grades/submission.h"

#include <QSet>

using namespace Qt::Literals::StringLiterals;

namespace scriptorium::cli {
namespace {

/// The test learners of a course, and whom and what of them a command is about.
struct TestLearners
{
  std::unique_ptr<CourseSession> session;
  std::unique_ptr<render::SiteCourse> site;
  std::unique_ptr<LearnerStore> store;      ///< null: nobody was ever there
  QList<LearnerStore::Known> chosen;        ///< by --learner, else all
  std::optional<QSet<QString>> blocks = {}; ///< the block of --block and all below it
};

/// The block and all below it, as states are kept. One that the course has no longer may be named by type and
/// id.
Result<QSet<QString>> blocksBelow(const Invocation& invocation, const TestLearners& all)
{
  const QString reference = invocation.options.value(u"block"_s);
  const CourseStore& store = all.session->store();
  const auto id = findBlock(invocation, store, reference);
  if (!id) {
    for (const LearnerStore::Known& learner : all.chosen)
      if (id.error().kind == Error::Kind::NotFound && all.store->blocks(learner.id).contains(reference))
        return QSet<QString>{reference};
    return id.error();
  }
  SCRIPTORIUM_TRY_ASSIGN(const Block block, store.block(*id));
  const int top = all.site->find(block.type, block.urlName);
  if (top < 0)
    return QSet<QString>{blockName(block)};
  std::vector<int> nodes{top};
  QSet<QString> keys;
  for (size_t i = 0; i < nodes.size(); ++i) {
    keys.insert(all.site->stateKey(nodes[i]));
    for (const int child : all.site->node(nodes[i]).children)
      nodes.push_back(child);
  }
  return keys;
}

Result<TestLearners> readLearners(const Invocation& invocation)
{
  TestLearners all;
  SCRIPTORIUM_TRY_ASSIGN(all.session,
                         openCourse(invocation, invocation.arguments[1], CourseStore::Mode::ReadOnly));
  const CourseStore& store = all.session->store();
  if (LearnerStore::isThere(store.folder())) {
    SCRIPTORIUM_TRY_ASSIGN(all.store, LearnerStore::open(store.folder()));
    SCRIPTORIUM_TRY_ASSIGN(all.chosen, all.store->known());
  }
  SCRIPTORIUM_TRY_ASSIGN(all.site, render::SiteCourse::of(store, invocation.types, store.key()));
  const QString name = invocation.options.value(u"learner"_s);
  if (invocation.has(u"learner"_s)) {
    all.chosen.removeIf([&](const LearnerStore::Known& one) { return one.name != name; });
    if (all.chosen.isEmpty())
      return Error{Error::Kind::NotFound, name, u"No preview of this course had a learner of this name."_s};
  }
  if (invocation.has(u"block"_s) && all.store) {
    SCRIPTORIUM_TRY_ASSIGN(all.blocks, blocksBelow(invocation, all));
  }
  return all;
}

struct Kept
{
  QString title;
  bool isAnswered = false;
  bool isStale = false;
  double earned = 0;
  double possible = 0;
};

Kept keptOf(const TestLearners& all, qint64 learner, const QString& block)
{
  Kept kept;
  const int node = all.site->find(block.section(u'/', 0, 0), block.section(u'/', 1));
  kept.title = node < 0 ? QString() : all.site->title(node);
  const auto score = all.store->value(learner, block, render::kept::kScore);
  kept.isAnswered = score.has_value();
  if (score) {
    kept.earned = score->find("earned").value_or(Json()).number();
    kept.possible = score->find("possible").value_or(Json()).number();
  }
  kept.isStale = node >= 0 && render::isStale(*all.site, *all.store, learner, node);
  return kept;
}

void tellBlock(Invocation& invocation, const LearnerStore::Known& learner, const QString& block,
               const Kept& kept)
{
  const QString points =
      kept.isAnswered ? u"  %1 of %2"_s.arg(kept.earned).arg(kept.possible) : u"  looked at"_s;
  invocation.output.result({{u"learner"_s, learner.name},
                            {u"block"_s, block},
                            {u"title"_s, kept.title},
                            {u"answered"_s, kept.isAnswered},
                            {u"earned"_s, kept.earned},
                            {u"possible"_s, kept.possible},
                            {u"stale"_s, kept.isStale}},
                           printable(learner.name + u"  "_s + block + u"  "_s + kept.title) + points +
                               (kept.isStale ? u", of an earlier version"_s : QString()));
}

void tellLearner(Invocation& invocation, const TestLearners& all, const LearnerStore::Known& learner)
{
  int answered = 0;
  QStringList stale;
  const QStringList blocks = all.store->blocks(learner.id);
  for (const QString& block : blocks) {
    const Kept kept = keptOf(all, learner.id, block);
    answered += kept.isAnswered ? 1 : 0;
    if (kept.isStale)
      stale.append(block);
  }
  QString text = printable(learner.name) + u"  answered: %1"_s.arg(answered);
  if (!stale.isEmpty())
    text += u"  changed since: "_s + printable(stale.join(u", "_s));
  invocation.output.result({{u"learner"_s, learner.name},
                            {u"id"_s, learner.id},
                            {u"answered"_s, answered},
                            {u"blocks"_s, blocks.size()},
                            {u"stale"_s, QJsonArray::fromStringList(stale)}},
                           text);
}

Result<int> listLearners(Invocation& invocation, const TestLearners& all)
{
  const bool isDetailed = invocation.has(u"learner"_s) || invocation.has(u"block"_s);
  for (const LearnerStore::Known& learner : all.chosen) {
    if (!isDetailed) {
      tellLearner(invocation, all, learner);
      continue;
    }
    const QStringList blocks = all.store->blocks(learner.id);
    for (const QString& block : blocks)
      if (!block.isEmpty() && (!all.blocks || all.blocks->contains(block)))
        tellBlock(invocation, learner, block, keptOf(all, learner.id, block));
  }
  if (all.chosen.isEmpty())
    invocation.output.message(u"No preview of this course had a learner yet."_s);
  return kDone;
}

Result<int> resetLearners(Invocation& invocation, const TestLearners& all)
{
  int forgotten = 0;
  for (const LearnerStore::Known& learner : all.chosen) {
    const QStringList blocks = all.store->blocks(learner.id);
    for (const QString& block : blocks)
      forgotten += !block.isEmpty() && (!all.blocks || all.blocks->contains(block)) ? 1 : 0;
  }
  const auto whose = invocation.has(u"learner"_s) ? std::optional(all.chosen[0].id) : std::nullopt;
  if (all.store && all.blocks)
    for (const QString& block : *all.blocks)
      all.store->forget(whose, block);
  else if (all.store)
    all.store->forget(whose, std::nullopt);
  if (all.store)
    SCRIPTORIUM_TRY(all.store->keep());
  invocation.output.result({{u"command"_s, u"learners"_s}, {u"forgotten"_s, forgotten}},
                           u"What learners did in blocks is forgotten: %1."_s.arg(forgotten));
  return kDone;
}

Result<int> learners(Invocation& invocation)
{
  const QString& action = invocation.arguments.first();
  if (action != "list"_L1 && action != "reset"_L1)
    return wrongUsage(
        invocation.output,
        u"Write: learners list COURSE, or learners reset COURSE, with --learner and --block for some.\nMore: "_s +
            nextCommand(invocation, u"learners"_s, {}, {u"--help"_s}));
  SCRIPTORIUM_TRY_ASSIGN(const TestLearners all, readLearners(invocation));
  return action == "list"_L1 ? listLearners(invocation, all) : resetLearners(invocation, all);
}

} // namespace

Command learnersCommand()
{
  return {.name = u"learners"_s,
          .arguments = u"list|reset COURSE"_s,
          .summary = u"Lists and resets what test learners did in the previews of a stored course."_s,
          .help =
              u"\"list\" names the learners, how many problems each has answered, and which of these have "
              "changed since (drafts included): their points are of an earlier version. With --learner or "
              "--block it lists block by block. \"reset\" forgets it all, or what --learner and --block "
              "name; previews that are open see it at once. What was answered in the preview of an archive "
              "is not kept."_s,
          .example = u"scriptorium-cli learners list DemoX\n"
                     "scriptorium-cli learners reset DemoX --learner learner1 --block problem/quiz1"_s,
          .options = {{u"learner"_s, u"NAME"_s, u"only of this learner (default: all)"_s},
                      {u"block"_s, u"BLOCK"_s, u"only of this block and those below it (default: all)"_s}},
          .minimumArguments = 2,
          .maximumArguments = 2,
          .run = learners};
}

} // namespace scriptorium::cli
