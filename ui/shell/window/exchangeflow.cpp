#include "ui/shell/window/exchangeflow.h"

#include "exchange/export/duplicatecourse.h"
#include "exchange/export/heldfindings.h"
#include "exchange/export/predictexport.h"
#include "exchange/import/freekey.h"
#include "render/staticsite/staticsite.h"
#include "ui/jobs/background.h"
#include "ui/jobs/jobs.h"
#include "ui/shell/home/courselistmodel.h"
#include "ui/widgets/messagebar.h"

#include <QDesktopServices>
#include <QFileInfo>
#include <QLocale>
#include <QUrl>

using namespace Qt::Literals::StringLiterals;

namespace scriptorium {
namespace {

constexpr qsizetype kOfferedCourses = 6;
constexpr qsizetype kToldFindings = 3;

QString importTopic(const QString& path)
{
  return u"import:"_s + path;
}

/// The way out of what may go away: a full disk, a folder that is not there, a course open elsewhere.
QList<MessageBar::Choice> tryAgain(const Error& error, const std::function<void()>& run)
{
  using enum Error::Kind;
  const bool mayPass =
      error.kind == Io || error.kind == NotFound || error.kind == Denied || error.kind == Locked;
  return mayPass ? QList<MessageBar::Choice>{{ExchangeFlow::tr("Try again"), run}}
                 : QList<MessageBar::Choice>();
}

} // namespace

ExchangeFlow::ExchangeFlow(const Studio& studio, Jobs& jobs, MessageBar& messages, QObject* parent)
    : QObject(parent), m_studio(studio), m_jobs(jobs), m_messages(messages)
{}

void ExchangeFlow::importPaths(const QStringList& paths)
{
  for (const auto& path : paths)
    importPath(path);
}

void ExchangeFlow::importPath(const QString& path, const ImportOptions& options)
{
  const QString source = QFileInfo(path).absoluteFilePath();
  if (m_importing.contains(source)) {
    m_messages.showMessage(MessageBar::Kind::Info,
                           tr("%1 is being imported already.").arg(QFileInfo(path).fileName()), {}, {},
                           importTopic(source));
    return;
  }
  m_batch = m_importing.isEmpty() ? 1 : m_batch + 1;
  m_importing.insert(source);
  m_messages.withdraw(importTopic(source));
  const Studio& studio = m_studio;
  m_jobs.start<ImportResult>(
      tr("Import %1").arg(QFileInfo(path).fileName()),
      [&studio, path, options](Progress& progress) {
        ImportOptions signedOptions = options;
        signedOptions.author = studio.author;
        return importCourse(studio.workspace, path, signedOptions, studio.types, studio.clock, progress);
      },
      this,
      [this, path, source, options](const Result<ImportResult>& result) {
        m_importing.remove(source);
        m_messages.withdraw(importTopic(source));
        finishImport(path, options, result);
      });
}

void ExchangeFlow::finishImport(const QString& path, const ImportOptions& options,
                                const Result<ImportResult>& result)
{
  if (result) {
    Q_EMIT coursesChanged();
    Q_EMIT imported(*result);
    return;
  }
  const Error& error = result.error();
  if (error.reason == "key-taken"_L1)
    askAboutConflict(path, options, error);
  else if (error.reason == "several-courses"_L1)
    askWhichCourse(path, options, error);
  else if (error.reason == "name-encoding"_L1)
    askHowToReadNames(path, options, error);
  else
    m_messages.showError(error, tr("import %1").arg(QFileInfo(path).fileName()),
                         tryAgain(error, [this, path, options] { importPath(path, options); }),
                         importTopic(QFileInfo(path).absoluteFilePath()));
}

void ExchangeFlow::askWhichCourse(const QString& path, const ImportOptions& options, const Error& error)
{
  QList<MessageBar::Choice> choices;
  for (const auto& root : error.items.mid(0, kOfferedCourses))
    choices.append({root, [this, path, options, root] {
                      ImportOptions chosen = options;
                      chosen.root = root;
                      importPath(path, chosen);
                    }});
  m_messages.showMessage(MessageBar::Kind::Info, tr("Which course of %1?").arg(QFileInfo(path).fileName()),
                         tr("It holds several. Nothing was imported yet."), choices,
                         importTopic(QFileInfo(path).absoluteFilePath()));
}

void ExchangeFlow::askHowToReadNames(const QString& path, const ImportOptions& options, const Error& error)
{
  QList<MessageBar::Choice> choices;
  for (qsizetype i = 0; i + 1 < error.items.size(); i += 2) {
    const auto encoding = nameEncoding(error.items[i]);
    if (!encoding)
      continue;
    choices.append({tr("As “%1”").arg(error.items[i + 1].section(u'/', -1)), [this, path, options, encoding] {
                      ImportOptions reading = options;
                      reading.limits.names = *encoding;
                      importPath(path, reading);
                    }});
  }
  m_messages.showMessage(MessageBar::Kind::Warning,
                         tr("How are the names of %1 to be read?").arg(QFileInfo(path).fileName()),
                         tr("They are not UTF-8; an old program packed them. Nothing was imported yet. "
                            "Exports give the files the "
                            "names that they have in the archive."),
                         choices);
}

void ExchangeFlow::askAboutConflict(const QString& path, const ImportOptions& options, const Error& error)
{
  const auto taken = CourseKey::parse(error.items.value(0));
  QList<MessageBar::Choice> choices{{tr("Keep both"),
                                     [this, path, options, taken] {
                                       if (taken)
                                         importAsNew(path, options, *taken);
                                     }},
                                    {tr("Replace"), [this, path, options, taken] {
                                       if (taken)
                                         Q_EMIT aboutToReplace(taken->toString());
                                       ImportOptions replacing = options;
                                       replacing.replace = true;
                                       importPath(path, replacing);
                                     }}};
  if (!taken)
    choices.removeFirst();
  m_messages.showMessage(
      MessageBar::Kind::Warning, tr("This course is here already."),
      tr("%1 is stored under the key of %2. Replacing it is one step that can be undone; keeping both stores "
         "the new one under a key of its own.")
          .arg(taken ? taken->toString() : tr("A course"), QFileInfo(path).fileName()),
      choices, importTopic(QFileInfo(path).absoluteFilePath()));
}

void ExchangeFlow::importAsNew(const QString& path, ImportOptions options, const CourseKey& taken)
{
  const auto key = freeKeyLike(m_studio.workspace, taken);
  if (!key) {
    m_messages.showError(key.error(), tr("find a free course key"));
    return;
  }
  options.key = *key;
  importPath(path, options);
}

void ExchangeFlow::duplicate(const CourseInfo& course, const CourseKey& key)
{
  const Studio& studio = m_studio;
  m_jobs.start<ImportResult>(
      tr("Duplicate “%1”").arg(course.title),
      [&studio, course, key](Progress& progress) {
        return duplicateCourse(studio.workspace, course, key, studio.author, studio.types, studio.clock,
                               progress);
      },
      this,
      [this, course](const Result<ImportResult>& result) {
        Q_EMIT coursesChanged();
        if (result)
          Q_EMIT duplicated(result->course);
        else if (result.error().kind != Error::Kind::Cancelled)
          m_messages.showError(result.error(), tr("duplicate “%1”").arg(course.title));
      });
}

void ExchangeFlow::exportTo(const CourseInfo& course, const QString& target)
{
  const QString place = QFileInfo(target).absoluteFilePath();
  if (m_exporting.contains(place)) {
    m_messages.showMessage(MessageBar::Kind::Info,
                           tr("%1 is being written already.").arg(QFileInfo(target).fileName()));
    return;
  }
  m_exporting.insert(place);
  const Studio& studio = m_studio;
  m_jobs.start<Findings>(
      tr("Look at “%1” before its export").arg(course.title),
      [&studio, path = course.path](Progress& progress) -> Result<Findings> {
        SCRIPTORIUM_TRY_ASSIGN(const auto store, CourseStore::open(path, CourseStore::Mode::ReadOnly));
        SCRIPTORIUM_TRY_ASSIGN(const Prediction prediction, predictExport(*store, studio.types, progress));
        SCRIPTORIUM_TRY_ASSIGN(const Findings held, heldTextFindings(*store));
        return strongestOf(prediction) + held;
      },
      this,
      [this, course, target, place](const Result<Findings>& findings) {
        m_exporting.remove(place);
        if (findings && !findings->isEmpty())
          askBeforeExport(course, target, *findings);
        else if (findings || findings.error().kind != Error::Kind::Cancelled)
          startExport(course, target, {}); // what is wrong with the store is the export's to say
      });
}

void ExchangeFlow::askBeforeExport(const CourseInfo& course, const QString& target, const Findings& findings)
{
  const Finding& first = findings.first();
  QString title =
      tr("%n text(s) you typed are not part of the course.", nullptr, static_cast<int>(findings.size()));
  if (effectOf(first) == Finding::Effect::ImportFails)
    title = tr("Studio will not be able to import this course.");
  else if (effectOf(first) == Finding::Effect::ExportFails)
    title = tr("Studio will not be able to export this course again.");
  m_messages.showMessage(
      MessageBar::Kind::Warning, title, first.message + u' ' + first.advice,
      {{tr("Go there"), [this, course, place = first.place] { Q_EMIT placeWanted(course, place); }},
       {tr("Export all the same"),
        [this, course, target, findings] { startExport(course, target, findings); }}});
}

void ExchangeFlow::startExport(const CourseInfo& course, const QString& target, const Findings& known)
{
  const QString place = QFileInfo(target).absoluteFilePath();
  m_exporting.insert(place);
  const Studio& studio = m_studio;
  m_jobs.start<ExportResult>(
      tr("Export %1").arg(QFileInfo(target).fileName()),
      [&studio, course, target](Progress& progress) -> Result<ExportResult> {
        SCRIPTORIUM_TRY_ASSIGN(const auto store, CourseStore::open(course.path, CourseStore::Mode::ReadOnly));
        return exportCourse(*store, target, {}, studio.types, progress);
      },
      this,
      [this, course, target, place, known](const Result<ExportResult>& result) {
        m_exporting.remove(place);
        finishExport(course, target, known, result);
      });
}

void ExchangeFlow::finishExport(const CourseInfo& course, const QString& target, const Findings& known,
                                const Result<ExportResult>& result)
{
  if (!result) {
    m_messages.showError(
        result.error(), tr("export to %1").arg(QFileInfo(target).fileName()),
        tryAgain(result.error(), [this, course, target, known] { startExport(course, target, known); }));
    return;
  }
  const QLocale locale;
  const QString files = tr("%n file(s)", nullptr, static_cast<int>(result->files));
  QString text = tr("%1, %2 of them written anew, %3; read back and verified.")
                     .arg(files, locale.toString(result->rewritten), locale.formattedDataSize(result->bytes));
  auto kind = MessageBar::Kind::Good;
  Findings told = known;
  told.removeIf([](const Finding& finding) { return finding.rule == "held-text"_L1; }); // the result has them
  told = (told + result->findings).mid(0, kToldFindings);
  for (const Finding& finding : std::as_const(told)) {
    text += u' ' + finding.message;
    if (finding.severity != Finding::Severity::Info)
      kind = MessageBar::Kind::Warning;
  }
  m_messages.showMessage(kind, tr("Exported to %1").arg(QFileInfo(target).fileName()), text,
                         {{tr("Show in folder"), [target] {
                             QDesktopServices::openUrl(QUrl::fromLocalFile(QFileInfo(target).absolutePath()));
                           }}});
  Q_EMIT exported(*result);
}

void ExchangeFlow::exportPages(const CourseInfo& course, const QString& folder)
{
  const Studio& studio = m_studio;
  m_jobs.start<render::StaticCounts>(
      tr("Write “%1” as web pages").arg(course.title),
      [&studio, path = course.path, folder](Progress& progress) -> Result<render::StaticCounts> {
        SCRIPTORIUM_TRY_ASSIGN(const auto store, CourseStore::open(path, CourseStore::Mode::ReadOnly));
        const auto snapshot = store->snapshot();
        SCRIPTORIUM_TRY_ASSIGN(const auto site, render::SiteCourse::of(*store, studio.types, store->key()));
        return render::writeStaticSite(*site, SystemClock().now(), {}, folder, progress);
      },
      this,
      [this, course, folder](const Result<render::StaticCounts>& counts) {
        if (!counts) {
          m_messages.showError(
              counts.error(), tr("write the pages into %1").arg(QFileInfo(folder).fileName()),
              tryAgain(counts.error(), [this, course, folder] { exportPages(course, folder); }));
          return;
        }
        const auto open = [folder](const QString& page) {
          QDesktopServices::openUrl(QUrl::fromLocalFile(folder + u'/' + page));
        };
        m_messages.showMessage(MessageBar::Kind::Good, tr("Written to %1").arg(QFileInfo(folder).fileName()),
                               tr("%n page(s), and one with all of them to print.", nullptr, counts->pages),
                               {{tr("Open them"), [open] { open(u"index.html"_s); }},
                                {tr("Open to print"), [open] { open(u"print.html"_s); }}});
      });
}

void ExchangeFlow::remove(const CourseInfo& course)
{
  const QString title = course.title.isEmpty() ? course.key : course.title;
  // Titles are often the same; what is about to go must be told from what stays.
  const QString facts =
      tr("%1 · %2 on disk · %n block(s) · last edited %3", nullptr, static_cast<int>(course.blocks))
          .arg(course.key, QLocale().formattedDataSize(course.bytes, 0, QLocale::DataSizeTraditionalFormat),
               agoText(qMax(course.editedAt, course.importedAt)));
  m_messages.showMessage(
      MessageBar::Kind::Warning, tr("Delete “%1” from this computer?").arg(title),
      facts + u'\n' +
          tr("Its history and everything edited since it was imported go with it. This cannot be undone; "
             "archives you exported stay."),
      {{tr("Delete"), [this, course, title] {
          runInBackground<Result<Unit>>(
              this, [workspace = m_studio.workspace, course] { return workspace.remove(course); },
              [this, title](const Result<Unit>& removed) {
                if (!removed)
                  m_messages.showError(removed.error(), tr("delete “%1”").arg(title));
                Q_EMIT coursesChanged();
              });
        }}});
}

} // namespace scriptorium
