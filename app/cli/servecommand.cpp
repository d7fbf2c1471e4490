#include "app/cli/browser.h"
#include "app/cli/commands.h"
#include "app/cli/exitcodes.h"
#include "app/cli/parentprocess.h"
#include "app/cli/showncourse.h"
#include "app/preview/server/eventfile.h"
#include "app/preview/server/previewserver.h"
#include "learners/learnerstore.h"
#include "qr/qrcode.h"

#include <QDateTime>
#include <QDir>
#include <QFileInfo>
#include <QJsonArray>
#include <QJsonObject>

#include <algorithm>
#include <chrono>
#include <list>
#include <memory>
#include <thread>

using namespace Qt::Literals::StringLiterals;

namespace scriptorium::cli {
namespace {

constexpr std::chrono::milliseconds kStopCheck(100);

/// "NAME[,track=T][,group=G]…[,enrolled=no|DATE]".
Result<render::Learner> learnerOf(const QString& text)
{
  const QStringList parts = text.split(u',');
  render::Learner learner;
  learner.name = parts[0].trimmed();
  const auto wrong = [&text](const QString& sentence) {
    return Error{Error::Kind::BadInput, u"--learner "_s + text, sentence};
  };
  if (learner.name.isEmpty() || learner.name == "staff"_L1 || learner.name == "anonymous"_L1)
    return wrong(u"A learner needs a name, other than \"staff\" and \"anonymous\", who are always there."_s);
  for (const QString& part : parts.sliced(1)) {
    const QString value = part.section(u'=', 1);
    if (part.startsWith(u"track="_s))
      learner.track = value;
    else if (part.startsWith(u"group="_s))
      learner.groups.append(value);
    else if (part == "enrolled=no"_L1 || part == "enrolled=yes"_L1)
      learner.isEnrolled = value == "yes"_L1;
    else if (part.startsWith(u"enrolled="_s) && capa::dateFromText(value))
      learner.enrolledAt = capa::dateFromText(value);
    else
      return wrong(
          u"\"%1\" is not known; there are track=, group=, enrolled=no and enrolled=DATE."_s.arg(part));
  }
  return learner;
}

Result<QList<render::Learner>> learnersOf(const Invocation& invocation)
{
  render::Learner staff;
  staff.name = u"staff"_s;
  staff.id = LearnerStore::kStaff;
  staff.isStaff = true;
  staff.isEnrolled = false; // enters all the same
  QList<render::Learner> learners{staff};
  QStringList texts = invocation.values(u"learner"_s);
  if (texts.isEmpty())
    texts.append(u"learner1"_s);
  for (const QString& text : std::as_const(texts)) {
    SCRIPTORIUM_TRY_ASSIGN(render::Learner learner, learnerOf(text));
    learner.id = LearnerStore::kFirst - 1 + learners.size();
    if (std::ranges::any_of(learners, [&](const auto& other) { return other.name == learner.name; }))
      return Error{Error::Kind::BadInput, u"--learner"_s,
                   u"There are two of the name "_s + learner.name + u'.'};
    learners.append(learner);
  }
  return learners;
}

Result<preview::PreviewServer::Options> optionsOf(const Invocation& invocation)
{
  preview::PreviewServer::Options options;
  SCRIPTORIUM_TRY_ASSIGN(options.learners, learnersOf(invocation));
  bool isPort = true;
  if (invocation.has(u"port"_s))
    options.http.port = invocation.options.value(u"port"_s).toUShort(&isPort);
  if (invocation.has(u"listen"_s)) {
    const QString text = invocation.options.value(u"listen"_s);
    options.listen = text.section(u':', 0, 0);
    if (text.contains(u':'))
      options.listenPort = text.section(u':', 1).toUShort(&isPort);
  }
  if (!isPort)
    return Error{Error::Kind::BadInput, u"--port"_s, u"A port must be a number from 0 to 65535."_s};
  if (!invocation.has(u"date"_s))
    return options;
  options.date = capa::dateFromText(invocation.options.value(u"date"_s));
  if (!options.date)
    return Error{Error::Kind::BadInput, u"--date"_s,
                 u"This is no date; write one like 2030-01-31T12:00:00Z."_s};
  return options;
}

/// Null: none is asked for. Errors: those of EventFile, and BadInput.
Result<std::unique_ptr<preview::EventFile>> eventFile(const Invocation& invocation)
{
  using Format = preview::EventFile::Format;
  static const QHash<QString, Format> kFormats = {
      {u"tracking"_s, Format::Tracking}, {u"xapi"_s, Format::Xapi}, {u"both"_s, Format::Both}};
  const QString format = invocation.options.value(u"events-format"_s, u"tracking"_s);
  if (!kFormats.contains(format))
    return Error{Error::Kind::BadInput, u"--events-format "_s + format,
                 u"There are tracking, xapi and both."_s};
  if (!invocation.has(u"events"_s) && invocation.has(u"events-format"_s))
    return Error{Error::Kind::BadInput, u"--events-format"_s, u"Say with --events which file they go to."_s};
  if (!invocation.has(u"events"_s))
    return std::unique_ptr<preview::EventFile>();
  return preview::EventFile::open(invocation.options.value(u"events"_s), kFormats.value(format));
}

/// Link, code, and the link as a QR code for phones.
QString teamText(const preview::PreviewServer& server)
{
  const QStringList urls = server.teamUrls();
  if (urls.isEmpty())
    return {};
  const auto code = QrCode::of(urls[0]);
  return u"\nFor the course team, in this network: %1\n  access code  %2\n%3"
         "Whoever has the code sees the course. The connection is not encrypted: share it in a network that "
         "you "
         "trust."_s.arg(urls.join(u' '), server.accessCode(), code ? code->toTerminal() : QString());
}

void tell(Invocation& invocation, const preview::PreviewServer& server, const QString& key)
{
  QJsonObject personas;
  QString text = u"The preview of %1 is open. As whom to look:"_s.arg(key);
  for (const render::Learner& learner : server.learners()) {
    personas.insert(learner.name, server.launchUrl(learner.name));
    text += u"\n  %1  %2"_s.arg(learner.name.leftJustified(10), server.launchUrl(learner.name));
  }
  personas.insert(u"anonymous"_s, server.launchUrl({}));
  text += u"\n  %1  %2"_s.arg(u"anonymous"_s.leftJustified(10), server.launchUrl({}));
  QJsonObject json{
      {u"url"_s, server.origin()}, {u"course"_s, key}, {u"port"_s, server.port()}, {u"personas"_s, personas}};
  if (const QStringList urls = server.teamUrls(); !urls.isEmpty())
    json.insert(u"team"_s,
                QJsonObject{{u"urls"_s, QJsonArray::fromStringList(urls)}, {u"code"_s, server.accessCode()}});
  invocation.output.result(json, text + teamText(server) + u"\nStop it with Ctrl+C."_s);
}

/// When the files of a stored course changed last; the same for what is no stored course.
QDateTime lastChange(const CourseStore& store)
{
  const QDir folder(store.folder());
  QDateTime last;
  for (const QString& name : {u"course.db"_s, u"course.db-wal"_s})
    last = std::max(last, QFileInfo(folder.filePath(name)).lastModified());
  return last;
}

/// Until it is stopped: what is edited meanwhile is shown. The last of the courses is the one that is shown.
Result<Unit> keepServing(Invocation& invocation, preview::PreviewServer& server,
                         std::list<ShownCourse>& courses, preview::EventFile* events, qint64 parent)
{
  QDateTime seen = lastChange(courses.back().course->store());
  const auto isLeftAlone = [&] { return invocation.has(u"with-parent"_s) && parentProcess() != parent; };
  while (!invocation.progress.isCancelled() && !isLeftAlone()) {
    std::this_thread::sleep_for(kStopCheck);
    courses.back().site->problems().dismissIdle();
    if (const auto complaint = events != nullptr ? events->complaint() : std::nullopt)
      invocation.output.message(*complaint);
    while (courses.size() > 1 && !server.isAnswering(*courses.front().site))
      courses.pop_front();
    const QDateTime last = lastChange(courses.back().course->store());
    if (last == seen)
      continue;
    seen = last;
    auto fresh = readShownCourse(invocation);
    if (!fresh)
      return invocation.progress.isCancelled() ? Result<Unit>(Unit{}) : fresh.error();
    courses.push_back(*std::move(fresh));
    server.show(*courses.back().site);
  }
  return Unit{};
}

/// A course that has not begun would be closed to its learners.
void waitForTheCourse(Invocation& invocation, const render::SiteCourse& site,
                      preview::PreviewServer::Options& options)
{
  const auto start = site.date(site.root(), u"start"_s);
  if (options.date || !start || *start <= invocation.clock.now())
    return;
  options.date = start;
  invocation.output.message(
      u"The course begins later; the preview takes it to be %1. Say --date for another day."_s.arg(
          render::isoMoment(*start)));
}

/// What learners did is there again with a stored course; archives begin anew every time. Null: it passes.
/// Errors: those of LearnerStore, but for a place where nothing can be written.
Result<std::unique_ptr<LearnerStore>> keptLearners(Invocation& invocation, const ShownCourse& shown,
                                                   QList<render::Learner>& learners)
{
  if (!shown.course->isStored() || invocation.has(u"fresh"_s))
    return std::unique_ptr<LearnerStore>();
  auto store = LearnerStore::open(shown.course->store().folder());
  if (!store && store.error().kind == Error::Kind::Denied) {
    invocation.output.message(u"Nothing can be written beside the course: what learners do is forgotten when "
                              "the preview stops."_s);
    return std::unique_ptr<LearnerStore>();
  }
  if (!store)
    return store.error();
  for (render::Learner& learner : learners) {
    SCRIPTORIUM_TRY_ASSIGN(learner.id, (*store)->idOf(learner.name));
  }
  return store;
}

/// As whom the browser is opened: the first learner.
void openBrowser(Invocation& invocation, const preview::PreviewServer& server)
{
  const auto opened = openInBrowser(server.launchUrl(server.learners().value(1).name));
  if (!opened)
    invocation.output.message(opened.error().detail + u" Copy the address into one."_s);
}

Result<int> serve(Invocation& invocation)
{
  const qint64 parent = parentProcess(); // before anybody can know that this one runs
  SCRIPTORIUM_TRY_ASSIGN(preview::PreviewServer::Options options, optionsOf(invocation));
  SCRIPTORIUM_TRY_ASSIGN(ShownCourse read, readShownCourse(invocation));
  std::list<ShownCourse> courses; // outlive the server
  const ShownCourse& shown = courses.emplace_back(std::move(read));
  SCRIPTORIUM_TRY_ASSIGN(const auto kept, keptLearners(invocation, shown, options.learners));
  options.states = kept.get();
  if (kept)
    options.guestId = [store = kept.get()](const QString& name) { return store->idOf(name); };
  std::unique_ptr<preview::LearnerClient> client;
  if (invocation.has(u"client"_s)) {
    SCRIPTORIUM_TRY_ASSIGN(client, preview::LearnerClient::open(invocation.options.value(u"client"_s)));
  }
  options.client = client.get();
  waitForTheCourse(invocation, *shown.site, options);
  SCRIPTORIUM_TRY_ASSIGN(const auto events, eventFile(invocation)); // outlives the server
  if (events)
    options.onEvent = [file = events.get()](const render::LearnerEvent& event) { file->take(event); };
  SCRIPTORIUM_TRY_ASSIGN(const auto server, preview::PreviewServer::start(*shown.site, options));
  tell(invocation, *server, shown.site->keyText());
  if (invocation.has(u"open"_s))
    openBrowser(invocation, *server);
  SCRIPTORIUM_TRY(keepServing(invocation, *server, courses, events.get(), parent));
  return kDone;
}

Result<int> servePreview(Invocation& invocation)
{
  invocation.arguments = {invocation.options.value(u"course"_s)};
  return serve(invocation);
}

const QString kServeHelp =
    u"COURSE is a stored course, an archive or a folder; what is served is what learners get of it "
    "now, or, with --draft, what its authors have. Each persona has an address of its own, which "
    "starts a session (\"anonymous\": somebody who has not signed in); nobody without one sees "
    "anything. Edits of a stored course show at once. What learners of a stored course do is there again "
    "when it is served again, and \"learners\" lists and resets it; an archive or a folder begins anew."_s;

QList<Option> serveOptions()
{
  return {
      {u"open"_s, {}, u"open it in the browser, as the first learner"_s},
      {u"draft"_s, {}, u"with all that is not published yet"_s},
      {u"fresh"_s, {}, u"learners begin anew, and what they do is forgotten at the end"_s},
      {u"with-parent"_s, {}, u"ends when the program that started it ends, however that ends"_s},
      {u"port"_s, u"N"_s, u"the port (default: any that is free)"_s},
      {u"learner"_s,
       u"LEARNER"_s,
       u"a learner: NAME[,track=T][,group=G]...[,enrolled=no or DATE]; several times (default: learner1)"_s,
       {},
       false,
       true},
      {u"listen"_s, u"ADDRESS"_s,
       u"for a course team too: an address of this computer with or without :PORT, or 0.0.0.0 for all; "
       u"whoever "
       "comes there is asked for an access code, and is a learner of the own name"_s},
      {u"client"_s, u"FOLDER"_s,
       u"shows the course in a built learner client (the \"dist\" of frontend-app-learning, built with "
       u"PUBLIC_PATH=/learning/ and MFE_CONFIG_API_URL=/api/mfe_config/v1) instead of our pages"_s},
      {u"date"_s, u"DATE"_s,
       u"the date that the preview takes it to be (default: now, or the day the course begins)"_s},
      {u"relative-dates"_s,
       {},
       u"as an LMS with personal due dates: those of a self-paced course count from "
       "the learner's enrolment, and the dates page lists assignments"_s},
      {u"events"_s, u"FILE"_s,
       u"writes what learners do into FILE, as lines of JSON as the LMS logs it; up to 64 MiB"_s},
      {u"events-format"_s,
       u"FORMAT"_s,
       u"of these lines: tracking (the LMS's tracking log, the default), xapi (statements), or both ({tracking, xapi})"_s,
       {u"tracking"_s, u"xapi"_s, u"both"_s}},
      {u"key"_s, u"KEY"_s, u"the key under which the course is served (default: its own)"_s}};
}

} // namespace

Command serveCommand()
{
  return {.name = u"serve"_s,
          .arguments = u"COURSE"_s,
          .summary = u"Serves a course to browsers on this computer at the addresses of the LMS."_s,
          .help = kServeHelp,
          .example =
              u"scriptorium-cli serve DemoX\n"
              "scriptorium-cli serve course.tar.gz --learner anna,group=A --learner ben,track=verified"_s,
          .options = serveOptions(),
          .minimumArguments = 1,
          .maximumArguments = 1,
          .run = serve};
}

Command previewProgram()
{
  return {.summary = u"Serves a course to browsers on this computer at the addresses of the LMS."_s,
          .help = kServeHelp,
          .example =
              u"scriptorium-preview --course DemoX --open\n"
              "scriptorium-preview --store ~/courses --course course-v1:Org+Course+Run --port 8080 --json"_s,
          .options = QList<Option>{{u"course"_s, u"COURSE"_s, u"the course that is served"_s, {}, true}} +
                     serveOptions(),
          .run = servePreview,
          .program = u"scriptorium-preview"_s};
}

} // namespace scriptorium::cli
