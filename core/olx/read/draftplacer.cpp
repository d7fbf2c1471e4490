#include "olx/read/draftplacer.h"

#include "model/coursekey.h"
#include "olx/rules/treefindings.h"

#include <algorithm>

using namespace Qt::Literals::StringLiterals;

namespace scriptorium::olx {
namespace {

QByteArray baseName(QByteArrayView path)
{
  const QByteArrayView name = path.sliced(path.lastIndexOf('/') + 1);
  return name.first(name.lastIndexOf('.')).toByteArray();
}

} // namespace

void DraftPlacer::place()
{
  collect();
  if (m_candidates.empty())
    return;
  for (qsizetype i = 0; i < m_course.blocks.size(); ++i)
    if (const auto& state = m_course.blocks[i].published)
      for (const auto& child : state->children)
        if (child.block >= 0 && child.form != Child::Form::Alias)
          m_parents.insert(child.block, i);
  for (const auto& candidate : m_candidates)
    placeOne(candidate);
}

void DraftPlacer::collect()
{
  QHash<int, const DraftRecord*> helpers;
  for (const auto& draft : m_records.drafts)
    helpers.insert(draft.file, &draft);
  const QByteArray folder = m_files.prefix() + "drafts/";
  for (int i = 0; i < int(m_records.files.size()); ++i) {
    const FileRecord& file = m_records.files[size_t(i)];
    if (!file.is(FileRecord::DraftMarker) || !m_records.pathOf(i).startsWith(folder))
      continue;
    Candidate candidate;
    candidate.file = i;
    candidate.name = baseName(m_records.pathOf(i));
    if (file.root < 0) {
      findings::draftBroken(m_report,
                            {m_files.pathFromRoot(i), m_records.faults[size_t(file.fault)].line, {}, {}, {}},
                            m_records.faults[size_t(file.fault)]);
      continue;
    }
    candidate.type = m_records.nodes[size_t(file.root)].type;
    if (const DraftRecord* draft = helpers.value(i)) {
      candidate.parentUrl = draft->parentUrl;
      candidate.index = draft->index;
    }
    candidate.position = candidate.index.trimmed().toLongLong();
    m_names.insert(m_records.tags[candidate.type].tag + '/' + candidate.name);
    m_candidates.push_back(std::move(candidate));
  }
  // Studio takes equal positions in the order of the disk, which is none.
  std::ranges::sort(m_candidates, [&](const Candidate& a, const Candidate& b) {
    return a.position != b.position ? a.position < b.position
                                    : m_records.pathOf(a.file).compare(m_records.pathOf(b.file)) < 0;
  });
}

Place DraftPlacer::placeOf(const Candidate& candidate) const
{
  const Node& node = m_records.nodes[size_t(m_records.files[size_t(candidate.file)].root)];
  return {m_files.pathFromRoot(candidate.file),
          node.line,
          m_records.tags[candidate.type].name,
          QString::fromUtf8(candidate.name),
          {}};
}

/// Whether the parent of the draft is itself one: then it comes with that one.
bool DraftPlacer::isCandidateParent(const Candidate& candidate) const
{
  const auto parent = parseUsage(candidate.parentUrl);
  if (!parent)
    return false;
  return m_names.contains(parent->type.toUtf8() + '/' + parent->blockId.toUtf8());
}

qsizetype DraftPlacer::parentOf(const Candidate& candidate) const
{
  const auto parent = parseUsage(candidate.parentUrl);
  if (!parent)
    return -1;
  const auto type = m_records.tagIndex.constFind(parent->type.toUtf8());
  return type == m_records.tagIndex.cend() ? -1 : m_builder.find(*type, parent->blockId.toUtf8());
}

void DraftPlacer::placeOne(const Candidate& candidate)
{
  if (m_records.files[size_t(candidate.file)].is(FileRecord::Used) || isCandidateParent(candidate))
    return;
  bool isNumber = false;
  candidate.index.trimmed().toLongLong(&isNumber);
  if (!isNumber) {
    findings::draftIndex(m_report, placeOf(candidate), candidate.index);
    return;
  }
  const qsizetype parent = parentOf(candidate);
  if (parent < 0 || !(m_course.blocks[parent].published || m_course.blocks[parent].draft) ||
      !m_records.tags[*m_records.tagIndex.constFind(m_course.blocks[parent].type.toUtf8())].isContainer)
  {
    findings::draftParentMissing(m_report, placeOf(candidate), candidate.parentUrl);
    return;
  }
  const qsizetype known = m_builder.find(candidate.type, candidate.name);
  if (known >= 0 && m_course.blocks[known].draft) {
    findings::draftTwice(m_report, placeOf(candidate));
    return;
  }
  const qsizetype block =
      m_builder.buildDraft(candidate.type, m_records.texts.add(candidate.name), candidate.file);
  if (stands(block, parent))
    return;
  if (m_parents.contains(block)) {
    findings::draftElsewhere(m_report, placeOf(candidate));
    return;
  }
  insert(parent, block, candidate.position);
  m_parents.insert(block, parent);
}

bool DraftPlacer::stands(qsizetype block, qsizetype parent) const
{
  return m_parents.value(block, -1) == parent;
}

/// The position counts blocks, as Studio's list of children does; comments and the like stand between. Drafts
/// come by rising position, so none stands before the one put there last.
void DraftPlacer::insert(qsizetype parent, qsizetype block, qint64 position)
{
  ParsedBlock& owner = m_course.blocks[parent];
  auto& children = (owner.draft ? owner.draft : owner.published)->children;
  if (position < 0)
    return children.append({Child::Form::DraftOnly, block, {}});
  auto& [at, blocks] = m_cursors[{parent, bool(owner.draft)}];
  for (; at < children.size(); ++at) {
    if (children[at].block < 0)
      continue;
    if (blocks >= position)
      break;
    ++blocks;
  }
  children.insert(at, {Child::Form::DraftOnly, block, {}});
}

} // namespace scriptorium::olx
