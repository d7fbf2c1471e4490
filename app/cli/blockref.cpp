#include "app/cli/blockref.h"

#include "app/cli/nextcommand.h"

#include <QDateTime>
#include <QTimeZone>

using namespace Qt::Literals::StringLiterals;

namespace scriptorium::cli {
namespace {

/// Follows one title below `parents`; titles may contain slashes, so the longest match of the rest is tried
/// first.
Result<BlockId> followPath(const CourseStore& store, const Titles& titles, BlockId from,
                           const QStringList& parts, const QString& way)
{
  if (parts.isEmpty())
    return from;
  SCRIPTORIUM_TRY_ASSIGN(const auto children, store.childBlocks(from));
  for (auto length = parts.size(); length > 0; --length) {
    const QString wanted = parts.first(length).join(u'/').trimmed();
    QList<BlockId> found;
    for (const auto child : children)
      if (titles.of(child).trimmed().compare(wanted, Qt::CaseInsensitive) == 0)
        found.append(child);
    if (found.size() > 1)
      return Error{Error::Kind::Conflict,
                   {},
                   u"\"%1\" stands there %2 times. Name the block as type/url_name; %3"_s.arg(wanted)
                       .arg(found.size())
                       .arg(way)};
    if (found.size() == 1)
      return followPath(store, titles, found.first(), parts.mid(length), way);
  }
  return Error{
      Error::Kind::NotFound, {}, u"There is no \"%1\" in \"%2\"."_s.arg(parts.first(), titles.of(from))};
}

/// Where to look for a block's name. What was opened from an archive is not stored, so it is first.
QString wayToAll(const Invocation& invocation, const CourseStore& store)
{
  const QString course = invocation.arguments.value(0);
  const bool isStored = !store.folder().contains(u"/staging/"_s);
  return isStored
             ? u"this lists all: "_s + nextCommand(invocation, u"tree"_s, {course})
             : u"import the course to see all of them: "_s + nextCommand(invocation, u"import"_s, {course});
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

Result<BlockId> findBlock(const Invocation& invocation, const CourseStore& store, const QString& reference)
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
  // A name that is no key: "tree" lists such blocks too.
  const auto slash = reference.indexOf(u'/');
  if (auto named = store.find(reference.left(slash), reference.mid(slash + 1)); slash > 0 && named)
    return named;
  const QString way = wayToAll(invocation, store);
  const Titles titles(store, invocation.types);
  QStringList parts = reference.split(u'/');
  parts.removeIf([](const QString& part) { return part.isEmpty(); });
  if (!parts.isEmpty() && parts.first().compare(titles.of(store.root()), Qt::CaseInsensitive) == 0) {
    if (auto below = followPath(store, titles, store.root(), parts.mid(1), way))
      return below;
  }
  auto found = followPath(store, titles, store.root(), parts, way);
  if (!found && isDeleted)
    return Error{Error::Kind::NotFound, reference,
                 u"It is deleted. To bring it back: "_s +
                     nextCommand(invocation, u"restore"_s, {invocation.arguments.value(0), reference})};
  if (!found && found.error().kind == Error::Kind::NotFound)
    return Error{Error::Kind::NotFound, reference,
                 u"There is no such block. "_s + found.error().detail + u' ' + way};
  return found;
}

Result<BlockId> findBlockEver(const Invocation& invocation, const CourseStore& store,
                              const QString& reference)
{
  auto living = findBlock(invocation, store, reference);
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

QString Titles::of(BlockId id) const
{
  const auto block = m_store.block(id);
  const auto version = m_store.version(id);
  if (!block || !version)
    return {};
  return displayName(m_types, m_policy, block->type, block->urlName,
                     version->fields.value(u"display_name"_s).value_or(QString()));
}

QJsonObject blockJson(const CourseStore& store, const Titles& titles, const Block& block)
{
  QJsonObject json{{u"type"_s, block.type}, {u"id"_s, block.urlName}};
  if (block.type != kFileType)
    json.insert(u"key"_s, store.key().usageKey(block.type, block.urlName));
  if (const QString title = titles.of(block.id); !title.isEmpty())
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

QStringList changeLines(const CourseStore& store, const Titles& titles, const ChangeSet& changes)
{
  QStringList lines;
  for (const auto& entry : changes.blocks) {
    const auto block = store.block(entry.block);
    if (!block)
      continue;
    QString title = titles.of(entry.block);
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
  QString place = printableName(finding.place.file);
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
