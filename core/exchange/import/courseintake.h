#pragma once

#include "exchange/import/memberfeed.h"
#include "exchange/import/textspill.h"
#include "exchange/platform/spilledbytes.h"
#include "olx/library/librarypackage.h"
#include "olx/read/coursereader.h"
#include "olx/read/newkey.h"
#include "store/storebuilder.h"

#include <QHash>

#include <memory>

namespace scriptorium {

/// Takes the members of an archive in: bytes into the store that is being built, structure into the course
/// reader. One thread.
class CourseIntake final : public MemberTaker
{
public:
  /// `spill` may be null. All must outlive this, and `fields` the course that `finish` gives.
  CourseIntake(const BlockTypes& types, const QString& root, StoreBuilder& builder, TextSpill* spill,
               platform::SpilledBytes& fields);
  ~CourseIntake() override;

  /// Large files but JSON come in empty from now on: the course is only looked at.
  void dropLargeFiles() { m_keepsLarge = false; }
  /// Keeps the bytes that `giveKey` may have to change. Before the first member.
  void expectNewKey() { m_keepsKeyed = true; }
  /// Makes the course that of another key. After finish().
  Result<Unit> giveKey(olx::ParsedCourse& course, const CourseKey& key);
  /// Says, before the first member, that this may be a library archive. Then finish() gives the library when
  /// a package.toml came by.
  void expectLibrary();

  Result<Unit> member(const ArchiveEntry& entry, const QByteArray& bytes) override;
  Result<Unit> beginLarge(const ArchiveEntry& entry) override;
  Result<Unit> piece(const QByteArray& bytes) override;
  Result<Unit> endLarge() override;

  /// Builds the course from what came in.
  Result<olx::ParsedCourse> finish();
  /// See `CourseReader::describeTemplates`.
  QString describeTemplates() const { return m_reader.describeTemplates(); }

  /// The paths inside the archive whose names are not UTF-8 there.
  const QStringList& legacyNames() const { return m_legacyNames; }
  qint64 entries() const { return m_order; }
  qint64 files() const { return m_files; }
  qint64 bytes() const { return m_bytes; }

private:
  Result<BlobId> keep(const QByteArray& bytes);
  Result<BlobId> keepText(const QByteArray& bytes, bool isMarkup);
  olx::ParsedFile opaque(const ArchiveEntry& entry);

  Result<Unit> addFile(const ArchiveEntry& entry, const QByteArray& bytes);
  Result<Unit> addOpaque(olx::ParsedFile file);

  olx::CourseReader m_reader;
  std::unique_ptr<olx::LibraryPackageReader> m_library; ///< null when this is no library for sure
  StoreBuilder& m_builder;
  TextSpill* m_spill;
  QStringList m_legacyNames;
  ArchiveEntry m_large;
  std::unique_ptr<StoreBuilder::AssetWriter> m_asset;
  qint64 m_largeBytes = 0;
  qint64 m_order = 0;
  qint64 m_files = 0;
  qint64 m_bytes = 0;
  bool m_keepsLarge = true;
  bool m_keepsKeyed = false;
  QHash<BlobId, QByteArray> m_keyed; ///< bytes of files that name the course's key
};

} // namespace scriptorium
