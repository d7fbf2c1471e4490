#include "exchange/import/storecourse.h"

#include <utility>

using namespace Qt::Literals::StringLiterals;

namespace scriptorium {
namespace {

using olx::ParsedBlock;
using olx::ParsedFile;

constexpr qint64 kUntilRest = 4096; ///< blocks

class CourseStorer
{
public:
  CourseStorer(olx::ParsedCourse course, StoreBuilder& builder, TextSpill& texts,
               platform::SpilledBytes& fields, Progress& progress)
      : m_course(std::move(course)), m_builder(builder), m_texts(texts), m_fields(fields),
        m_progress(progress)
  {}

  Result<Unit> addSources();
  Result<Unit> addBlocks();
  Result<Unit> addFiles();
  BlockId root() const { return m_course.root < 0 ? BlockId() : m_ids[m_course.root]; }

private:
  void orderBlocks();
  void pushChildren(const ParsedBlock& block, QList<qsizetype>& stack) const;
  Result<VersionId> addState(BlockId id, const ParsedBlock::State& state, bool isHead);
  Result<Unit> addFile(const ParsedFile& file);
  Result<Unit> report()
  {
    return m_progress.report(++m_done, m_course.blocks.size() + m_course.files.size());
  }

  olx::ParsedCourse m_course;
  StoreBuilder& m_builder;
  TextSpill& m_texts;
  platform::SpilledBytes& m_fields;
  Progress& m_progress;
  QList<SourceId> m_sources;
  QList<qsizetype> m_order; ///< of the outline
  QList<BlockId> m_ids;     ///< by index in the parsed course
  qint64 m_done = 0;
};

Result<Unit> CourseStorer::addSources()
{
  m_sources.reserve(m_course.sources.size());
  for (const auto& source : m_course.sources) {
    SCRIPTORIUM_TRY_ASSIGN(const SourceId id, m_builder.addSource(m_course.text(source.path), source.blob,
                                                                  source.blocks, source.order));
    m_sources.append(id);
  }
  return Unit{};
}

void CourseStorer::pushChildren(const ParsedBlock& block, QList<qsizetype>& stack) const
{
  for (const auto* state : {&block.published, &block.draft}) {
    if (!*state)
      continue;
    const auto& children = (*state)->children;
    for (qsizetype i = children.size() - 1; i >= 0; --i)
      if (children[i].block >= 0)
        stack.append(children[i].block);
  }
}

void CourseStorer::orderBlocks()
{
  QList<bool> seen(m_course.blocks.size(), false);
  m_order.reserve(m_course.blocks.size());
  const auto walk = [&](qsizetype from) {
    QList<qsizetype> stack = {from};
    while (!stack.isEmpty()) {
      const qsizetype index = stack.takeLast();
      if (std::exchange(seen[index], true))
        continue;
      m_order.append(index);
      pushChildren(m_course.blocks[index], stack);
    }
  };
  if (m_course.root >= 0)
    walk(m_course.root);
  for (qsizetype i = 0; i < seen.size(); ++i)
    if (!seen[i])
      walk(i);
}

Result<VersionId> CourseStorer::addState(BlockId id, const ParsedBlock::State& state, bool isHead)
{
  BlockVersion version;
  version.block = id;
  SCRIPTORIUM_TRY_ASSIGN(version.fields, Fields::fromJson(state.fieldsJson));
  version.children.reserve(state.children.size());
  for (const auto& child : state.children)
    version.children.append({child.form, child.block < 0 ? BlockId() : m_ids[child.block], child.raw});
  version.bodyForm = state.bodyForm;
  version.body = state.body;
  version.bodyPath = state.bodyPath;
  version.source = state.source < 0 ? SourceId() : m_sources[state.source];
  version.flags = state.flags;
  version.note = state.note;
  version.line = state.line;
  QByteArray text;
  if (isHead && state.body.isValid()) {
    SCRIPTORIUM_TRY_ASSIGN(text, m_texts.text(state.body));
  }
  return m_builder.addVersion(version, version.fields.value(u"display_name"_s).value_or(QString()), text);
}

Result<Unit> CourseStorer::addBlocks()
{
  orderBlocks();
  m_ids.resize(m_course.blocks.size());
  for (const qsizetype index : m_order)
    m_ids[index] = m_builder.addBlock(m_course.blocks[index].type, m_course.blocks[index].urlName);
  for (const qsizetype index : m_order) {
    const ParsedBlock block = std::exchange(m_course.blocks[index], {});
    VersionId published;
    if (block.published) {
      SCRIPTORIUM_TRY_ASSIGN(published, addState(m_ids[index], *block.published, !block.draft));
    }
    VersionId head = published;
    if (block.draft) {
      SCRIPTORIUM_TRY_ASSIGN(head, addState(m_ids[index], *block.draft, true));
    }
    m_builder.setHeads(m_ids[index], head, published);
    SCRIPTORIUM_TRY(report());
    if (m_done % kUntilRest == 0)
      m_fields.rest();
  }
  return Unit{};
}

Fields fieldsOf(const ParsedFile& file)
{
  Fields fields;
  if (file.kind == ParsedFile::Kind::Folder)
    fields.set(filefield::kKind.toString(), filefield::kFolder.toString());
  if (file.kind == ParsedFile::Kind::Link) {
    fields.set(filefield::kKind.toString(), filefield::kLink.toString());
    fields.set(filefield::kTarget.toString(), file.linkTarget);
  }
  if (file.isExecutable)
    fields.set(filefield::kExecutable.toString(), u"true"_s);
  return fields;
}

Result<Unit> CourseStorer::addFile(const ParsedFile& file)
{
  const bool isFile = file.kind == ParsedFile::Kind::File;
  BlobId bytes = file.blob;
  if (!isFile) {
    SCRIPTORIUM_TRY_ASSIGN(bytes, m_builder.addBlob(file.linkTarget.toUtf8()));
  }
  BlockVersion version;
  version.block = m_builder.addBlock(kFileType.toString(), file.path);
  version.fields = fieldsOf(file);
  version.bodyForm = isFile ? BodyForm::File : BodyForm::None;
  version.body = isFile ? bytes : BlobId();
  SCRIPTORIUM_TRY_ASSIGN(version.source, m_builder.addSource(file.path, bytes, 1, file.order));
  SCRIPTORIUM_TRY_ASSIGN(const VersionId id, m_builder.addVersion(version, {}, {}));
  m_builder.setHeads(version.block, id, id);
  return report();
}

Result<Unit> CourseStorer::addFiles()
{
  for (const auto& file : m_course.files)
    SCRIPTORIUM_TRY(addFile(file));
  return Unit{};
}

} // namespace

Result<Unit> storeCourse(olx::ParsedCourse course, StoreBuilder& builder, TextSpill& texts,
                         platform::SpilledBytes& fields, StoreBuilder::Info info, Progress& progress)
{
  progress.begin(u"Storing the blocks"_s);
  {
    CourseStorer storer(std::move(course), builder, texts, fields, progress);
    SCRIPTORIUM_TRY(storer.addSources());
    SCRIPTORIUM_TRY(storer.addBlocks());
    SCRIPTORIUM_TRY(storer.addFiles());
    info.root = storer.root();
  }
  progress.begin(u"Finishing the store"_s);
  SCRIPTORIUM_TRY(progress.report(0, 1));
  SCRIPTORIUM_TRY(builder.finish(info));
  return progress.report(1, 1);
}

} // namespace scriptorium
