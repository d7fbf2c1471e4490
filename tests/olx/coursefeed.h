#pragma once

#include "olx/read/coursereader.h"

#include <QByteArray>
#include <QHash>
#include <QList>
#include <QString>

namespace scriptorium::testing {

/// A course in memory, for a `CourseReader`: keeps the bytes it hands over.
class CourseFeed
{
public:
  struct Member
  {
    olx::ParsedFile::Kind kind = olx::ParsedFile::Kind::File;
    QString path;
    QByteArray bytes;
    QString linkTarget;
    bool isExecutable = false;
  };

  CourseFeed() = default;
  /// Pairs of path and text, all below "course/".
  CourseFeed(std::initializer_list<std::pair<const char*, QByteArray>> files);

  CourseFeed& file(const QString& path, const QByteArray& bytes);
  CourseFeed& link(const QString& path, const QString& target);
  CourseFeed& folder(const QString& path);
  /// Everything below a folder on disk, sorted by path. False when it cannot be read.
  bool addFolder(const QString& folder);

  Result<olx::ParsedCourse> read(const QString& root = {});
  Result<olx::ParsedCourse> readBackwards();

  QByteArray bytesOf(BlobId blob) const { return m_blobs.value(blob); }
  const QList<Member>& members() const { return m_members; }

private:
  Result<olx::ParsedCourse> read(const QString& root, const QList<Member>& members);
  BlobId keep(const QByteArray& bytes);

  QList<Member> m_members;
  QHash<BlobId, QByteArray> m_blobs;
};

/// A course whose only unit holds `content`, from its second line on.
CourseFeed unitWith(const QByteArray& content, const QList<std::pair<QString, QByteArray>>& more = {});

/// The tree in one line: "course/R(chapter/c(…) chapter/d)"; drafts' own states in braces, forms other than
/// Pointer marked: '=' inline, '+' draft only, '@' alias; raw children as '#'.
QString outline(const olx::ParsedCourse& course);

/// "rule rule@type/id …" in the order found.
QStringList rules(const olx::ParsedCourse& course);

/// The block of that name; null when there is none.
const olx::ParsedBlock* block(const olx::ParsedCourse& course, const QString& type, const QString& urlName);

} // namespace scriptorium::testing
