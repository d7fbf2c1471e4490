#include "app/cli/blockref.h"
#include "app/cli/commands.h"
#include "app/cli/exitcodes.h"
#include "model/inheritance.h"

#include <QHash>
#include <QSet>

using namespace Qt::Literals::StringLiterals;

namespace scriptorium::cli {
namespace {

/// The outline as an author sees it: what a draft deleted stands last below its unit, since learners have it
/// from there until the unit is published.
class Tree
{
public:
  static Result<Tree> read(const CourseStore& store)
  {
    Tree tree;
    SCRIPTORIUM_TRY_ASSIGN(tree.m_rows, store.outline());
    for (qsizetype i = 0; i < tree.m_rows.size(); ++i) {
      const OutlineRow& row = tree.m_rows[i];
      if (row.parent.isValid())
        tree.m_children[row.parent].append(i);
      else if (row.id != store.root())
        tree.m_deleted.insert(row.id, i);
    }
    SCRIPTORIUM_TRY(tree.placeDeleted(store));
    return tree;
  }

  /// Calls `take` with each row, its depth, and whether only learners still have it.
  template <typename Take>
  void walk(const Take& take) const
  {
    for (qsizetype i = 0; i < m_rows.size(); ++i)
      if (!m_rows[i].parent.isValid() && !m_placed.contains(m_rows[i].id))
        walk(i, 0, m_deleted.contains(m_rows[i].id), take);
  }

private:
  Result<Unit> placeDeleted(const CourseStore& store)
  {
    for (const auto& holder : std::as_const(m_rows)) {
      if (m_placed.size() == m_deleted.size())
        break;
      if (!holder.hasDraftChanges)
        continue;
      SCRIPTORIUM_TRY_ASSIGN(const Block block, store.block(holder.id));
      SCRIPTORIUM_TRY_ASSIGN(const BlockVersion published, store.versionById(block.published));
      for (const Child& child : published.children) {
        const auto row = m_deleted.constFind(child.block);
        if (row == m_deleted.cend() || m_placed.contains(child.block))
          continue;
        m_children[holder.id].append(*row);
        m_placed.insert(child.block);
      }
    }
    return Unit{};
  }

  template <typename Take>
  void walk(qsizetype at, int depth, bool isDeleted, const Take& take) const
  {
    take(m_rows[at], depth, isDeleted);
    const auto children = m_children.value(m_rows[at].id);
    for (const auto child : children)
      walk(child, depth + 1, isDeleted || m_deleted.contains(m_rows[child].id), take);
  }

  QList<OutlineRow> m_rows;
  QHash<BlockId, QList<qsizetype>> m_children; ///< indexes of rows
  QHash<BlockId, qsizetype> m_deleted;
  QSet<BlockId> m_placed; ///< of the deleted, those whose unit is known
};

QString marks(const OutlineRow& row, bool isDeleted)
{
  QStringList all;
  if (isDeleted)
    all.append(u"deleted in the draft"_s);
  else if (row.isDraft)
    all.append(u"draft"_s);
  else if (row.hasDraftChanges)
    all.append(u"changed"_s);
  if (row.isBroken)
    all.append(u"broken"_s);
  return all.isEmpty() ? QString() : u"  "_s + all.join(u", "_s);
}

Result<int> tree(Invocation& invocation)
{
  SCRIPTORIUM_TRY_ASSIGN(const auto session,
                         openCourse(invocation, invocation.arguments[0], CourseStore::Mode::ReadOnly));
  const auto& store = session->store();
  const auto state = store.snapshot();
  SCRIPTORIUM_TRY_ASSIGN(const Tree outline, Tree::read(store));
  const CourseKey key = store.key();
  const PolicyReader policy(store);
  outline.walk([&](const OutlineRow& row, int depth, bool isDeleted) {
    const QString title = displayName(invocation.types, policy, row.type, row.urlName, row.title);
    QString text = QString(depth * 2, u' ') + (title.isEmpty() ? u"(no title)"_s : title) + u"  ["_s +
                   row.type + u'/' + row.urlName + u']' + marks(row, isDeleted);
    invocation.output.result({{u"depth"_s, depth},
                              {u"type"_s, row.type},
                              {u"id"_s, row.urlName},
                              {u"key"_s, key.usageKey(row.type, row.urlName)},
                              {u"title"_s, title},
                              {u"draft"_s, row.isDraft},
                              {u"changed"_s, row.hasDraftChanges},
                              {u"deleted"_s, isDeleted},
                              {u"broken"_s, row.isBroken}},
                             printable(text.replace(u'\n', u' ')));
  });
  return kDone;
}

} // namespace

Command treeCommand()
{
  return {.name = u"tree"_s,
          .arguments = u"COURSE"_s,
          .summary = u"Prints the outline of a course, down to its components."_s,
          .help = u"Marked are drafts (never published), units changed since they were published, and broken "
                  "OLX. What a draft deletes stands last below its unit, marked, because learners have it "
                  "until the unit is published."_s,
          .example = u"scriptorium-cli tree DemoX"_s,
          .minimumArguments = 1,
          .maximumArguments = 1,
          .run = tree};
}

} // namespace scriptorium::cli
