#include "olx/records/rootfinder.h"

#include "olx/records/strangearchive.h"

#include <algorithm>
#include <optional>

using namespace Qt::Literals::StringLiterals;

namespace scriptorium::olx {
namespace {

struct Candidate
{
  const RootRecord* record = nullptr;
  QByteArray folder;
  qsizetype depth = 0;
  bool isLibrary = false;
  bool isSure = false; ///< has org, course or is a pointer; a run file has not
};

bool isBelow(const QByteArray& path, const QByteArray& folder)
{
  return folder.isEmpty() ? !path.isEmpty() : path.startsWith(folder + '/');
}

class RootFinder
{
public:
  RootFinder(const Records& records, const FileTable& files) : m_records(records), m_files(files) {}

  Result<CourseRoot> find(const QString& wanted)
  {
    collect();
    if (!wanted.isEmpty())
      return choose(wanted);
    dropRunFiles();
    if (m_candidates.empty())
      return Error{Error::Kind::BadInput, {}, describeStrangeArchive(m_records)};
    if (std::ranges::any_of(m_candidates, &Candidate::isSure))
      std::erase_if(m_candidates, [](const Candidate& candidate) { return !candidate.isSure; });
    const Candidate& first = m_candidates.front();
    for (const auto& other : m_candidates)
      if (other.folder != first.folder && !isBelow(other.folder, first.folder))
        return several();
    return taken(first);
  }

private:
  void collect()
  {
    QHash<int, const RootRecord*> records;
    for (const auto& record : m_records.roots)
      records.insert(record.file, &record);
    for (int i = 0; i < int(m_records.files.size()); ++i) {
      const QByteArrayView path = m_records.pathOf(i);
      if (m_records.files[size_t(i)].kind == ParsedFile::Kind::Folder || !isRootFileName(path))
        continue;
      const RootRecord* record = records.value(m_files.findInArchive(path.toByteArray()));
      if (record)
        add(path, *record);
    }
    std::ranges::stable_sort(m_candidates, [](const Candidate& a, const Candidate& b) {
      return std::tie(a.depth, a.folder, a.isLibrary) < std::tie(b.depth, b.folder, b.isLibrary);
    });
  }

  void add(QByteArrayView path, const RootRecord& record)
  {
    Candidate candidate;
    candidate.record = &record;
    candidate.isLibrary = path.endsWith("library.xml");
    if (candidate.isLibrary != (record.tag == "library") || record.isMoodle)
      return;
    if (!record.isNamed && !record.hasOrg && !record.hasNumber)
      return;
    candidate.folder = path.first(std::max(path.lastIndexOf('/'), qsizetype(0))).toByteArray();
    candidate.depth = candidate.folder.isEmpty() ? 0 : candidate.folder.count('/') + 1;
    candidate.isSure = record.hasOrg || record.hasNumber;
    m_candidates.push_back(std::move(candidate));
  }

  /// `course/course.xml` is the run file of the course above it, whatever attributes it has.
  void dropRunFiles()
  {
    std::erase_if(m_candidates, [&](const Candidate& candidate) {
      return std::ranges::any_of(m_candidates, [&](const Candidate& other) {
        const QByteArray runs = other.folder.isEmpty() ? QByteArray("course") : other.folder + "/course";
        return candidate.folder == runs && (other.isSure || !candidate.isSure);
      });
    });
  }

  /// A folder that is named is taken, also when it looks like that of a run file.
  Result<CourseRoot> choose(const QString& wanted)
  {
    const QByteArray folder = cleanedPath(wanted.toUtf8());
    for (const auto& candidate : m_candidates)
      if (candidate.folder == folder)
        return taken(candidate);
    dropRunFiles();
    const QString detail =
        u"There is no course at \"%1\" in the archive; these folders hold one:"_s.arg(wanted);
    return offer(detail).because("no-such-root"_L1, folders());
  }

  CourseRoot taken(const Candidate& candidate) const
  {
    CourseRoot root = {*candidate.record, candidate.folder, {}};
    for (const auto& other : m_candidates)
      if (other.isSure && isBelow(other.folder, candidate.folder))
        root.nested.append(other.folder);
    return root;
  }

  Error several() const
  {
    const QString detail =
        u"The archive holds %1 courses; choose one of them by its folder:"_s.arg(m_candidates.size());
    return offer(detail).because("several-courses"_L1, folders());
  }

  Error offer(const QString& detail) const
  {
    return {Error::Kind::BadInput, {}, detail + u'\n' + folders().join(u'\n')};
  }

  /// The folders to choose from.
  QStringList folders() const
  {
    QStringList folders;
    for (const auto& candidate : m_candidates)
      folders.append(candidate.folder.isEmpty() ? u"."_s : QString::fromUtf8(candidate.folder));
    return folders;
  }

  const Records& m_records;
  const FileTable& m_files;
  std::vector<Candidate> m_candidates;
};

} // namespace

bool isRootFileName(QByteArrayView path)
{
  const QByteArrayView name = path.sliced(path.lastIndexOf('/') + 1);
  const QByteArrayView folder = path.first(path.size() - name.size());
  return (name == "course.xml" || name == "library.xml") && !folder.startsWith("drafts/") &&
         !folder.contains("/drafts/");
}

Result<CourseRoot> findRoot(const Records& records, const FileTable& files, const QString& wanted)
{
  return RootFinder(records, files).find(wanted);
}

} // namespace scriptorium::olx
