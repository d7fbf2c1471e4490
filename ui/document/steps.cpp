#include "ui/document/steps.h"

#include "edit/coursefiles.h"
#include "edit/operations.h"
#include "mend/applyfixes.h"
#include "model/fieldvalue.h"
#include "ui/document/coursedocument.h"

#include <QCoreApplication>

using namespace Qt::Literals::StringLiterals;

namespace scriptorium::steps {
namespace {

class Steps
{
  Q_DECLARE_TR_FUNCTIONS(Steps)
};

QString quoted(const QString& title)
{
  return Steps::tr("“%1”").arg(title);
}

QString quoted(const CourseDocument& document, const QList<BlockId>& blocks)
{
  return blocks.size() == 1 ? quoted(document.title(blocks.first()))
                            : Steps::tr("%n block(s)", nullptr, static_cast<int>(blocks.size()));
}

/// "image.png", or how many there are.
QString quotedFiles(const QStringList& paths)
{
  return paths.size() == 1 ? quoted(paths.first().section(u'/', -1))
                           : Steps::tr("%n file(s)", nullptr, static_cast<int>(paths.size()));
}

/// "null text in “Quiz”" would need grammar; the rule's id is what the panel shows beside the sentence.
QString quotedFindings(const Findings& findings)
{
  return findings.size() == 1 ? quoted(findings.first().rule)
                              : Steps::tr("%n finding(s)", nullptr, static_cast<int>(findings.size()));
}

QString nameOf(const FieldSpec& spec)
{
  return spec.displayName.isEmpty() ? spec.name : spec.displayName;
}

/// The title's own field names the block by its type: the same typing keeps one label, and so is one step.
QString ownerOf(const CourseDocument& document, const QList<BlockId>& blocks, const FieldSpec& spec)
{
  const Outline::Node* node = blocks.size() == 1 ? document.outline().find(blocks.first()) : nullptr;
  if (spec.name == "display_name"_L1 && node)
    return document.types().type(node->row.type).displayName;
  return quoted(document, blocks);
}

/// The value that `raw` is for `spec`, as a block of another type writes it.
Result<QString> rawFor(const BlockTypes& types, const QString& type, const FieldSpec& spec, bool isXmlBlock,
                       const QString& raw)
{
  const FieldSpec* own = types.field(type, spec.name);
  const bool ownIsXml = types.type(type).isXmlBlock;
  if (!own)
    return Error{Error::Kind::BadInput, {}, Steps::tr("It has no setting of the name %1.").arg(spec.name)};
  if (ownIsXml == isXmlBlock && own->type == spec.type && own->values == spec.values)
    return raw;
  const auto json = readField(spec, isXmlBlock, raw);
  return json ? writeField(*own, ownIsXml, *json) : json;
}

/// For operations that make no blocks. `call` has an Edit and gives Result<Unit>.
template <typename Call>
Step::Work doing(Call call)
{
  return [call](Edit& edit) -> Result<QList<BlockId>> {
    SCRIPTORIUM_TRY(call(edit));
    return QList<BlockId>();
  };
}

/// One call for each item, all in one step.
template <typename Item, typename Call>
Step::Work forEach(const QList<Item>& items, Call call)
{
  return doing([items, call](Edit& edit) -> Result<Unit> {
    for (const auto& item : items)
      SCRIPTORIUM_TRY(call(edit, item));
    return Unit{};
  });
}

/// The same for operations that make a block each.
template <typename Item, typename Call>
Step::Work makingForEach(const QList<Item>& items, Call call)
{
  return [items, call](Edit& edit) -> Result<QList<BlockId>> {
    QList<BlockId> made;
    for (const auto& item : items) {
      SCRIPTORIUM_TRY_ASSIGN(const BlockId block, call(edit, item));
      made.append(block);
    }
    return made;
  };
}

} // namespace

Step setField(const CourseDocument& document, const QList<BlockId>& blocks, const FieldSpec& spec,
              const QString& raw)
{
  const QString name = nameOf(spec);
  const auto work = [&types = document.types(), blocks, spec, raw](Edit& edit) -> Result<Unit> {
    std::optional<bool> isXmlBlock; // of the first, whose raw text it is
    for (const BlockId id : blocks) {
      SCRIPTORIUM_TRY_ASSIGN(const Block block, edit.block(id));
      if (!isXmlBlock) {
        isXmlBlock = types.type(block.type).isXmlBlock;
        SCRIPTORIUM_TRY(edit::setField(edit, types, id, spec.name, raw));
        continue;
      }
      const auto own = rawFor(types, block.type, spec, *isXmlBlock, raw);
      if (!own)
        return own.error().in(block.type + u'/' + block.urlName);
      SCRIPTORIUM_TRY(edit::setField(edit, types, id, spec.name, *own));
    }
    return Unit{};
  };
  return {u"field"_s, Steps::tr("Change %1 of %2").arg(name, ownerOf(document, blocks, spec)),
          Steps::tr("change %1").arg(name), doing(work), CourseSession::Coalesce::Yes};
}

Step resetField(const CourseDocument& document, const QList<BlockId>& blocks, const FieldSpec& spec)
{
  const QString name = nameOf(spec);
  return {u"field"_s, Steps::tr("Reset %1 of %2").arg(name, quoted(document, blocks)),
          Steps::tr("reset %1").arg(name),
          forEach(blocks, [&types = document.types(), field = spec.name](Edit& edit, BlockId block) {
            return edit::resetField(edit, types, block, field);
          })};
}

Step rename(const CourseDocument& document, BlockId block, const QString& title)
{
  const QString name = quoted(document, {block});
  return {u"rename"_s, Steps::tr("Rename %1").arg(name), Steps::tr("rename %1").arg(name),
          doing([&types = document.types(), block, title](Edit& edit) {
            return edit::rename(edit, types, block, title);
          })};
}

Step setBody(const CourseDocument& document, BlockId block, const QByteArray& bytes)
{
  const QString name = quoted(document, {block});
  return {u"body"_s, Steps::tr("Edit text of %1").arg(name), Steps::tr("store the text of %1").arg(name),
          doing([&types = document.types(), block, bytes](Edit& edit) {
            return edit::setBody(edit, types, block, bytes);
          }),
          CourseSession::Coalesce::Yes};
}

Step addBlock(const CourseDocument& document, BlockId parent, const QString& type, int row,
              const QString& templateId)
{
  const QString name = document.types().type(type).displayName;
  return {u"add"_s, Steps::tr("Add %1").arg(name), Steps::tr("add %1").arg(name),
          makingForEach(QList<QString>{type},
                        [&types = document.types(), parent, row, templateId](Edit& edit, const QString& tag) {
                          return edit::addBlock(edit, types, parent, tag, row, templateId);
                        })};
}

Step removeBlocks(const CourseDocument& document, const QList<BlockId>& blocks)
{
  const QString name = quoted(document, blocks);
  return {u"delete"_s, Steps::tr("Delete %1").arg(name), Steps::tr("delete %1").arg(name),
          doing([blocks](Edit& edit) { return edit::removeBlocks(edit, blocks); })};
}

Step duplicateBlocks(const CourseDocument& document, const QList<BlockId>& blocks)
{
  const QString name = quoted(document, blocks);
  return {u"duplicate"_s, Steps::tr("Duplicate %1").arg(name), Steps::tr("duplicate %1").arg(name),
          makingForEach(blocks, [&types = document.types()](Edit& edit, BlockId block) {
            return edit::duplicateBlock(edit, types, block);
          })};
}

Step moveBlocks(const CourseDocument& document, const QList<BlockId>& blocks, BlockId parent, int row)
{
  const QString name = quoted(document, blocks);
  return {u"move"_s, Steps::tr("Move %1").arg(name), Steps::tr("move %1").arg(name),
          doing([&types = document.types(), blocks, parent, row](Edit& edit) {
            return edit::moveBlocks(edit, types, blocks, parent, row);
          })};
}

Step moveAliases(const CourseDocument& document, const QList<BlockId>& blocks, BlockId from, BlockId parent,
                 int row)
{
  const QString name = quoted(document, blocks);
  return {u"move"_s, Steps::tr("Move the reference to %1").arg(name),
          Steps::tr("move the reference to %1").arg(name),
          doing([&types = document.types(), blocks, from, parent, row](Edit& edit) {
            return edit::moveAliases(edit, types, blocks, from, parent, row);
          })};
}

Step removeAliases(const CourseDocument& document, const QList<BlockId>& blocks, BlockId from)
{
  const QString name = quoted(document, blocks);
  return {u"delete"_s, Steps::tr("Remove the reference to %1").arg(name),
          Steps::tr("remove the reference to %1").arg(name),
          doing([blocks, from](Edit& edit) { return edit::removeAliases(edit, blocks, from); })};
}

Step pasteBlocks(const CourseDocument& document, const QByteArray& clipboard, BlockId parent, int row)
{
  return {u"paste"_s, Steps::tr("Paste into %1").arg(quoted(document, {parent})), Steps::tr("paste here"),
          [&types = document.types(), clipboard, parent, row](Edit& edit) {
            return edit::pasteBlocks(edit, types, clipboard, parent, row);
          }};
}

Step setFile(const QString& path, const QByteArray& bytes)
{
  const QString name = quotedFiles({path});
  return {u"file"_s, Steps::tr("Change %1").arg(name), Steps::tr("change %1").arg(name),
          makingForEach(QList<QString>{path}, [bytes](Edit& edit, const QString& file) {
            return edit::setFile(edit, file, bytes);
          })};
}

Step importFiles(const QList<edit::TakenFile>& files)
{
  QStringList paths;
  for (const auto& file : files)
    paths.append(file.path);
  const QString name = quotedFiles(paths);
  return {u"file"_s, Steps::tr("Add %1").arg(name), Steps::tr("add %1").arg(name),
          makingForEach(files, edit::importFile)};
}

Step removeFiles(const QStringList& paths)
{
  const QString name = quotedFiles(paths);
  return {u"delete"_s, Steps::tr("Delete %1").arg(name), Steps::tr("delete %1").arg(name),
          forEach(paths, [](Edit& edit, const QString& path) { return edit::removeFile(edit, path); })};
}

Step renameFile(const CourseDocument& document, const QString& from, const QString& to)
{
  const QString name = quotedFiles({from});
  return {u"rename"_s, Steps::tr("Rename %1").arg(name), Steps::tr("rename %1").arg(name),
          doing([&types = document.types(), from, to](Edit& edit) {
            return edit::renameFile(edit, types, from, to);
          })};
}

Step setCoursePolicy(const CourseDocument& document, const QString& field, const QString& name,
                     const QByteArray& json)
{
  return {u"policy"_s, Steps::tr("Change %1 of the course").arg(name), Steps::tr("change %1").arg(name),
          doing([&types = document.types(), field, json](Edit& edit) {
            return edit::setCoursePolicy(edit, types, field, json);
          })};
}

Step setGradingPolicy(const QByteArray& json)
{
  return {u"policy"_s, Steps::tr("Change the grading policy"), Steps::tr("change the grading policy"),
          doing([json](Edit& edit) { return edit::setGradingPolicy(edit, json); })};
}

Step setUserPartitions(const CourseDocument& document, const QString& json)
{
  const auto work = [&types = document.types(), json](Edit& edit) -> Result<Unit> {
    const QString name = u"user_partitions"_s;
    const FieldSpec* spec = types.field(u"course"_s, name);
    SCRIPTORIUM_TRY_ASSIGN(const QString raw, writeField(*spec, true, json));
    return edit::setField(edit, types, edit.store().root(), name, raw);
  };
  return {u"field"_s, Steps::tr("Change the group configurations"),
          Steps::tr("change the group configurations"), doing(work)};
}

Step publish(const CourseDocument& document, const QList<BlockId>& blocks)
{
  const QString name = quoted(document, blocks);
  return {u"publish"_s, Steps::tr("Publish %1").arg(name), Steps::tr("publish %1").arg(name),
          forEach(blocks, [](Edit& edit, BlockId block) { return edit::publish(edit, block); })};
}

Step discardDraft(const CourseDocument& document, const QList<BlockId>& blocks)
{
  const QString name = quoted(document, blocks);
  return {u"restore"_s, Steps::tr("Discard the changes of %1").arg(name),
          Steps::tr("discard the changes of %1").arg(name),
          forEach(blocks, [](Edit& edit, BlockId block) { return edit::discardDraft(edit, block); })};
}

Step mend(const CourseDocument& document, const Findings& findings)
{
  const QString name = quotedFindings(findings);
  return {
      u"check"_s, Steps::tr("Mend %1").arg(name), Steps::tr("mend %1").arg(name),
      doing([&types = document.types(), findings](Edit& edit) -> Result<Unit> {
        SCRIPTORIUM_TRY_ASSIGN(const int mended, scriptorium::mend(edit, types, findings));
        if (mended == 0)
          return Error{Error::Kind::BadInput, {}, Steps::tr("It takes a person to say what is meant here.")};
        return Unit{};
      })};
}

Step approve(const Findings& findings, const std::optional<QString>& reason)
{
  const QString name = quotedFindings(findings);
  return {u"check"_s,
          reason ? Steps::tr("Approve of %1").arg(name) : Steps::tr("Withdraw the approval of %1").arg(name),
          reason ? Steps::tr("approve of %1").arg(name) : Steps::tr("withdraw the approval of %1").arg(name),
          doing([findings, reason](Edit& edit) { return scriptorium::approve(edit, findings, reason); })};
}

Step restoreVersion(const CourseDocument& document, BlockId block, VersionId version, const QString& asOf)
{
  return {u"restore"_s, Steps::tr("Restore “%1” as of “%2”").arg(document.title(block), asOf),
          Steps::tr("restore that version"),
          doing([block, version](Edit& edit) { return edit::restoreVersion(edit, block, version); })};
}

Step restoreDeleted(BlockId block, const QString& title)
{
  return {u"restore"_s, Steps::tr("Bring back %1").arg(quoted(title)),
          Steps::tr("bring back %1").arg(quoted(title)),
          doing([block](Edit& edit) { return edit::restoreDeleted(edit, block); })};
}

Step restoreCourse(const OpInfo& op)
{
  return {u"restore"_s, Steps::tr("Go back to after “%1”").arg(op.label), Steps::tr("go back to that step"),
          doing([id = op.id](Edit& edit) { return edit::restoreCourse(edit, id); })};
}

} // namespace scriptorium::steps
