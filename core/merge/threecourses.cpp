#include "merge/threecourses.h"

using namespace Qt::Literals::StringLiterals;

namespace scriptorium::merge {
namespace {

/// Folders with one of the course's run in them.
constexpr const char* kRunFolders[] = {"policies/", "about/", "info/", "tabs/"};

QString withRun(const QString& path, const QString& from, const QString& to)
{
  if (from == to || from.isEmpty())
    return path;
  for (const char* folder : kRunFolders) {
    const QString prefix = QString::fromLatin1(folder) + from + u'/';
    if (path.startsWith(prefix))
      return QString::fromLatin1(folder) + to + u'/' + path.sliced(prefix.size());
  }
  return path;
}

} // namespace

QString Node::type() const
{
  return QString::fromUtf8(name.first(name.indexOf('/')));
}

QString Node::urlName() const
{
  return QString::fromUtf8(name.sliced(name.indexOf('/') + 1));
}

QString ThreeCourses::pathIn(Side side, const QString& path) const
{
  return withRun(path, m_runs[at(Side::Ours)], m_runs[at(side)]);
}

Result<Unit> ThreeCourses::read()
{
  QString type;
  for (const Side side : {Side::Ours, Side::Base, Side::Theirs}) {
    SCRIPTORIUM_TRY_ASSIGN(const Block root, view(side).block(view(side).root()));
    m_runs[at(side)] = root.urlName;
    if (side == Side::Ours)
      type = root.type;
    else if (root.type != type)
      return Error{Error::Kind::BadInput, root.type + u'/' + root.urlName,
                   u"A course and a library cannot be merged: all three must be the same kind."_s};
  }
  for (const Side side : kSides)
    SCRIPTORIUM_TRY(readRows(side));
  m_root = m_numbers.value(type.toUtf8() + '/' + m_runs[at(Side::Ours)].toUtf8());
  return Unit{};
}

Result<Unit> ThreeCourses::readRows(Side side)
{
  const QByteArray fileType = kFileType.toUtf8();
  const QString& run = m_runs[at(Side::Ours)];
  const bool hasOtherRun = m_runs[at(side)] != run;
  const BlockId root = view(side).root();
  auto& byId = m_byId[at(side)];
  byId.reserve(qsizetype(m_nodes.size()));
  m_numbers.reserve(qsizetype(m_nodes.size()));
  size_t expected = 0; // courses that come from one are in the same order
  return view(side).eachHash([&](const CourseView::HashRow& row) -> Result<Unit> {
    const bool isFile = row.type == fileType;
    QByteArray name;
    name.reserve(row.type.size() + row.urlName.size() + 1);
    name.append(row.type).append('/');
    if (hasOtherRun && row.id == root)
      name.append(run.toUtf8());
    else if (hasOtherRun && isFile)
      name.append(withRun(QString::fromUtf8(row.urlName), m_runs[at(side)], run).toUtf8());
    else
      name.append(row.urlName);
    int number = 0;
    if (expected < m_nodes.size() && m_nodes[expected].name == name) {
      number = int(expected);
    } else if (const auto known = m_numbers.constFind(name); known != m_numbers.cend()) {
      number = *known;
    } else {
      number = int(m_nodes.size());
      m_numbers.insert(name, number);
      m_nodes.push_back({name, isFile, {}});
    }
    expected = size_t(number) + 1;
    Node::Row& mine = m_nodes[size_t(number)].rows[at(side)];
    mine.id = row.id;
    if (!row.head.isEmpty()) {
      mine.hashes.reserve(row.head.size() + row.published.size());
      mine.hashes.append(row.head).append(row.published);
    }
    byId.insert(row.id, number);
    return Unit{};
  });
}

Result<std::optional<Block>> ThreeCourses::block(int number, Side side) const
{
  const Node::Row& row = node(number).row(side);
  if (!row.isThere())
    return std::optional<Block>();
  SCRIPTORIUM_TRY_ASSIGN(const Block block, view(side).block(row.id));
  return std::optional(block);
}

Result<const State*> ThreeCourses::head(int number, Side side)
{
  SCRIPTORIUM_TRY_ASSIGN(const auto found, block(number, side));
  return found ? state(found->head, side) : nullptr;
}

Result<const State*> ThreeCourses::published(int number, Side side)
{
  SCRIPTORIUM_TRY_ASSIGN(const auto found, block(number, side));
  return found && found->published.isValid() ? state(found->published, side) : nullptr;
}

Result<const State*> ThreeCourses::state(VersionId version, Side side)
{
  if (const auto known = m_states[at(side)].value(version))
    return known.get();
  SCRIPTORIUM_TRY_ASSIGN(BlockVersion read, view(side).versionById(version));
  auto state = std::make_shared<State>();
  state->version = std::move(read);
  for (const Child& child : std::as_const(state->version.children)) {
    const int number = child.block.isValid() ? m_byId[at(side)].value(child.block, -1) : -1;
    if (number >= 0 || !child.block.isValid())
      state->entries.push_back({child.form, number, child.raw});
  }
  m_states[at(side)].insert(version, state);
  return state.get();
}

Result<int> ThreeCourses::parent(int number, Side side) const
{
  SCRIPTORIUM_TRY_ASSIGN(const auto found, block(number, side));
  return found && found->parent.isValid() ? m_byId[at(side)].value(found->parent, -1) : -1;
}

Result<QByteArray> ThreeCourses::body(const State& state, Side side) const
{
  return state.version.body.isValid() ? view(side).blob(state.version.body)
                                      : Result<QByteArray>(QByteArray());
}

} // namespace scriptorium::merge
