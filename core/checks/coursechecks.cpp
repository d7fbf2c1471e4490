#include "checks/coursechecks.h"

#include "checks/blockundertest.h"
#include "checks/problemcrew.h"
#include "checks/problemundertest.h"
#include "render/courseproblems.h"

#include <QSet>

#include <algorithm>
#include <deque>
#include <map>
#include <optional>
#include <tuple>

using namespace Qt::Literals::StringLiterals;

namespace scriptorium::checks {
namespace {

bool isPolicyPath(QStringView path)
{
  return path.endsWith(u".json") || path == u"course.xml" || path == u"tags.csv";
}

/// What a change of one block means for the rules about the whole course.
Inputs touchedBy(const ChangeSet::Entry& entry, const CourseView& view)
{
  if (entry.type != kFileType)
    return (entry.block == view.root() ? Inputs(Input::Root) : Inputs()) |
           (entry.aspects.testFlag(Aspect::Existence) ? Inputs(Input::Names) : Inputs());
  const auto file = view.block(entry.block);
  const bool mayBeLink = entry.aspects.testAnyFlags({Aspect::Existence, Aspect::Fields});
  const bool isPolicy = !file || isPolicyPath(file->urlName) || mayBeLink;
  return (isPolicy ? Inputs(Input::Policies) : Inputs()) | (mayBeLink ? Inputs(Input::Files) : Inputs());
}

/// Whether problems may come out differently because of it.
bool isScriptFile(const ChangeSet::Entry& entry, const CourseView& view)
{
  const auto file = entry.type == kFileType ? view.block(entry.block) : Result<Block>(Block());
  return file && render::CourseProblems::isScriptFile(file->urlName);
}

/// A finding by what it says, with the block that it is about.
struct Said
{
  Finding finding;
  BlockId block;

  auto values() const
  {
    const Place& place = finding.place;
    return std::tie(finding.rule, finding.message, finding.severity, finding.advice, place.file, place.line,
                    place.blockType, place.blockId, place.field, block);
  }
  friend bool operator==(const Said& one, const Said& other) { return one.values() == other.values(); }
  friend size_t qHash(const Said& said, size_t seed = 0) noexcept
  {
    const Place& place = said.finding.place;
    return qHashMulti(seed, said.finding.message, place.line, place.blockId, place.field, said.block);
  }
};

bool isSame(const Finding& one, const Finding& other)
{
  return Said{one, {}} == Said{other, {}};
}

void addNew(const Findings& found, Findings& findings)
{
  if (findings.isEmpty() && found.size() < 2) {
    findings = found;
    return;
  }
  QSet<Said> said;
  for (const auto& finding : std::as_const(findings))
    said.insert({finding, {}});
  for (const auto& finding : found) {
    if (said.contains({finding, {}}))
      continue;
    said.insert({finding, {}});
    findings.append(finding);
  }
}

} // namespace

struct CourseChecks::Private
{
  Private(const CourseView& courseView, const BlockTypes& types, Options wanted)
      : view(courseView), options(std::move(wanted)), course(courseView, types)
  {
    for (const Rule& rule : allRules())
      if (options.rules.isEmpty() || options.rules.contains(rule.id))
        rules.append(&rule);
    asksEngine = options.withProblems &&
                 std::ranges::any_of(rules, [](const Rule* rule) { return rule->problem != nullptr; });
  }

  using Placed = QList<std::pair<BlockId, Finding>>;

  const QList<const Rule*>& rulesFor(const QString& type);
  void look(const Block& block, const BlockVersion& state, Findings& findings);
  void lookAtPolicy(const Block& block, const BlockVersion& state, Findings& findings);
  using Crew = ProblemCrew<Findings>;
  Result<Unit> makeEngine();
  Findings asked(ProblemUnderTest& problem) const;
  Result<Unit> askEngine(const Block& block, const BlockVersion& head, Findings& findings, Crew* crew);
  Result<Findings> lookAt(BlockId id, Crew* crew = nullptr);
  Result<Unit> lookAtAll(const QList<BlockId>& blocks, Progress& progress);
  QSet<BlockId> lookAtCourse(Inputs changed);
  QSet<BlockId> readPolicyNames();
  QSet<BlockId> blocksThatReadBeside(Inputs touched) const;
  bool replace(BlockId id, const Findings& findings);
  Result<Unit> outcome();

  const CourseView& view;
  Options options;
  CourseSnapshot course;
  std::optional<render::CourseProblems> engine;   ///< made when the first problem is met
  QHash<const Rule*, QSet<BlockId>> lookedBeside; ///< those of which the rule asked for more than the block
  std::deque<BlockId> withCrew;                   ///< whose findings are to come, in their order
  QList<const Rule*> rules;
  bool asksEngine = false;
  QHash<QString, QList<const Rule*>> rulesByType; ///< those about blocks
  QSet<QString> policyNames;                      ///< blocks with a policy, "type/url_name"
  std::map<BlockId, Findings> ofBlocks;           ///< without those that have none
  QHash<const Rule*, Placed> ofCourse;
};

const QList<const Rule*>& CourseChecks::Private::rulesFor(const QString& type)
{
  auto found = rulesByType.find(type);
  if (found == rulesByType.end()) {
    found = rulesByType.insert(type, {});
    for (const Rule* rule : rules)
      if (rule->block && (rule->types.isEmpty() ? type != kFileType : rule->types.contains(type)))
        found->append(rule);
  }
  return *found;
}

void CourseChecks::Private::look(const Block& block, const BlockVersion& state, Findings& findings)
{
  const auto& ours = rulesFor(block.type);
  // Of a block whose file is not there nothing is known; one that lacks only its text is itself.
  const bool isAbsent = state.flags.testFlag(VersionFlag::MissingFile) && state.fields.isEmpty();
  if (ours.isEmpty() || !course.isJudged() || state.flags.testFlag(VersionFlag::Broken) || isAbsent)
    return;
  const BlockUnderTest subject(course, block, state);
  if (subject.isBare())
    return;
  Findings found;
  for (const Rule* rule : ours) {
    if (!rule->field.isEmpty() && !state.fields.contains(rule->field))
      continue;
    course.startWatching();
    rule->block(*rule, subject, found);
    if (rule->reads && course.hasLookedBeside())
      lookedBeside[rule].insert(block.id);
  }
  addNew(found, findings);
}

void CourseChecks::Private::lookAtPolicy(const Block& block, const BlockVersion& state, Findings& findings)
{
  QList<PolicyEntry> entries;
  const auto values = course.policy().values(block.type, block.urlName);
  for (const auto& [field, json] : values)
    entries.append({field, json});
  const BlockUnderTest subject(course, block, state);
  for (const Rule* rule : rules)
    if (rule->policy)
      rule->policy(*rule, subject, entries, findings);
}

Findings CourseChecks::Private::asked(ProblemUnderTest& problem) const
{
  Findings findings;
  for (const Rule* rule : rules)
    if (rule->problem)
      rule->problem(*rule, problem, findings);
  return findings;
}

Result<Unit> CourseChecks::Private::makeEngine()
{
  if (!engine) {
    SCRIPTORIUM_TRY_ASSIGN(auto made, render::CourseProblems::of(view));
    engine.emplace(std::move(made));
    engine->limitScripts();
  }
  return Unit{};
}

/// The crew, when there is one, gives its findings later.
Result<Unit> CourseChecks::Private::askEngine(const Block& block, const BlockVersion& head,
                                              Findings& findings, Crew* crew)
{
  SCRIPTORIUM_TRY(makeEngine());
  SCRIPTORIUM_TRY_ASSIGN(const render::CourseProblem problem, engine->open(block.id));
  Place place = BlockUnderTest(course, block, head).place();
  if (head.bodyForm == BodyForm::Broken) // its text is the whole file
    place.line = 1;
  if (crew) {
    crew->add(problem, place);
    withCrew.push_back(block.id);
    return Unit{};
  }
  ProblemUnderTest underTest(problem.olx, place, problem.surroundings);
  findings += asked(underTest);
  return Unit{};
}

/// Looks at problems on several threads, and at everything else meanwhile.
Result<Unit> CourseChecks::Private::lookAtAll(const QList<BlockId>& blocks, Progress& progress)
{
  withCrew.clear();
  std::optional<Crew> crew;
  if (asksEngine) {
    SCRIPTORIUM_TRY(makeEngine());
    crew.emplace(*engine, [this](ProblemUnderTest& problem) { return asked(problem); });
  }
  const auto take = [this](const Findings& findings) {
    const BlockId id = withCrew.front();
    withCrew.pop_front();
    const auto own = ofBlocks.find(id);
    replace(id, own == ofBlocks.end() ? findings : own->second + findings);
  };
  qint64 done = 0;
  for (const BlockId id : blocks) {
    SCRIPTORIUM_TRY(progress.report(done++, blocks.size()));
    SCRIPTORIUM_TRY_ASSIGN(const Findings found, lookAt(id, crew ? &*crew : nullptr));
    replace(id, found);
    while (const auto answer = crew ? crew->next() : std::nullopt)
      take(*answer);
  }
  while (const auto answer = crew ? crew->waitForNext() : std::nullopt) {
    take(*answer);
    SCRIPTORIUM_TRY(progress.report(done, blocks.size()));
  }
  return Unit{};
}

/// The draft, and what is published unless the draft was edited here: then that is what the author works on.
Result<Findings> CourseChecks::Private::lookAt(BlockId id, Crew* crew)
{
  Findings findings;
  SCRIPTORIUM_TRY_ASSIGN(const Block block, view.block(id));
  if (!block.head.isValid())
    return findings;
  SCRIPTORIUM_TRY_ASSIGN(const BlockVersion head, view.versionById(block.head));
  BlockVersion published = head;
  if (block.published.isValid() && block.published != block.head) {
    SCRIPTORIUM_TRY_ASSIGN(published, view.versionById(block.published));
    if (head.source.isValid())
      look(block, published, findings);
  }
  look(block, head, findings);
  if (!policyNames.isEmpty() && policyNames.contains(block.type + u'/' + block.urlName))
    lookAtPolicy(block, published, findings);
  if (asksEngine && block.type == "problem"_L1)
    SCRIPTORIUM_TRY(askEngine(block, head, findings, crew));
  return findings;
}

/// Those of which a rule looked at something else too, which was touched.
QSet<BlockId> CourseChecks::Private::blocksThatReadBeside(Inputs touched) const
{
  QSet<BlockId> blocks;
  for (auto lookers = lookedBeside.cbegin(); lookers != lookedBeside.cend(); ++lookers)
    if (lookers.key()->reads & touched)
      blocks.unite(*lookers);
  return blocks;
}

QSet<BlockId> CourseChecks::Private::lookAtCourse(Inputs changed)
{
  QSet<BlockId> others;
  for (const Rule* rule : rules) {
    if (!rule->course || !(rule->reads & changed) || !course.isJudged() ||
        !(course.isCourse() || rule->isOfLibraries))
      continue;
    Findings findings;
    rule->course(*rule, course, findings);
    Placed now;
    for (const auto& finding : std::as_const(findings))
      now.append({course.find(finding.place.blockType, finding.place.blockId), finding});
    Placed& before = ofCourse[rule];
    const auto addOthers = [&others](const Placed& these, const Placed& those) {
      QSet<Said> said;
      for (const auto& [id, finding] : those)
        said.insert({finding, id});
      for (const auto& [id, finding] : these)
        if (!said.contains({finding, id}))
          others.insert(id);
    };
    addOthers(before, now);
    addOthers(now, before);
    before = std::move(now);
  }
  return others;
}

/// Gives the blocks that had or have a policy.
QSet<BlockId> CourseChecks::Private::readPolicyNames()
{
  const QStringList names = course.isCourse() ? course.policy().blocks() : QStringList();
  const QSet<QString> now(names.begin(), names.end());
  QSet<BlockId> blocks;
  for (const QString& name : now + policyNames)
    if (const BlockId block = course.find(name.section(u'/', 0, 0), name.section(u'/', 1)); block.isValid())
      blocks.insert(block);
  policyNames = now;
  return blocks;
}

/// False when they are the same as before.
bool CourseChecks::Private::replace(BlockId id, const Findings& findings)
{
  const auto before = ofBlocks.find(id);
  const Findings old = before == ofBlocks.end() ? Findings() : before->second;
  if (std::ranges::equal(old, findings, isSame))
    return false;
  if (findings.isEmpty())
    ofBlocks.erase(id);
  else
    ofBlocks.insert_or_assign(id, findings);
  return true;
}

Result<Unit> CourseChecks::Private::outcome()
{
  if (!course.failure())
    return Unit{};
  const Error failure = *course.failure();
  course.clearFailure();
  return failure;
}

CourseChecks::CourseChecks(const CourseView& course, const BlockTypes& types, Options options)
    : d(std::make_unique<Private>(course, types, std::move(options)))
{}

CourseChecks::~CourseChecks() = default;

Result<Unit> CourseChecks::run(Progress& progress)
{
  constexpr Inputs kAll = {Input::Policies, Input::Files, Input::Root, Input::Names};
  const bool isWhole = d->options.blocks.isEmpty();
  d->engine.reset();
  d->course.forget(kAll);
  d->ofBlocks.clear();
  d->lookedBeside.clear();
  d->readPolicyNames();
  progress.begin(u"Checking the course"_s);
  QList<BlockId> blocks = d->options.blocks;
  if (isWhole) {
    SCRIPTORIUM_TRY_ASSIGN(blocks, d->view.blocks({}));
    SCRIPTORIUM_TRY_ASSIGN(const auto files, d->view.blocks(kFileType.toString()));
    blocks += files;
  }
  SCRIPTORIUM_TRY(d->lookAtAll(blocks, progress));
  if (isWhole)
    d->lookAtCourse(kAll);
  return d->outcome();
}

Result<QList<BlockId>> CourseChecks::update(const ChangeSet& changes)
{
  QSet<BlockId> blocks;
  Inputs touched;
  for (const auto& entry : changes.blocks) {
    blocks.insert(entry.block);
    touched |= touchedBy(entry, d->view);
    if (d->asksEngine && isScriptFile(entry, d->view)) {
      d->engine.reset();
      SCRIPTORIUM_TRY_ASSIGN(const auto problems, d->view.blocks(u"problem"_s));
      blocks.unite({problems.begin(), problems.end()});
    }
  }
  d->course.forget(touched);
  if (d->engine)
    d->engine->limitScripts();
  if (touched.testFlag(Input::Policies))
    blocks.unite(d->readPolicyNames());
  blocks.unite(d->blocksThatReadBeside(touched));
  QSet<BlockId> others;
  for (const BlockId id : blocks) {
    for (auto& lookers : d->lookedBeside)
      lookers.remove(id);
    SCRIPTORIUM_TRY_ASSIGN(const Findings findings, d->lookAt(id));
    if (d->replace(id, findings))
      others.insert(id);
  }
  others.unite(d->lookAtCourse(touched));
  SCRIPTORIUM_TRY(d->outcome());
  return others.values();
}

Findings CourseChecks::findings(BlockId block) const
{
  const auto own = d->ofBlocks.find(block);
  Findings all = own == d->ofBlocks.end() ? Findings() : own->second;
  for (const Rule* rule : d->rules)
    for (const auto& [id, finding] : d->ofCourse.value(rule))
      if (id == block)
        all.append(finding);
  return all;
}

QHash<BlockId, Findings> CourseChecks::byBlock() const
{
  QHash<BlockId, Findings> all;
  for (const auto& [id, findings] : d->ofBlocks)
    all.insert(id, findings);
  for (const auto& ofRule : d->ofCourse)
    for (const auto& [id, finding] : ofRule)
      all[id].append(finding);
  return all;
}

Findings CourseChecks::all() const
{
  Findings all;
  for (const auto& [id, findings] : d->ofBlocks)
    all += findings;
  for (const Rule* rule : d->rules)
    for (const auto& [id, finding] : d->ofCourse.value(rule))
      all.append(finding);
  return all;
}

} // namespace scriptorium::checks
