#include "session/coursesession.h"

#include "edit/undo.h"

#include <QDir>

using namespace Qt::Literals::StringLiterals;

namespace scriptorium {
QString CourseSession::defaultAuthor()
{
  for (const char* variable : {"USER", "LOGNAME", "USERNAME"}) {
    QString name = qEnvironmentVariable(variable);
    if (!name.isEmpty())
      return name;
  }
  const QString home = QDir::home().dirName(); // services and containers often set no variable
  return home.isEmpty() ? u"author"_s : home;
}

namespace {

/// True while a step runs; a step inside a step would tear its transaction apart.
class Running
{
public:
  explicit Running(bool& flag) : m_flag(flag) { m_flag = true; }
  ~Running() { m_flag = false; }
  Running(const Running&) = delete;
  Running& operator=(const Running&) = delete;

private:
  bool& m_flag;
};

} // namespace

struct CourseSession::Private
{
  std::unique_ptr<CourseStore> store;
  const BlockTypes& types;
  const Clock& clock;
  bool isReadOnly = false;
  bool isRunning = false;
  QString author = CourseSession::defaultAuthor();

  Result<Unit> checkReady() const
  {
    if (isReadOnly)
      return Error{Error::Kind::Denied, {}, u"The course is open for reading only."_s};
    if (isRunning)
      return Error{Error::Kind::Bug, {}, u"A step cannot run inside another step."_s};
    return Unit{};
  }
};

CourseSession::CourseSession(std::unique_ptr<Private> session) : d(std::move(session)) {}

CourseSession::~CourseSession() = default;

Result<std::unique_ptr<CourseSession>> CourseSession::open(const QString& courseFolder,
                                                           CourseStore::Mode mode, const BlockTypes& types,
                                                           const Clock& clock)
{
  SCRIPTORIUM_TRY_ASSIGN(auto store, CourseStore::open(courseFolder, mode));
  auto session = std::make_unique<Private>(Private{std::move(store), types, clock});
  session->isReadOnly = mode == CourseStore::Mode::ReadOnly;
  return std::unique_ptr<CourseSession>(new CourseSession(std::move(session)));
}

const CourseStore& CourseSession::store() const
{
  return *d->store;
}

const BlockTypes& CourseSession::types() const
{
  return d->types;
}

bool CourseSession::isReadOnly() const
{
  return d->isReadOnly;
}

void CourseSession::setAuthor(const QString& author)
{
  d->author = author;
}

Result<ChangeSet> CourseSession::run(const QString& kind, const QString& label, const Work& work,
                                     Coalesce coalesce)
{
  SCRIPTORIUM_TRY(d->checkReady());
  ChangeSet changes;
  {
    const Running running(d->isRunning);
    Edit edit(*d->store, kind, label, d->author, d->clock.now());
    SCRIPTORIUM_TRY(work(edit));
    SCRIPTORIUM_TRY_ASSIGN(changes, edit.commit(coalesce == Coalesce::Yes));
  }
  if (changes.op.isValid())
    Q_EMIT changed(changes);
  return changes;
}

Result<ChangeSet> CourseSession::undo()
{
  SCRIPTORIUM_TRY(d->checkReady());
  SCRIPTORIUM_TRY_ASSIGN(const auto changes, undoStep(*d->store, d->author, d->clock.now()));
  if (changes.op.isValid())
    Q_EMIT changed(changes);
  return changes;
}

Result<ChangeSet> CourseSession::redo()
{
  SCRIPTORIUM_TRY(d->checkReady());
  SCRIPTORIUM_TRY_ASSIGN(const auto changes, redoStep(*d->store, d->author, d->clock.now()));
  if (changes.op.isValid())
    Q_EMIT changed(changes);
  return changes;
}

QString CourseSession::undoLabel() const
{
  const auto step = d->store->undoable();
  return step && *step ? (*step)->label : QString();
}

QString CourseSession::redoLabel() const
{
  const auto step = d->store->redoable();
  return step && *step ? (*step)->label : QString();
}

} // namespace scriptorium
