#include "olx/coursefeed.h"

#include <QDir>
#include <QDirIterator>
#include <QFile>

#include <algorithm>

using namespace Qt::Literals::StringLiterals;

namespace scriptorium::testing {
namespace {

using olx::ParsedCourse;
using olx::ParsedFile;

const BlockTypes& builtInTypes()
{
  static const BlockTypes types = BlockTypes::builtIn();
  return types;
}

QString mark(Child::Form form)
{
  switch (form) {
  case Child::Form::Pointer:
    return {};
  case Child::Form::Inline:
    return u"="_s;
  case Child::Form::DraftOnly:
    return u"+"_s;
  case Child::Form::Alias:
    return u"@"_s;
  case Child::Form::Raw:
    return u"#"_s;
  }
  return {};
}

QString outline(const ParsedCourse& course, qsizetype index);

QString outline(const ParsedCourse& course, const olx::ParsedBlock::State& state)
{
  QStringList parts;
  for (const auto& child : state.children)
    parts.append(mark(child.form) + (child.block < 0 || child.form == Child::Form::Alias
                                         ? (child.block < 0 ? QString() : course.blocks[child.block].urlName)
                                         : outline(course, child.block)));
  return parts.join(u' ');
}

QString outline(const ParsedCourse& course, qsizetype index)
{
  const auto& block = course.blocks[index];
  QString text = block.type + u'/' + block.urlName;
  if (block.published && !block.published->children.isEmpty())
    text += u'(' + outline(course, *block.published) + u')';
  if (block.draft)
    text += u'{' + outline(course, *block.draft) + u'}';
  return text;
}

} // namespace

CourseFeed::CourseFeed(std::initializer_list<std::pair<const char*, QByteArray>> files)
{
  for (const auto& [path, bytes] : files)
    file(u"course/"_s + QString::fromUtf8(path), bytes);
}

CourseFeed& CourseFeed::file(const QString& path, const QByteArray& bytes)
{
  m_members.append({ParsedFile::Kind::File, path, bytes, {}, false});
  return *this;
}

CourseFeed& CourseFeed::link(const QString& path, const QString& target)
{
  m_members.append({ParsedFile::Kind::Link, path, {}, target, false});
  return *this;
}

CourseFeed& CourseFeed::folder(const QString& path)
{
  m_members.append({ParsedFile::Kind::Folder, path, {}, {}, false});
  return *this;
}

bool CourseFeed::addFolder(const QString& folderPath)
{
  const QDir top(folderPath);
  QDirIterator walk(folderPath, QDir::AllEntries | QDir::Hidden | QDir::NoDotAndDotDot,
                    QDirIterator::Subdirectories);
  while (walk.hasNext()) {
    const QString path = walk.next();
    const QFileInfo info = walk.fileInfo();
    const QString inside = top.relativeFilePath(path);
    if (info.isSymLink()) {
      link(inside, QFile::symLinkTarget(path));
    } else if (info.isDir()) {
      folder(inside);
    } else {
      QFile bytes(path);
      if (!bytes.open(QIODevice::ReadOnly))
        return false;
      m_members.append({ParsedFile::Kind::File, inside, bytes.readAll(), {}, info.isExecutable()});
    }
  }
  std::ranges::sort(m_members, {}, &Member::path);
  return true;
}

BlobId CourseFeed::keep(const QByteArray& bytes)
{
  const BlobId id(m_blobs.size() + 1);
  m_blobs.insert(id, bytes);
  return id;
}

Result<ParsedCourse> CourseFeed::read(const QString& root)
{
  return read(root, m_members);
}

Result<ParsedCourse> CourseFeed::readBackwards()
{
  QList<Member> members = m_members;
  std::ranges::reverse(members);
  return read({}, members);
}

Result<ParsedCourse> CourseFeed::read(const QString& root, const QList<Member>& members)
{
  m_blobs.clear();
  olx::CourseReader reader(builtInTypes(),
                           {root, [this](const QByteArray& bytes) { return Result<BlobId>(keep(bytes)); }});
  for (const auto& member : members) {
    if (member.kind == ParsedFile::Kind::File &&
        olx::CourseReader::wantsBytes(member.path, member.bytes.size())) {
      SCRIPTORIUM_TRY(reader.addFile(member.path, member.bytes, keep(member.bytes), member.isExecutable));
      continue;
    }
    ParsedFile file;
    file.kind = member.kind;
    file.path = member.path;
    file.linkTarget = member.linkTarget;
    file.isExecutable = member.isExecutable;
    if (member.kind == ParsedFile::Kind::File)
      file.blob = keep(member.bytes);
    SCRIPTORIUM_TRY(reader.addOpaque(std::move(file)));
  }
  return reader.finish();
}

CourseFeed unitWith(const QByteArray& content, const QList<std::pair<QString, QByteArray>>& more)
{
  CourseFeed feed{{"course.xml", "<course url_name='r' org='o' course='c'/>"},
                  {"course/r.xml", "<course><chapter url_name='c'/></course>"},
                  {"chapter/c.xml", "<chapter><sequential url_name='s'/></chapter>"},
                  {"sequential/s.xml", "<sequential><vertical url_name='v'/></sequential>"},
                  {"vertical/v.xml", "<vertical>\n" + content + "\n</vertical>"}};
  for (const auto& [path, bytes] : more)
    feed.file(u"course/"_s + path, bytes);
  return feed;
}

QString outline(const ParsedCourse& course)
{
  return outline(course, course.root);
}

QStringList rules(const ParsedCourse& course)
{
  QStringList found;
  for (const auto& finding : course.findings)
    found.append(finding.place.blockId.isEmpty()
                     ? finding.rule
                     : finding.rule + u'@' + finding.place.blockType + u'/' + finding.place.blockId);
  return found;
}

const olx::ParsedBlock* block(const ParsedCourse& course, const QString& type, const QString& urlName)
{
  const auto found = std::ranges::find_if(
      course.blocks, [&](const auto& b) { return b.type == type && b.urlName == urlName; });
  return found == course.blocks.end() ? nullptr : &*found;
}

} // namespace scriptorium::testing
