#include "store/samplestore.h"

#include "store/blobs.h"
#include "store/searchtable.h"
#include "store/sql/childrenjson.h"
#include "store/sql/database.h"
#include "store/sql/versionhash.h"
#include "store/sql/versionrow.h"

using namespace Qt::Literals::StringLiterals;

namespace scriptorium::testing {
namespace {

/// Adds blocks with one version each.
struct Maker
{
  StoreBuilder& builder;
  qint64 order = 0;

  Result<BlockId> add(const QString& type, const QString& name, const QList<Child>& children,
                      const QByteArray& body)
  {
    const BlockId id = builder.addBlock(type, name);
    SCRIPTORIUM_TRY_ASSIGN(const VersionId head, addVersion(id, name, children, body));
    builder.setHeads(id, head, head);
    return id;
  }

  Result<VersionId> addVersion(BlockId id, const QString& name, const QList<Child>& children,
                               const QByteArray& body)
  {
    BlockVersion version;
    version.block = id;
    version.children = children;
    version.fields = {{u"display_name"_s, u"Title of "_s + name}, {u"graded"_s, u"true"_s}};
    const QString path = builder.typeOf(id) + u'/' + name + u".xml"_s;
    SCRIPTORIUM_TRY_ASSIGN(const BlobId source, builder.addBlob("<x name=\"" + path.toUtf8() + "\"/>"));
    SCRIPTORIUM_TRY_ASSIGN(version.source, builder.addSource(path, source, 1, ++order));
    if (!body.isEmpty()) {
      version.bodyForm = BodyForm::Text;
      SCRIPTORIUM_TRY_ASSIGN(version.body, builder.addBlob(body));
    }
    return builder.addVersion(version, versionTitle(version.fields), searchText(version.bodyForm, body));
  }

  Result<BlockId> addFile(const QString& path, BlobId body)
  {
    const BlockId id = builder.addBlock(kFileType.toString(), path);
    BlockVersion version;
    version.block = id;
    version.bodyForm = BodyForm::File;
    version.body = body;
    SCRIPTORIUM_TRY_ASSIGN(const VersionId head, builder.addVersion(version, {}, {}));
    builder.setHeads(id, head, head);
    return id;
  }
};

Result<BlobId> addAsset(StoreBuilder& builder)
{
  SCRIPTORIUM_TRY_ASSIGN(const auto writer, builder.beginAsset());
  const QByteArray bytes = sampleAsset();
  for (qsizetype at = 0; at < bytes.size(); at += 100000)
    SCRIPTORIUM_TRY(
        writer->write(QByteArrayView(bytes).sliced(at, std::min<qsizetype>(100000, bytes.size() - at))));
  return writer->finish();
}

Child childOf(BlockId block, Child::Form form = Child::Form::Pointer)
{
  return Child{form, block, {}};
}

} // namespace

QByteArray sampleAsset()
{
  QByteArray bytes;
  for (int i = 0; bytes.size() < 1500000; ++i)
    bytes += sha256(QByteArray::number(i)).raw();
  return bytes;
}

Result<SampleCourse> buildSample(const QString& folder, int deadBlocks)
{
  SCRIPTORIUM_TRY_ASSIGN(const auto builder, StoreBuilder::create(folder));
  for (int i = 0; i < deadBlocks; ++i)
    builder->addBlock(u"html"_s, u"dead%1"_s.arg(i));
  Maker make{*builder};
  SampleCourse sample;
  SCRIPTORIUM_TRY_ASSIGN(sample.html, make.add(u"html"_s, u"welcome"_s, {}, kSampleHtml));
  SCRIPTORIUM_TRY_ASSIGN(sample.problem,
                         make.add(u"problem"_s, u"quiz"_s, {}, "<problem>Two and two?</problem>"));
  constexpr VersionId published{2}; // versions count up from 1
  SCRIPTORIUM_TRY_ASSIGN(const VersionId draft, make.addVersion(sample.problem, u"quiz"_s, {},
                                                                "<problem>Three and three?</problem>"));
  builder->setHeads(sample.problem, draft, published);
  SCRIPTORIUM_TRY_ASSIGN(sample.draftUnit, make.add(u"vertical"_s, u"later"_s, {}, {}));
  builder->setHeads(sample.draftUnit, VersionId{draft.value + 1}, {});
  SCRIPTORIUM_TRY_ASSIGN(const BlockId unit, make.add(u"vertical"_s, u"unit"_s,
                                                      {childOf(sample.html), childOf(sample.problem)}, {}));
  SCRIPTORIUM_TRY_ASSIGN(const BlockId sequence,
                         make.add(u"sequential"_s, u"lesson"_s,
                                  {childOf(unit),
                                   {Child::Form::Raw, {}, "<!-- a \xc3\xa9 comment -->"},
                                   childOf(sample.draftUnit, Child::Form::DraftOnly)},
                                  {}));
  SCRIPTORIUM_TRY_ASSIGN(const BlockId chapter, make.add(u"chapter"_s, u"week1"_s, {childOf(sequence)}, {}));
  SCRIPTORIUM_TRY_ASSIGN(sample.course, make.add(u"course"_s, u"2024"_s, {childOf(chapter)}, {}));
  SCRIPTORIUM_TRY_ASSIGN(const BlobId policy, builder->addBlob("{\"course/2024\": {}}"));
  SCRIPTORIUM_TRY_ASSIGN(sample.file, make.addFile(u"policies/2024/policy.json"_s, policy));
  SCRIPTORIUM_TRY_ASSIGN(const BlobId asset, addAsset(*builder));
  SCRIPTORIUM_TRY_ASSIGN(sample.asset, make.addFile(u"static/image.png"_s, asset));
  StoreBuilder::Info info;
  info.key = u"course-v1:edX+Sample+2024"_s;
  info.title = u"A sample"_s;
  info.kind = u"course"_s;
  info.origin = u"sample.tar.gz"_s;
  info.root = sample.course;
  info.author = u"tester"_s;
  info.label = u"Import sample.tar.gz"_s;
  info.at = Timestamp(std::chrono::milliseconds(1700000000000));
  SCRIPTORIUM_TRY(builder->finish(info));
  return sample;
}

Result<VersionId> editBody(CourseStore& store, BlockId block, const QByteArray& body)
{
  Database& database = store.database();
  SCRIPTORIUM_TRY(database.begin());
  SCRIPTORIUM_TRY_ASSIGN(const Block before, store.block(block));
  SCRIPTORIUM_TRY_ASSIGN(BlockVersion version, store.version(block));
  SCRIPTORIUM_TRY_ASSIGN(version.body, storeBlob(database, store.folder(), body));
  SCRIPTORIUM_TRY(
      database.execute("INSERT INTO op(kind,label,author,at,state) VALUES('body','Edit','x',0,0)"));
  const OpId op{database.lastInsertId()};
  version.id = {};
  version.source = {};
  const auto nameOf = [](BlockId) { return BlockName{}; };
  SCRIPTORIUM_TRY_ASSIGN(const VersionId head, insertVersion(database, version, op,
                                                             versionHash(before.type, before.urlName, version,
                                                                         sha256(body), nameOf)));
  const VersionId published = before.published == before.head ? head : before.published;
  auto change = database.prepare("INSERT INTO change(op,block,old_head,new_head,old_published,new_published) "
                                 "VALUES(?,?,?,?,?,?)");
  change.bind(0, op.value).bind(1, block.value).bindId(2, before.head.value).bindId(3, head.value);
  SCRIPTORIUM_TRY(change.bindId(4, before.published.value).bindId(5, published.value).run());
  auto move = database.prepare("UPDATE block SET head=?,published=? WHERE id=?");
  SCRIPTORIUM_TRY(move.bind(0, head.value).bindId(1, published.value).bind(2, block.value).run());
  SCRIPTORIUM_TRY(database.commit());
  return head;
}

namespace {

QByteArray dumpVersion(const CourseStore& store, const BlockVersion& version)
{
  QByteArray text = version.fields.toJson() + ' ' + childrenToJson(version.children) + ' ' +
                    QByteArray::number(static_cast<int>(version.bodyForm)) + ' ' + version.bodyPath.toUtf8() +
                    ' ' + QByteArray::number(version.flags.toInt()) + ' ' +
                    QByteArray::number(version.source.value) + '\n';
  if (!version.body.isValid())
    return text;
  const auto body = store.blob(version.body);
  return text + (body ? body->left(200) + sha256(*body).hex() : body.error().toString().toUtf8()) + '\n';
}

QByteArray dumpSources(const CourseStore& store)
{
  QByteArray text;
  const auto sources = store.sources();
  if (!sources)
    return sources.error().toString().toUtf8();
  for (const auto& source : *sources) {
    const auto bytes = store.blob(source.blob);
    text += source.path.toUtf8() + ' ' + QByteArray::number(source.blocks) + ' ' +
            QByteArray::number(source.order) + ' ' + (bytes ? *bytes : bytes.error().toString().toUtf8()) +
            '\n';
  }
  return text;
}

} // namespace

QByteArray dump(const QString& folder)
{
  const auto opened = CourseStore::open(folder, CourseStore::Mode::ReadOnly);
  if (!opened)
    return opened.error().toString().toUtf8();
  const CourseStore& store = **opened;
  QByteArray text = store.key().toString().toUtf8() + '\n';
  for (const auto& name : {u"title"_s, u"kind"_s, u"origin"_s, u"root_path"_s, u"root"_s})
    text += store.meta(name).toUtf8() + '\n';
  const auto read = store.eachLive([&](const CourseStore::LiveBlock& live) -> Result<Unit> {
    const Block& block = live.block;
    text += block.type.toUtf8() + '/' + block.urlName.toUtf8() + ' ' +
            QByteArray::number(block.parent.value) + ' ' + QByteArray::number(block.position) + ' ' +
            (block.published.isValid() ? 'p' : 'd') + '\n';
    text += dumpVersion(store, live.head);
    if (live.published)
      text += dumpVersion(store, *live.published);
    return Unit{};
  });
  if (!read)
    text += read.error().toString().toUtf8();
  return text + dumpSources(store);
}

} // namespace scriptorium::testing
