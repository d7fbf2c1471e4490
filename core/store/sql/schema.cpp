#include "store/sql/schema.h"

#include "base/faultpoint.h"
#include "store/sql/storefile.h"

#include <QDir>
#include <QFile>

#include <algorithm>

using namespace Qt::Literals::StringLiterals;

namespace scriptorium {
namespace {

QByteArray resource(const QString& name)
{
  QFile file(u":/scriptorium/store/"_s + name);
  [[maybe_unused]] const bool opened = file.open(QIODevice::ReadOnly);
  Q_ASSERT(opened);
  return file.readAll();
}

Result<Unit> mark(Database& database)
{
  const QByteArray marks = "PRAGMA application_id=" + QByteArray::number(kApplicationId) +
                           "; PRAGMA user_version=" + QByteArray::number(kSchemaVersion);
  return database.execute(marks.constData());
}

Result<Unit> migrateStep(Database& database, const Migration& step)
{
  SCRIPTORIUM_TRY(database.begin());
  const QByteArray sql = step.sql + "\n;PRAGMA user_version=" + QByteArray::number(step.from + 1);
  auto done = faultPoint("store.migrate");
  if (done)
    done = database.execute(sql.constData());
  if (!done) {
    database.rollback();
    return done.error().in(u"migration to %1"_s.arg(step.from + 1));
  }
  return database.commit();
}

} // namespace

SchemaText schemaText()
{
  QByteArray sql;
  const auto lines = resource(u"schema.sql"_s).split('\n');
  for (const auto& line : lines)
    if (!line.startsWith("--"))
      sql += line + '\n';
  SchemaText text;
  const auto statements = sql.split(';');
  for (const auto& statement : statements) {
    if (statement.trimmed().isEmpty())
      continue;
    const bool isIndex = statement.contains("CREATE INDEX") || statement.contains("CREATE UNIQUE INDEX");
    (isIndex ? text.indexes : text.tables) += statement + ';';
  }
  return text;
}

Result<Unit> createSchema(Database& database)
{
  const SchemaText text = schemaText();
  SCRIPTORIUM_TRY(mark(database));
  SCRIPTORIUM_TRY(database.execute(text.tables.constData()));
  return database.execute(text.indexes.constData());
}

Result<Unit> beginBulk(Database& database)
{
  database.setDefensive(false); // it forbids to go without a journal
  SCRIPTORIUM_TRY(
      database.execute("PRAGMA journal_mode=OFF; PRAGMA synchronous=OFF; PRAGMA locking_mode=EXCLUSIVE;"
                       "PRAGMA cell_size_check=OFF; PRAGMA cache_size=-4000")); // rows come in their order
  SCRIPTORIUM_TRY(mark(database));
  SCRIPTORIUM_TRY(database.begin());
  SCRIPTORIUM_TRY(database.execute(schemaText().tables.constData()));
  // Fewer, larger pieces of the search index: less merging.
  return database.execute("INSERT INTO search(search,rank) VALUES('hashsize',8388608);"
                          "INSERT INTO search(search,rank) VALUES('automerge',0)");
}

Result<Unit> finishBulk(Database& database)
{
  SCRIPTORIUM_TRY(faultPoint("store.index"));
  SCRIPTORIUM_TRY(database.execute("INSERT INTO search(search,rank) VALUES('hashsize',1048576);"
                                   "INSERT INTO search(search,rank) VALUES('automerge',4)"));
  SCRIPTORIUM_TRY(database.execute(schemaText().indexes.constData()));
  SCRIPTORIUM_TRY(database.commit());
  return database.execute("PRAGMA locking_mode=NORMAL; PRAGMA journal_mode=WAL");
}

QList<Migration> migrations()
{
  QList<Migration> steps;
  const QDir folder(u":/scriptorium/store/migrations"_s);
  const auto names = folder.entryList({u"*.sql"_s}, QDir::Files, QDir::Name);
  for (const auto& name : names)
    steps.append({name.left(4).toUInt() - 1, resource(u"migrations/"_s + name)});
  return steps;
}

Result<QString> migrate(Database& database, const QList<Migration>& steps, quint32 target)
{
  SCRIPTORIUM_TRY_ASSIGN(const qint64 found, database.integer("PRAGMA user_version"));
  auto version = static_cast<quint32>(found);
  if (version >= target)
    return QString();
  const QString backup = u"%1.v%2.backup"_s.arg(database.path()).arg(version);
  // One of an earlier try that did not finish: the database is still what it was then.
  QFile::remove(backup);
  SCRIPTORIUM_TRY(database.backupTo(backup));
  while (version < target) {
    const auto step = std::ranges::find(steps, version, &Migration::from);
    if (step == steps.end())
      return Error{Error::Kind::Conflict, database.path(),
                   u"This program cannot update a database of format %1."_s.arg(version)};
    SCRIPTORIUM_TRY(migrateStep(database, *step));
    ++version;
  }
  return backup;
}

} // namespace scriptorium
