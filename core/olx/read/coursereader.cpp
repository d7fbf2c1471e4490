#include "olx/read/coursereader.h"

#include "model/text/jsontext.h"
#include "olx/read/draftplacer.h"
#include "olx/read/recordreader.h"
#include "olx/read/treebuilder.h"
#include "olx/records/coursepolicy.h"
#include "olx/records/filetable.h"
#include "olx/records/records.h"
#include "olx/records/rootfinder.h"
#include "olx/records/strangearchive.h"
#include "olx/rules/courserules.h"
#include "olx/xml/xmlverdict.h"

using namespace Qt::Literals::StringLiterals;

namespace scriptorium::olx {
namespace {

bool isBelowStatic(QStringView path)
{
  return path.startsWith(u"static/") || path.contains(u"/static/");
}

bool isOlx(QStringView path)
{
  return path.endsWith(u".xml") && !isBelowStatic(path);
}

/// Policies are read again once the run is known.
bool isPolicy(QStringView path)
{
  return path.endsWith(u".json") && (path.startsWith(u"policies/") || path.contains(u"/policies/") ||
                                     path.endsWith(u"grading_policy.json"));
}

/// Texts of blocks and the pages beside the tree, which may hold links.
bool isHtml(QStringView path)
{
  return path.endsWith(u".html") && !isBelowStatic(path);
}

bool looksLikeTemplate(QByteArrayView text)
{
  const QByteArrayView start = trimmedXml(text);
  return start.startsWith("##") || start.startsWith("<%") || start.startsWith("${") || start.startsWith("{%");
}

} // namespace

struct CourseReader::Private
{
  Private(const BlockTypes& types, Options wanted)
      : options(std::move(wanted)), records(types), reader(records, options.keep, options.hold)
  {}

  Result<Unit> readXml(int file, QByteArrayView bytes);
  int addRecord(const QString& path, BlobId blob, bool isExecutable);
  void addFiles(ParsedCourse& course, const FileTable& files) const;

  Options options;
  Records records;
  RecordReader reader;
};

CourseReader::CourseReader(const BlockTypes& types, Options options)
    : d(std::make_unique<Private>(types, std::move(options)))
{}

CourseReader::~CourseReader() = default;

bool CourseReader::wantsBytes(const QString& path, qint64 size)
{
  return size <= kMaxXmlBytes && (isOlx(path) || isPolicy(path) || isHtml(path));
}

int CourseReader::Private::addRecord(const QString& path, BlobId blob, bool isExecutable)
{
  FileRecord record;
  record.path = records.texts.add(path.toUtf8());
  record.blob = blob;
  if (isExecutable)
    record.flags |= FileRecord::Executable;
  records.files.push_back(record);
  return int(records.files.size()) - 1;
}

Result<Unit> CourseReader::Private::readXml(int file, QByteArrayView bytes)
{
  FileRecord& record = records.files[size_t(file)];
  record.flags |= FileRecord::Xml;
  auto verdict = checkXml(bytes, true);
  if (verdict)
    verdict = reader.read(file, bytes);
  if (verdict || verdict.error().kind != Error::Kind::BadInput)
    return verdict;
  if (bytes.contains("index_in_children_list"))
    record.flags |= FileRecord::DraftMarker;
  record.fault = int(records.faults.size());
  const Error& error = verdict.error();
  records.faults.push_back({error.detail, error.line, looksLikeTemplate(bytes)});
  return Unit{};
}

Result<Unit> CourseReader::addFile(const QString& path, QByteArrayView bytes, BlobId blob, bool isExecutable)
{
  const int file = d->addRecord(path, blob, isExecutable);
  if (isOlx(path))
    return d->readXml(file, bytes);
  if (isHtml(path))
    d->reader.readHtml(file, bytes);
  // Too deep to be handled safely: kept, and read as the broken JSON that it is for Studio too.
  if (isPolicy(path))
    d->records.policies.push_back(
        {file, jsonDepth(QString::fromUtf8(bytes)) > kMaxJsonDepth ? QByteArray("[") : bytes.toByteArray()});
  return Unit{};
}

Result<Unit> CourseReader::addOpaque(ParsedFile member)
{
  const int file = d->addRecord(member.path, member.blob, member.isExecutable);
  d->records.files[size_t(file)].kind = member.kind;
  if (member.kind == ParsedFile::Kind::Link)
    d->records.links[file] = std::move(member.linkTarget);
  return Unit{};
}

/// Whatever the tree did not read.
void CourseReader::Private::addFiles(ParsedCourse& course, const FileTable& files) const
{
  for (int i = 0; i < int(records.files.size()); ++i) {
    const FileRecord& record = records.files[size_t(i)];
    if (record.is(FileRecord::Used)) {
      if (record.is(FileRecord::Executable))
        course.executables.append(files.pathFromRoot(i));
      continue;
    }
    ParsedFile file;
    file.kind = record.kind;
    file.path = files.pathFromRoot(i);
    file.linkTarget = records.links.value(i);
    file.isExecutable = record.is(FileRecord::Executable);
    file.blob = record.blob;
    file.order = i;
    course.files.append(std::move(file));
  }
}

QString CourseReader::describeTemplates() const
{
  return olx::describeTemplates(d->records);
}

Result<ParsedCourse> CourseReader::finish()
{
  FileTable files(d->records);
  SCRIPTORIUM_TRY_ASSIGN(const CourseRoot root, findRoot(d->records, files, d->options.root));
  files.setRoot(root.folder);
  ParsedCourse course;
  Report report;
  nameCourse(course, root);
  TreeBuilder builder(d->records, files, report, course);
  builder.build(root);
  DraftPlacer(d->records, files, report, builder, course).place();
  const CourseFacts facts = {d->records, files, root, course};
  rules::remarks(facts, report);
  // The largest parts go before the lists of files come.
  d->records.nodes = {};
  d->records.kids = {};
  builder.addSources();
  d->addFiles(course, files);
  setTitle(course, d->records, files);
  rules::checkCourse(facts, report);
  course.findings = report.take();
  course.texts = std::move(d->records.texts);
  d->records.clear();
  return course;
}

} // namespace scriptorium::olx
