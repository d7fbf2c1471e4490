#include "predict/drafts.h"

#include "model/coursekey.h"
#include "predict/blockkinds.h"

#include <algorithm>

using namespace Qt::Literals::StringLiterals;

namespace scriptorium::predict {
namespace {

/// "type/id" of a key, which may be of any course.
QString parentName(const QString& key)
{
  const auto usage = parseUsage(key);
  return usage ? usage->type + u'/' + usage->blockId : QString();
}

bool canHaveChildren(const QString& block)
{
  const QByteArray tag = block.section(u'/', 0, 0).toUtf8();
  return kindOf(tag) == BlockKind::Container || tag == "unit";
}

} // namespace

DraftLoader::DraftLoader(const UnpackedCourse& files, const QString& folder, const BlockTypes& types,
                         QSet<QString>& blocks)
    : m_files(files), m_folder(folder), m_blocks(blocks), m_loader(files, folder, types)
{}

void DraftLoader::lose(const QString& path, const QString& sentence, int line)
{
  m_lost.append({Finding::Severity::Error,
                 u"studio-drops-draft"_s,
                 u"Studio will leave out the draft %1: %2."_s.arg(path, sentence),
                 u"Correct it at the place named; what is published stays."_s,
                 {u"drafts/"_s + path, line, {}, {}, {}}});
}

/// One file that is the top of a draft: it is named like the file, whatever it says itself.
std::optional<DraftLoader::Draft> DraftLoader::read(const QString& path)
{
  auto node = m_loader.readFile(path);
  if (!node) {
    lose(path, node.error().sentence, node.error().line);
    return std::nullopt;
  }
  const auto attribute = [&](const char* name) { return node->attributes.value(QString::fromLatin1(name)); };
  const QString file = path.section(u'/', -1);
  const QString id = file.contains(u'.') ? file.first(file.lastIndexOf(u'.')) : file;
  Draft draft{path, {}, {}, {}};
  const auto index = attribute("index_in_children_list");
  const auto parent = attribute("parent_url") ? attribute("parent_url") : attribute("parent_sequential_url");
  const auto loaded = m_loader.load(*node);
  if (!loaded) {
    lose(path, loaded.error().sentence, loaded.error().line);
    return std::nullopt;
  }
  draft.blocks = m_loader.tree(*loaded);
  draft.blocks.remove(*loaded);
  draft.blocks.insert(loaded->section(u'/', 0, 0) + u'/' + id);
  bool isWhole = true;
  if (index)
    draft.index = index->trimmed().toInt(&isWhole);
  if (!isWhole || !isOldId(id)) {
    lose(path,
         isWhole ? u"“%1” cannot be the name of a block"_s.arg(id)
                 : u"index_in_children_list=\"%1\" is no whole number"_s.arg(*index),
         node->element->line);
    return std::nullopt;
  }
  if (parent && index) {
    draft.parent = parentName(*parent);
    if (draft.parent.isEmpty())
      draft.parent = *parent;
  }
  return draft;
}

void DraftLoader::place(const Draft& draft)
{
  if (!draft.parent.isEmpty() && (!m_blocks.contains(draft.parent) || !canHaveChildren(draft.parent))) {
    lose(draft.path, u"its parent %1 is not in the course"_s.arg(draft.parent));
    return;
  }
  for (const QString& block : draft.blocks)
    if (!block.contains(u'%'))
      m_blocks.insert(block);
}

std::optional<QString> DraftLoader::run()
{
  QList<Draft> drafts;
  const QStringList paths = m_files.filesBelow(m_folder.chopped(1));
  for (const QString& path : paths) {
    const auto text = m_files.text(path);
    if (path.section(u'/', -1).startsWith("._"_L1) || !text || !text->contains("index_in_children_list"))
      continue;
    if (auto draft = read(path.sliced(m_folder.size())))
      drafts.append(*std::move(draft));
  }
  const auto hasIndex = [](const Draft& draft) { return draft.index.has_value(); };
  if (std::ranges::any_of(drafts, hasIndex) && !std::ranges::all_of(drafts, hasIndex))
    return u"one of the drafts has no index_in_children_list on its own element"_s;
  std::ranges::stable_sort(drafts, {}, [](const Draft& draft) { return draft.index.value_or(0); });
  for (const Draft& draft : std::as_const(drafts))
    place(draft);
  m_lost.append(m_loader.lost());
  return std::nullopt;
}

} // namespace scriptorium::predict
