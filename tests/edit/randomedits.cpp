#include "edit/randomedits.h"

#include "edit/operations.h"
#include "fakes/invariants.h"

using namespace Qt::Literals::StringLiterals;

namespace scriptorium::testing {
namespace {

constexpr int kManyBlocks = 2500;

struct Weighted
{
  const char* kind;
  quint32 weight;
};
constexpr Weighted kKinds[] = {
    {"field", 14},  {"reset", 5},      {"rename", 6},      {"body", 14},   {"break", 3},
    {"add", 12},    {"remove", 7},     {"duplicate", 5},   {"move", 14},   {"paste", 5},
    {"setFile", 4}, {"removeFile", 2}, {"rename file", 3}, {"policy", 3},  {"grading", 1},
    {"publish", 6}, {"draft", 10},     {"discard", 8},     {"restore", 5}, {"restore course", 1},
    {"undo", 5},    {"redo", 4},       {"many fields", 1},
};

template <typename T>
Result<Unit> withoutValue(const Result<T>& result)
{
  return result ? Result<Unit>(Unit{}) : result.error();
}

} // namespace

int randomSteps(int usual)
{
  bool isSet = false;
  const int steps = qEnvironmentVariableIntValue("SCRIPTORIUM_RANDOM_STEPS", &isSet);
  return isSet ? steps : usual;
}

RandomEdits::RandomEdits(CourseSession& session, quint32 seed) : m_session(session), m_random(seed)
{
  m_states.append(session.store().contentHash().value());
}

QString RandomEdits::summary() const
{
  QStringList parts;
  for (const Weighted& each : kKinds) {
    const QString kind = QString::fromLatin1(each.kind);
    parts.append(u"%1 %2"_s.arg(kind).arg(m_counts.value(kind)));
  }
  return parts.join(u", "_s);
}

QString RandomEdits::check(const QString& what)
{
  const QString broken = brokenInvariant(m_session.store());
  return broken.isEmpty() ? broken : what + u": "_s + broken;
}

QString RandomEdits::run(int steps)
{
  for (int i = 0; i < steps; ++i) {
    if (const QString wrong = step(); !wrong.isEmpty())
      return u"step %1: "_s.arg(i) + wrong;
  }
  return {};
}

QString RandomEdits::step()
{
  quint32 pick = 0;
  for (const Weighted& each : kKinds)
    pick += each.weight;
  pick = number(pick);
  const Weighted* chosen = kKinds;
  while (pick >= chosen->weight)
    pick -= (chosen++)->weight;
  return stepOf(QString::fromLatin1(m_wasUndo && number(2) == 0 ? "redo" : chosen->kind));
}

QString RandomEdits::stepOf(const QString& kind)
{
  m_blocks.clear();
  m_containers.clear();
  const auto rows = m_session.store().outline().value();
  for (const OutlineRow& row : rows) {
    if (row.parent.isValid())
      m_blocks.append(row.id);
    if (m_session.types().type(row.type).isContainer &&
        (row.parent.isValid() || row.id == m_session.store().root()))
      m_containers.append(row.id);
  }

  const bool isUndo = kind == "undo"_L1;
  const bool isRedo = kind == "redo"_L1;
  m_wasUndo = isUndo;
  const auto before = m_states[m_position];
  const auto done = isUndo   ? m_session.undo()
                    : isRedo ? m_session.redo()
                             : m_session.run(kind, kind, [&](Edit& edit) { return act(edit, kind); });
  const auto after = m_session.store().contentHash().value();
  if (!done) {
    const auto reason = done.error().kind;
    if (reason != Error::Kind::BadInput && reason != Error::Kind::NotFound && reason != Error::Kind::Conflict)
      return kind + u" failed: "_s + done.error().toString();
    return after == before ? QString() : kind + u" failed and left something: "_s + done.error().toString();
  }
  if (done->isEmpty())
    return after == before ? QString() : kind + u" says it changed nothing"_s;
  ++m_counts[kind];
  if (isUndo && after != m_states[--m_position])
    return u"an undo led to another state"_s;
  if (isRedo && after != m_states[++m_position])
    return u"a redo led to another state"_s;
  if (!isUndo && !isRedo) {
    m_states.resize(++m_position);
    m_states.append(after);
  }
  return check(kind);
}

QString RandomEdits::undo(qsizetype to)
{
  while (m_position > to) {
    if (const auto done = m_session.undo(); !done)
      return done.error().toString();
    if (m_session.store().contentHash().value() != m_states[--m_position])
      return u"undoing step %1 led to another state"_s.arg(m_position);
    if (const QString wrong = check(u"undo"_s); !wrong.isEmpty())
      return wrong;
  }
  return to == 0 && m_session.undo() ? u"there was more to undo"_s : QString();
}

QString RandomEdits::redo(qsizetype to)
{
  while (m_position < to) {
    if (const auto done = m_session.redo(); !done)
      return done.error().toString();
    if (m_session.store().contentHash().value() != m_states[++m_position])
      return u"redoing step %1 led to another state"_s.arg(m_position);
    if (const QString wrong = check(u"redo"_s); !wrong.isEmpty())
      return wrong;
  }
  return to + 1 == m_states.size() && m_session.redo() ? u"there was more to redo"_s : QString();
}

BlockId RandomEdits::anyBlock()
{
  return m_blocks.isEmpty() ? BlockId() : m_blocks[number(quint32(m_blocks.size()))];
}

BlockId RandomEdits::containerFor(BlockId block)
{
  const CourseStore& store = m_session.store();
  const QString type = block.isValid() ? store.block(block).value().type : QString();
  QList<BlockId> fitting;
  for (const BlockId container : std::as_const(m_containers)) {
    const QStringList allowed = m_session.types().type(store.block(container).value().type).allowedChildren;
    const bool isUnit = allowed.isEmpty() && !isContainerType(type);
    if (isUnit || allowed.contains(type))
      fitting.append(container);
  }
  return fitting.isEmpty() || number(10) == 0 ? anyContainer() : fitting[number(quint32(fitting.size()))];
}

BlockId RandomEdits::anyContainer()
{
  return m_containers[number(quint32(m_containers.size()))];
}

QString RandomEdits::anyFile()
{
  const auto files = m_session.store().blocks(kFileType.toString()).value();
  return files.isEmpty() ? QString()
                         : m_session.store().block(files[number(quint32(files.size()))]).value().urlName;
}

bool RandomEdits::isSmall(BlockId block) const
{
  QList<BlockId> open = {block};
  for (qsizetype i = 0; i < open.size(); ++i) {
    open += m_session.store().childBlocks(open[i]).value();
    if (open.size() > 40)
      return false;
  }
  return true;
}

QByteArray RandomEdits::anyBody(const QString& type)
{
  const QByteArray text = "text " + QByteArray::number(number(1000)) + "<img src='/static/r" +
                          QByteArray::number(number(20)) + ".png'/>";
  if (type == "html"_L1)
    return number(4) == 0 ? text + "\r\n\xff" : text;
  return '<' + type.toUtf8() + (number(3) == 0 ? " weight='2'" : "") + "><p>" + text + "</p></" +
         type.toUtf8() + '>';
}

Result<Unit> RandomEdits::act(Edit& edit, const QString& kind)
{
  const BlockTypes& types = m_session.types();
  if (kind == "policy"_L1)
    return edit::setCoursePolicy(edit, types, u"field%1"_s.arg(number(5)),
                                 number(3) == 0 ? QByteArray() : QByteArray::number(number(9)));
  if (kind == "grading"_L1)
    return edit::setGradingPolicy(edit, "{\"GRADER\": [], \"x\": " + QByteArray::number(number(9)) + "}");
  if (kind == "restore course"_L1) {
    const auto ops = m_session.store().history(40).value();
    return edit::restoreCourse(edit, ops[number(quint32(ops.size()))].id);
  }
  if (kind == "many fields"_L1) {
    for (const BlockId block : std::as_const(m_blocks)) {
      if (const auto set = edit::setField(edit, types, block, u"weight"_s, QString::number(number(5)));
          !set && set.error().kind != Error::Kind::BadInput)
        return set;
    }
    return Unit{};
  }
  if (kind.contains("ile"_L1) && kind != "field"_L1)
    return actOnFile(edit, kind);
  return m_blocks.isEmpty() && kind != "add"_L1 ? Result<Unit>(Unit{}) : actOnBlock(edit, kind);
}

Result<Unit> RandomEdits::actOnFile(Edit& edit, const QString& kind)
{
  const QString made = u"static/r%1.png"_s.arg(number(20));
  if (kind == "setFile"_L1)
    return withoutValue(edit::setFile(edit, made, QByteArray::number(number(100))));
  const QString path = number(3) == 0 ? anyFile() : made;
  // Without course.xml and policies there is no course to go on with.
  if (!path.startsWith("static/"_L1))
    return Unit{};
  return kind == "removeFile"_L1
             ? edit::removeFile(edit, path)
             : edit::renameFile(edit, m_session.types(), path, u"static/r%1.png"_s.arg(number(40)));
}

Result<Unit> RandomEdits::actOnBlock(Edit& edit, const QString& kind)
{
  const BlockTypes& types = m_session.types();
  const BlockId block = anyBlock();
  const QString field = QStringList({u"weight"_s, u"due"_s, u"format"_s, u"display_name"_s})[number(4)];
  const int row = int(number(6)) - 1;
  if (kind == "field"_L1)
    return edit::setField(edit, types, block, field, u"v%1"_s.arg(number(50)));
  if (kind == "reset"_L1)
    return edit::resetField(edit, types, block, field);
  if (kind == "rename"_L1)
    return edit::rename(edit, types, number(20) == 0 ? edit.store().root() : block, u"T%1"_s.arg(number(50)));
  if (kind == "body"_L1 || kind == "break"_L1) {
    SCRIPTORIUM_TRY_ASSIGN(const Block found, edit.block(block));
    const QByteArray text = kind == "body"_L1 ? anyBody(found.type) : "<" + found.type.toUtf8();
    return edit::setBody(edit, types, block, text, true);
  }
  if (kind == "add"_L1) {
    const BlockId parent = anyContainer();
    SCRIPTORIUM_TRY_ASSIGN(const Block holder, edit.block(parent));
    const QStringList allowed = types.type(holder.type).allowedChildren;
    const QStringList some = {u"html"_s, u"problem"_s, u"video"_s, u"poll"_s, u"discussion"_s};
    const QStringList& choice = allowed.isEmpty() ? some : allowed;
    return withoutValue(edit::addBlock(edit, types, parent, choice[number(quint32(choice.size()))], row));
  }
  if (kind == "remove"_L1 || m_blocks.size() > kManyBlocks)
    return edit::removeBlocks(edit, {block, anyBlock()});
  if (kind == "duplicate"_L1)
    return isSmall(block) ? withoutValue(edit::duplicateBlock(edit, types, block)) : Unit{};
  if (kind == "move"_L1) {
    const BlockId parent = containerFor(block);
    QList<BlockId> moving = {block};
    // Siblings come along: they fit where the first one fits.
    SCRIPTORIUM_TRY_ASSIGN(const BlockId from, edit.parentOf(block));
    SCRIPTORIUM_TRY_ASSIGN(const auto siblings, edit.store().childBlocks(from));
    if (!siblings.isEmpty())
      moving.append(siblings[number(quint32(siblings.size()))]);
    return edit::moveBlocks(edit, types, moving, parent, row);
  }
  if (kind == "paste"_L1) {
    if (!isSmall(block))
      return Unit{};
    SCRIPTORIUM_TRY_ASSIGN(const auto text, edit::copyBlocks(edit.store(), types, {block}));
    const BlockId parent = containerFor(block);
    if (number(2) == 0)
      SCRIPTORIUM_TRY(edit::removeBlocks(edit, {block}));
    return withoutValue(edit::pasteBlocks(edit, types, text, parent, row));
  }
  if (kind == "publish"_L1)
    return edit::publish(edit, block);
  if (kind == "draft"_L1)
    return startDraft(edit);
  if (kind == "discard"_L1)
    return edit::discardDraft(edit, block);
  return restoreSome(edit);
}

/// A unit whose published state stays behind, or a block in one, as an import of drafts/ leaves them.
Result<Unit> RandomEdits::startDraft(Edit& edit)
{
  SCRIPTORIUM_TRY_ASSIGN(const auto units, edit.store().blocks(u"vertical"_s));
  if (units.isEmpty())
    return Unit{};
  SCRIPTORIUM_TRY_ASSIGN(Block drafted, edit.block(units[number(quint32(units.size()))]));
  if (drafted.published.isValid() && drafted.published != drafted.head) {
    SCRIPTORIUM_TRY_ASSIGN(const auto parts, edit.store().childBlocks(drafted.id));
    if (!parts.isEmpty()) {
      SCRIPTORIUM_TRY_ASSIGN(drafted, edit.block(parts[number(quint32(parts.size()))]));
    }
  }
  SCRIPTORIUM_TRY_ASSIGN(BlockVersion version, edit.current(drafted.id));
  version.fields.set(u"display_name"_s, u"Draft %1"_s.arg(number(50)));
  SCRIPTORIUM_TRY_ASSIGN(const VersionId head, edit.put(std::move(version)));
  return edit.point(drafted.id, head, drafted.published);
}

Result<Unit> RandomEdits::restoreSome(Edit& edit)
{
  const BlockId block = number(2) == 0 ? anyBlock() : anyContainer();
  SCRIPTORIUM_TRY_ASSIGN(const auto changes, edit.store().blockHistory(block));
  if (changes.isEmpty())
    return Unit{};
  const auto& change = changes[number(quint32(changes.size()))];
  const VersionId version = change.oldHead.isValid() ? change.oldHead : change.newHead;
  return version.isValid() ? edit::restoreVersion(edit, block, version) : Unit{};
}

} // namespace scriptorium::testing
