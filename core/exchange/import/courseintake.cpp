#include "exchange/import/courseintake.h"

#include "markup/visibletext.h"

using namespace Qt::Literals::StringLiterals;

namespace scriptorium {

CourseIntake::CourseIntake(const BlockTypes& types, const QString& root, StoreBuilder& builder,
                           TextSpill* spill, platform::SpilledBytes& fields)
    : m_reader(types, {root, [this](const QByteArray& bytes) { return keepText(bytes, true); },
                       [&fields](QByteArrayView bytes) { return fields.add(bytes); }}),
      m_builder(builder), m_spill(spill)
{}

CourseIntake::~CourseIntake() = default;

Result<BlobId> CourseIntake::keep(const QByteArray& bytes)
{
  return m_builder.addBlob(bytes, sha256(bytes));
}

Result<BlobId> CourseIntake::keepText(const QByteArray& bytes, bool isMarkup)
{
  SCRIPTORIUM_TRY_ASSIGN(const BlobId blob, keep(bytes));
  if (m_spill && isMarkup && !m_spill->contains(blob))
    SCRIPTORIUM_TRY(m_spill->add(blob, markup::visibleText(bytes)));
  return blob;
}

olx::ParsedFile CourseIntake::opaque(const ArchiveEntry& entry)
{
  olx::ParsedFile file;
  switch (entry.kind) {
  case ArchiveEntry::Kind::File:
    file.kind = olx::ParsedFile::Kind::File;
    break;
  case ArchiveEntry::Kind::Folder:
    file.kind = olx::ParsedFile::Kind::Folder;
    break;
  case ArchiveEntry::Kind::Link:
    file.kind = olx::ParsedFile::Kind::Link;
    break;
  }
  file.path = entry.path;
  file.linkTarget = entry.linkTarget;
  file.isExecutable = entry.isExecutable;
  file.order = m_order;
  return file;
}

void CourseIntake::expectLibrary()
{
  m_library = std::make_unique<olx::LibraryPackageReader>(
      [this](const QByteArray& bytes) { return keepText(bytes, true); });
}

Result<olx::ParsedCourse> CourseIntake::finish()
{
  return m_library && m_library->sawPackage() ? m_library->finish() : m_reader.finish();
}

Result<Unit> CourseIntake::giveKey(olx::ParsedCourse& course, const CourseKey& key)
{
  return olx::giveKey(course, key,
                      {[this](BlobId blob) { return m_keyed.value(blob); },
                       [this](const QByteArray& bytes) { return keep(bytes); }});
}

/// A file that one of the readers wants to see.
Result<Unit> CourseIntake::addFile(const ArchiveEntry& entry, const QByteArray& bytes)
{
  SCRIPTORIUM_TRY_ASSIGN(const BlobId blob,
                         keepText(bytes, entry.path.endsWith(u".xml"_s) || isPage(entry.path)));
  if (m_keepsKeyed && olx::isKeyed(entry.path))
    m_keyed.insert(blob, bytes);
  olx::ParsedFile file = opaque(entry);
  file.blob = blob;
  ++m_order;
  if (m_library)
    SCRIPTORIUM_TRY(m_library->addFile(entry.path, bytes, blob, entry.isExecutable));
  if (olx::CourseReader::wantsBytes(entry.path, bytes.size()))
    return m_reader.addFile(entry.path, bytes, blob, entry.isExecutable);
  return m_reader.addOpaque(std::move(file));
}

/// A member whose bytes are of no concern.
Result<Unit> CourseIntake::addOpaque(olx::ParsedFile file)
{
  if (m_library)
    SCRIPTORIUM_TRY(m_library->addOpaque(file));
  return m_reader.addOpaque(std::move(file));
}

Result<Unit> CourseIntake::member(const ArchiveEntry& entry, const QByteArray& bytes)
{
  const bool isFile = entry.kind == ArchiveEntry::Kind::File;
  if (entry.isLegacyName)
    m_legacyNames.append(entry.path);
  if (isFile) {
    ++m_files;
    m_bytes += bytes.size();
  }
  if (isFile && (olx::CourseReader::wantsBytes(entry.path, bytes.size()) ||
                 olx::LibraryPackageReader::wantsBytes(entry.path, bytes.size())))
    return addFile(entry, bytes);
  olx::ParsedFile file = opaque(entry);
  if (isFile) {
    SCRIPTORIUM_TRY_ASSIGN(file.blob, keepText(bytes, isPage(entry.path)));
  }
  ++m_order;
  return addOpaque(std::move(file));
}

Result<Unit> CourseIntake::beginLarge(const ArchiveEntry& entry)
{
  m_large = entry;
  if (entry.isLegacyName)
    m_legacyNames.append(entry.path);
  m_largeBytes = 0;
  ++m_files;
  if (!m_keepsLarge && !entry.path.endsWith(u".json"_s)) // those the rules read
    return Unit{};
  SCRIPTORIUM_TRY_ASSIGN(m_asset, m_builder.beginAsset());
  return Unit{};
}

Result<Unit> CourseIntake::piece(const QByteArray& bytes)
{
  m_bytes += bytes.size();
  m_largeBytes += bytes.size();
  return m_asset ? m_asset->write(bytes) : Result<Unit>(Unit{});
}

Result<Unit> CourseIntake::endLarge()
{
  olx::ParsedFile file = opaque(m_large);
  if (m_asset) {
    SCRIPTORIUM_TRY_ASSIGN(file.blob, m_asset->finish());
    m_asset.reset();
  } else {
    SCRIPTORIUM_TRY_ASSIGN(file.blob, keep({}));
  }
  ++m_order;
  return addOpaque(std::move(file));
}

} // namespace scriptorium
