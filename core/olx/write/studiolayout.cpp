#include "olx/write/studiolayout.h"

#include "model/fieldvalue.h"
#include "model/text/json.h"
#include "olx/read/policyfields.h"
#include "olx/write/coursewriter.h"
#include "olx/write/studioblocks.h"
#include "olx/xml/xml.h"

#include <QHash>
#include <QSet>

using namespace Qt::Literals::StringLiterals;

namespace scriptorium::olx {
namespace {

class CourseLayout
{
public:
  CourseLayout(const LayoutSource& source, const TakeLayoutFile& take)
      : m_source(source), m_take(take), m_policy(source.course),
        m_takeOnce([this](const LayoutFile& file) { return put(file); }),
        m_blocks(source, m_policy, m_takeOnce)
  {}

  Result<Unit> write();
  const QStringList& displaced() const { return m_displaced; }

private:
  Result<Unit> loadFiles();
  Result<Unit> writeCourse(const Block& root);
  Result<Unit> writeLibrary();
  Result<Unit> writeCoursePointer(const Block& root);
  Result<Unit> writeFileOr(const QString& path, const QByteArray& otherwise);
  Result<Unit> writeFolder(const QString& folder);
  Result<Unit> writeJson(const QString& from, const QString& to);
  Result<Unit> writePolicy(const Block& root);
  Result<Unit> addAttributes(const Block& root, Json& values) const;
  Result<Unit> writeRest();
  Result<Unit> put(const LayoutFile& file);
  bool isBelowFile(const QString& path) const;
  bool isFree(const LayoutFile& file) const;
  Result<bool> hasNoFile(const QString& policyKey) const;
  Result<Unit> takeEntries(const Json& read, const QByteArray& ofCourse, Json& policy) const;
  Result<QByteArray> bytesOf(const LayoutFile& file) const { return m_source.course.blob(file.blob); }
  /// Null when the course has no such file.
  const LayoutFile* find(const QString& path) const;

  const LayoutSource& m_source;
  const TakeLayoutFile& m_take;
  PolicyReader m_policy;
  TakeLayoutFile m_takeOnce;
  StudioBlocks m_blocks;
  QList<LayoutFile> m_files; ///< in the order of the course
  QHash<QString, qsizetype> m_byPath;
  QSet<QString> m_written;
  QSet<QString> m_folders;  ///< that hold what was written
  QSet<QString> m_replaced; ///< files of the course that something written stands for
  QStringList m_displaced;
};

Result<Unit> CourseLayout::loadFiles()
{
  SCRIPTORIUM_TRY_ASSIGN(const QList<BlockId> ids, m_source.course.blocks(kFileType.toString()));
  m_files.reserve(ids.size());
  for (const BlockId id : ids) {
    SCRIPTORIUM_TRY_ASSIGN(const Block block, m_source.course.block(id));
    SCRIPTORIUM_TRY_ASSIGN(const BlockVersion version, m_source.course.versionById(block.head));
    m_byPath.insert(block.urlName, m_files.size());
    m_files.append(layoutFile(block.urlName, version));
  }
  return Unit{};
}

const LayoutFile* CourseLayout::find(const QString& path) const
{
  const auto found = m_byPath.constFind(path);
  return found == m_byPath.cend() || m_files[*found].kind != LayoutFile::Kind::File ? nullptr
                                                                                    : &m_files[*found];
}

bool CourseLayout::isBelowFile(const QString& path) const
{
  for (qsizetype at = path.indexOf(u'/'); at >= 0; at = path.indexOf(u'/', at + 1))
    if (const QString parent = path.first(at); m_written.contains(parent) && !m_folders.contains(parent))
      return true;
  return false;
}

bool CourseLayout::isFree(const LayoutFile& file) const
{
  const bool isFolder = file.kind == LayoutFile::Kind::Folder;
  return !m_written.contains(file.path) && (isFolder || !m_folders.contains(file.path)) &&
         !isBelowFile(file.path);
}

/// The first to claim a path has it: what is written anew stands before what is carried.
Result<Unit> CourseLayout::put(const LayoutFile& file)
{
  if (!isFree(file))
    return Unit{};
  m_written.insert(file.path);
  if (file.kind == LayoutFile::Kind::Folder)
    m_folders.insert(file.path);
  for (qsizetype at = file.path.indexOf(u'/'); at >= 0; at = file.path.indexOf(u'/', at + 1))
    m_folders.insert(file.path.first(at));
  return m_take(file);
}

Result<Unit> CourseLayout::write()
{
  if (m_source.course.key().kind() == CourseKey::Kind::Library)
    return Error{Error::Kind::BadInput, {}, u"A library archive has one layout only."_s};
  SCRIPTORIUM_TRY(loadFiles());
  SCRIPTORIUM_TRY_ASSIGN(const Block root, m_source.course.block(m_source.course.root()));
  return root.type == "library"_L1 ? writeLibrary() : writeCourse(root);
}

Result<Unit> CourseLayout::writeCourse(const Block& root)
{
  SCRIPTORIUM_TRY(m_blocks.writePublished(blockFilePath(u"course"_s, root.urlName)));
  SCRIPTORIUM_TRY(writeCoursePointer(root));
  SCRIPTORIUM_TRY(writeFileOr(u"assets/assets.xml"_s, "<assets/>"));
  SCRIPTORIUM_TRY(writeJson(u"policies/assets.json"_s, u"policies/assets.json"_s));
  SCRIPTORIUM_TRY(writeFileOr(u"policies/assets.json"_s, "{}"));
  for (const auto* folder : {"static/", "tabs/", "custom_tags/", "info/", "about/"})
    SCRIPTORIUM_TRY(writeFolder(QString::fromLatin1(folder)));
  SCRIPTORIUM_TRY(
      writeJson(m_policy.gradingPolicyPath(), u"policies/%1/grading_policy.json"_s.arg(root.urlName)));
  SCRIPTORIUM_TRY(writePolicy(root));
  SCRIPTORIUM_TRY(m_blocks.writeDrafts());
  return writeRest();
}

Result<Unit> CourseLayout::writeLibrary()
{
  SCRIPTORIUM_TRY(m_blocks.writePublished(u"library.xml"_s));
  SCRIPTORIUM_TRY(writeJson(u"policies/assets.json"_s, u"policies/assets.json"_s));
  SCRIPTORIUM_TRY(writeFileOr(u"policies/assets.json"_s, "{}"));
  SCRIPTORIUM_TRY(writeFolder(u"static/"_s));
  return writeRest();
}

Result<Unit> CourseLayout::writeCoursePointer(const Block& root)
{
  const CourseKey key = m_source.course.key();
  m_replaced.insert(u"course.xml"_s);
  LayoutFile file;
  file.path = u"course.xml"_s;
  file.bytes = "<course url_name=\"" + escapeAttribute(root.urlName) + "\" org=\"" +
               escapeAttribute(key.org()) + "\" course=\"" + escapeAttribute(key.number()) + "\"/>";
  return put(file);
}

Result<Unit> CourseLayout::writeFileOr(const QString& path, const QByteArray& otherwise)
{
  m_replaced.insert(path);
  if (const LayoutFile* file = find(path))
    return put(*file);
  LayoutFile file;
  file.path = path;
  file.bytes = otherwise;
  return put(file);
}

Result<Unit> CourseLayout::writeFolder(const QString& folder)
{
  for (const auto& file : std::as_const(m_files))
    if (file.kind == LayoutFile::Kind::File && file.path.startsWith(folder) && isFree(file)) {
      m_replaced.insert(file.path);
      SCRIPTORIUM_TRY(put(file));
    }
  return Unit{};
}

/// A JSON file in Studio's form; one that does not parse goes through as it is.
Result<Unit> CourseLayout::writeJson(const QString& from, const QString& to)
{
  const LayoutFile* file = find(from);
  if (file == nullptr)
    return Unit{};
  SCRIPTORIUM_TRY_ASSIGN(const QByteArray bytes, bytesOf(*file));
  const auto json = studioJson(bytes);
  m_replaced.insert(from);
  LayoutFile written = *file;
  written.path = to;
  if (json) {
    written.bytes = *json;
    written.blob = {};
  }
  return put(written);
}

/// Whether what the policy says of a block has no other place to be: the block is named, but its file is
/// missing.
Result<bool> CourseLayout::hasNoFile(const QString& policyKey) const
{
  const auto id = m_source.course.find(policyKey.section(u'/', 0, 0), policyKey.section(u'/', 1));
  if (!id)
    return false;
  SCRIPTORIUM_TRY_ASSIGN(const BlockVersion version, m_source.course.version(*id));
  return version.flags.testFlag(VersionFlag::MissingFile) && !version.source.isValid();
}

Result<Unit> CourseLayout::takeEntries(const Json& read, const QByteArray& ofCourse, Json& policy) const
{
  for (const auto& [name, values] : read.members()) {
    SCRIPTORIUM_TRY_ASSIGN(const bool hasNoPlace, hasNoFile(QString::fromUtf8(name)));
    if (hasNoPlace || (name == ofCourse && values.isObject()))
      policy.set(name, values);
  }
  return Unit{};
}

/// The policy's own entry for the course, with every set field that it leaves out, and the entries of blocks
/// that get no file.
Result<Unit> CourseLayout::writePolicy(const Block& root)
{
  const QString path = u"policies/%1/policy.json"_s.arg(root.urlName);
  const QByteArray key = (u"course/"_s + root.urlName).toUtf8();
  Json policy = Json::object();
  policy.set(key, Json::object());
  if (const LayoutFile* file = find(m_policy.path())) {
    SCRIPTORIUM_TRY_ASSIGN(const QByteArray bytes, bytesOf(*file));
    const auto parsed = Json::parse(bytes);
    if (!studioJson(bytes) && m_policy.path() == path) {
      m_replaced.insert(path);
      return put(*file);
    }
    if (parsed && parsed->isObject()) {
      // Behind a link it may be that of other runs too, and stays.
      if (file->path == path || file->path == u"policies/%1.json"_s.arg(root.urlName))
        m_replaced.insert(file->path);
      SCRIPTORIUM_TRY(takeEntries(*parsed, key, policy));
    }
  }
  Json own = *policy.find(key);
  SCRIPTORIUM_TRY(addAttributes(root, own));
  policy.set(key, std::move(own));
  LayoutFile written;
  written.path = path;
  written.bytes = studioJson(policy);
  return put(written);
}

Result<Unit> CourseLayout::addAttributes(const Block& root, Json& values) const
{
  SCRIPTORIUM_TRY_ASSIGN(const BlockVersion version,
                         m_source.course.versionById(root.published.isValid() ? root.published : root.head));
  for (const auto& [name, raw] : version.fields) {
    const FieldSpec* spec = m_source.types.field(root.type, name);
    if (spec == nullptr || spec->scope != FieldScope::Settings || values.contains(name))
      continue;
    const auto value = readField(*spec, true, raw);
    auto parsed = value ? Json::parse(*value) : std::nullopt;
    values.set(name, parsed ? *std::move(parsed) : Json(raw));
  }
  return Unit{};
}

/// What Studio does not write, in the order of the course. The pointer and the files of blocks are there.
Result<Unit> CourseLayout::writeRest()
{
  SCRIPTORIUM_TRY(writeFolder(u"tags.csv"_s));
  for (const auto& file : std::as_const(m_files)) {
    if (m_replaced.contains(file.path))
      continue;
    if (file.kind == LayoutFile::Kind::File && !isFree(file))
      m_displaced.append(file.path);
    SCRIPTORIUM_TRY(put(file));
  }
  return Unit{};
}

} // namespace

LayoutFile layoutFile(const QString& path, const BlockVersion& version)
{
  LayoutFile file;
  file.path = path;
  file.blob = version.body;
  file.isExecutable = version.fields.value(u"executable"_s) == u"true"_s;
  const QString kind = version.fields.value(u"kind"_s).value_or(QString());
  if (kind == "folder"_L1)
    file.kind = LayoutFile::Kind::Folder;
  if (kind == "link"_L1) {
    file.kind = LayoutFile::Kind::Link;
    file.linkTarget = version.fields.value(u"target"_s).value_or(QString());
  }
  return file;
}

Result<QStringList> writeStudioLayout(const LayoutSource& source, const TakeLayoutFile& take)
{
  CourseLayout layout(source, take);
  SCRIPTORIUM_TRY(layout.write());
  return layout.displaced();
}

} // namespace scriptorium::olx
