#include "base/atomicfile.h"
#include "search/search.h"
#include "store/coursestore.h"
#include "store/doctor/doctor.h"
#include "store/sql/storefile.h"
#include "store/storebuilder.h"

#include <QByteArray>
#include <QCoreApplication>
#include <QDir>
#include <QFile>
#include <QTemporaryDir>

#include <cstdint>
#include <cstdlib>

using namespace scriptorium;
using namespace Qt::Literals::StringLiterals;

namespace {

/// A small course to damage: the input is a list of changes to it, so that every run reaches SQLite's pages.
QByteArray makeStore(const QString& folder)
{
  const auto builder = StoreBuilder::create(folder);
  if (!builder)
    std::abort();
  QList<Child> children;
  const auto add = [&](const QString& type, const QString& name, const QList<Child>& below,
                       const QByteArray& body) {
    BlockVersion version;
    version.block = (*builder)->addBlock(type, name);
    version.children = below;
    version.fields = {{u"display_name"_s, name}};
    version.bodyForm = body.isEmpty() ? BodyForm::None : BodyForm::Text;
    if (!body.isEmpty())
      version.body = *(*builder)->addBlob(body);
    const auto id = (*builder)->addVersion(version, name, body);
    (*builder)->setHeads(version.block, *id, *id);
    return version.block;
  };
  for (int i = 0; i < 20; ++i)
    children.append(
        {Child::Form::Pointer, add(u"html"_s, u"h%1"_s.arg(i), {}, "text " + QByteArray::number(i)), {}});
  StoreBuilder::Info info;
  info.root = add(u"course"_s, u"run"_s, children, {});
  info.key = u"course-v1:a+b+c"_s;
  if (!(*builder)->finish(info))
    std::abort();
  return readFile(databasePath(folder)).value_or(QByteArray());
}

void damage(QByteArray& store, QByteArrayView changes)
{
  // Five bytes a change: where (three), how many, with what. The marks of the header stay.
  constexpr qsizetype kHeader = 100;
  for (qsizetype at = 0; at + 5 <= changes.size(); at += 5) {
    const auto byte = [&](qsizetype i) { return static_cast<unsigned char>(changes[at + i]); };
    const qsizetype where = kHeader + (byte(0) | byte(1) << 8 | byte(2) << 16) % (store.size() - kHeader);
    for (qsizetype i = where; i < std::min(store.size(), where + 1 + byte(3)); ++i)
      store[i] = static_cast<char>(store[i] ^ static_cast<char>(byte(4)));
  }
}

void readAll(const QString& folder)
{
  const auto store = CourseStore::open(folder, CourseStore::Mode::ReadOnly);
  if (!store)
    return;
  (void) (*store)->outline();
  (void) (*store)->blocks({});
  (void) (*store)->contentHash();
  (void) (*store)->history(100);
  (void) (*store)->sources();
  Progress progress;
  (void) search(**store, {u"text 1"_s, {}, {}, 10}, progress);
  (void) (*store)->eachLive([&](const CourseStore::LiveBlock& live) -> Result<Unit> {
    if (live.head.body.isValid())
      (void) (*store)->blob(live.head.body);
    return Unit{};
  });
}

} // namespace

extern "C" int LLVMFuzzerInitialize(int* argc, char*** argv)
{
  static const QCoreApplication application(*argc, *argv);
  return 0;
}

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size)
{
  static const QTemporaryDir folder;
  static const QByteArray whole = makeStore(folder.path());
  QByteArray bytes = whole;
  damage(bytes, {reinterpret_cast<const char*>(data), static_cast<qsizetype>(size)});
  QFile file(databasePath(folder.path()));
  if (!file.open(QIODevice::WriteOnly) || file.write(bytes) != bytes.size())
    std::abort();
  file.close();
  for (const auto& end : {u"-wal"_s, u"-shm"_s})
    QFile::remove(databasePath(folder.path()) + end);
  readAll(folder.path());
  Progress progress;
  const auto report = doctor(folder.path(), true, progress);
  if (report && report->isRepaired && !CourseStore::open(folder.path(), CourseStore::Mode::ReadOnly))
    std::abort();
  if (report && !report->backup.isEmpty())
    QDir(report->backup).removeRecursively();
  return 0;
}
