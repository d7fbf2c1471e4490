#include "app/cli/blockref.h"

#include <QDateTime>
#include <QTimeZone>

using namespace Qt::Literals::StringLiterals;

namespace scriptorium::cli {
namespace {

QString titleOf(const CourseStore& store, BlockId id)
{
  const auto version = store.version(id);
  return version ? version->fields.value(u"display_name"_s).value_or(QString()) : QString();
}

/// Follows one title below `parents`; titles may contain slashes, so the longest match of the rest is tried
/// first.
Result<BlockId> followPath(const CourseStore& store, BlockId from, const QStringList& parts)
{
  if (parts.isEmpty())
    return from;
  SCRIPTORIUM_TRY_ASSIGN(const auto children, store.childBlocks(from));
  for (auto length = parts.size(); length > 0; --length) {
    const QString wanted = parts.first(length).join(u'/').trimmed();
    QList<BlockId> found;
    for (const auto child : children)
      if (titleOf(store, child).trimmed().compare(wanted, Qt::CaseInsensitive) == 0)
        found.append(child);
    if (found.size() > 1)
      return Error{
          Error::Kind::Conflict,
          {},
          u"\"%1\" stands there %2 times. Name the block as type/url_name (see \"tree\")."_s.arg(wanted).arg(
              found.size())};
    if (found.size() == 1)
      return followPath(store, found.first(), parts.mid(length));
  }
  return Error{
      Error::Kind::NotFound, {}, u"There is no \"%1\" in \"%2\"."_s.arg(parts.first(), titleOf(store, from))};
}

QStringList aspectNames(Aspects aspects)
{
  QStringList names;
  const auto add = [&](Aspect aspect, const QString& name) {
    if (aspects.testFlag(aspect))
      names.append(name);
  };
  add(Aspect::Fields, u"fields"_s);
  add(Aspect::Body, u"body"_s);
  add(Aspect::Children, u"children"_s);
  add(Aspect::Existence, u"existence"_s);
  add(Aspect::Place, u"place"_s);
  add(Aspect::Published, u"published"_s);
  return names;
}

} // namespace

Result<BlockId> findBlock(const CourseStore& store, const QString& reference)
{
  if (reference == u"/" || reference == u"course" || reference == u"library")
    return store.root();
  bool isDeleted = false;
  if (const auto usage = parseUsage(reference)) {
    auto found = store.find(usage->type, usage->blockId);
    isDeleted = !found && store.findEver(usage->type, usage->blockId);
    if (found || (!isDeleted && (reference.contains(u"@block@"_s) || reference.startsWith(u"i4x://"_s))))
      return found;
  }
  QStringList parts = reference.split(u'/');
  parts.removeIf([](const QString& part) { return part.isEmpty(); });
  if (!parts.isEmpty() && parts.first().compare(titleOf(store, store.root()), Qt::CaseInsensitive) == 0) {
    if (auto below = followPath(store, store.root(), parts.mid(1)))
      return below;
  }
  auto found = followPath(store, store.root(), parts);
  if (!found && isDeleted)
    return Error{Error::Kind::NotFound, reference, u"It is deleted; \"restore\" brings it back."_s};
  if (!found && found.error().kind == Error::Kind::NotFound)
    return Error{Error::Kind::NotFound, reference,
                 u"There is no such block. "_s + found.error().detail + u" \"tree\" lists all."_s};
  return found;
}

Result<BlockId> findBlockEver(const CourseStore& store, const QString& reference)
{
  auto living = findBlock(store, reference);
  const auto usage = parseUsage(reference);
  if (living || !usage)
    return living;
  const auto deleted = store.findEver(usage->type, usage->blockId);
  return deleted ? deleted : living;
}

Result<std::unique_ptr<CourseSession>> openCourse(const Invocation& invocation, const QString& course,
                                                  CourseStore::Mode mode)
{
  SCRIPTORIUM_TRY_ASSIGN(const Workspace workspace, invocation.workspace());
  SCRIPTORIUM_TRY_ASSIGN(const CourseInfo info, workspace.find(course));
  return CourseSession::open(info.path, mode, invocation.types, invocation.clock);
}

QString blockName(const Block& block)
{
  return block.type == kFileType ? block.urlName : block.type + u'/' + block.urlName;
}

QJsonObject blockJson(const CourseStore& store, const Block& block)
{
  QJsonObject json{{u"type"_s, block.type}, {u"id"_s, block.urlName}};
  if (block.type != kFileType)
    json.insert(u"key"_s, store.key().usageKey(block.type, block.urlName));
  if (const QString title = titleOf(store, block.id); !title.isEmpty())
    json.insert(u"title"_s, title);
  return json;
}

void reportChanges(Invocation& invocation, const CourseStore& store, const QString& command,
                   const ChangeSet& changes, const QStringList& lines, const QJsonObject& more)
{
  QJsonArray changed;
  for (const auto& entry : changes.blocks) {
    const auto block = store.block(entry.block);
    changed.append(QJsonObject{{u"type"_s, entry.type},
                               {u"id"_s, block ? block->urlName : QString()},
                               {u"what"_s, QJsonArray::fromStringList(aspectNames(entry.aspects))}});
  }
  QString text = changes.isEmpty() ? u"Nothing to change."_s : printable(changes.label) + u'.';
  for (const auto& line : lines)
    text += u"\n  "_s + printable(line);
  QJsonObject json = more;
  json.insert(u"command"_s, command);
  json.insert(u"label"_s, changes.label);
  json.insert(u"op"_s, changes.op.value);
  json.insert(u"changed"_s, changed);
  invocation.output.result(json, invocation.output.isQuiet() ? QString() : text);
}

QStringList changeLines(const CourseStore& store, const ChangeSet& changes)
{
  QStringList lines;
  for (const auto& entry : changes.blocks) {
    const auto block = store.block(entry.block);
    if (!block)
      continue;
    QString title = titleOf(store, entry.block);
    if (!title.isEmpty())
      title = u" \"%1\""_s.arg(title);
    const bool isGone = entry.aspects.testFlag(Aspect::Existence) && !block->head.isValid();
    const QString what = isGone ? u"deleted"_s : aspectNames(entry.aspects).join(u", "_s);
    lines.append(u"%1%2: %3"_s.arg(blockName(*block), title, what));
  }
  return lines;
}

QString findingText(const Finding& finding)
{
  QString place = finding.place.file;
  if (finding.place.line > 0)
    place += u':' + QString::number(finding.place.line);
  if (!finding.place.blockId.isEmpty() && finding.place.blockType != kFileType)
    place += u" (%1/%2)"_s.arg(finding.place.blockType, finding.place.blockId);
  QString text = QString(severityName(finding.severity)) + u": "_s;
  if (!place.isEmpty())
    text += place.trimmed() + u": "_s;
  text += finding.message;
  if (!finding.advice.isEmpty())
    text += u"\n    "_s + finding.advice;
  return printable(text + u" ["_s + finding.rule + u']');
}

QString isoTime(qint64 milliseconds)
{
  return milliseconds == 0
             ? QString()
             : QDateTime::fromMSecsSinceEpoch(milliseconds, QTimeZone::utc()).toString(Qt::ISODate);
}

} // namespace scriptorium::cli
