#include "app/cli/commands.h"
#include "app/cli/exitcodes.h"
#include "app/preview/previewserver.h"
#include "exchange/openedcourse.h"
#include "model/publishedview.h"
#include "render/web/sitecourse.h"

#include <QJsonObject>

#include <algorithm>
#include <chrono>
#include <thread>

using namespace Qt::Literals::StringLiterals;

namespace scriptorium::cli {
namespace {

constexpr qint64 kFirstLearner = 6; // as after the site's own accounts
constexpr std::chrono::milliseconds kStopCheck(100);

/// "NAME[,track=T][,group=G]…[,enrolled=no]".
Result<render::Learner> learnerOf(const QString& text)
{
  const QStringList parts = text.split(u',');
  render::Learner learner;
  learner.name = parts[0].trimmed();
  const auto wrong = [&text](const QString& sentence) {
    return Error{Error::Kind::BadInput, u"--learner "_s + text, sentence};
  };
  if (learner.name.isEmpty() || learner.name == "staff"_L1)
    return wrong(u"A learner needs a name, other than \"staff\", who is always there."_s);
  for (const QString& part : parts.sliced(1)) {
    const QString value = part.section(u'=', 1);
    if (part.startsWith(u"track="_s))
      learner.track = value;
    else if (part.startsWith(u"group="_s))
      learner.groups.append(value);
    else if (part == "enrolled=no"_L1 || part == "enrolled=yes"_L1)
      learner.isEnrolled = value == "yes"_L1;
    else
      return wrong(u"\"%1\" is not known; there are track=, group= and enrolled=no."_s.arg(part));
  }
  return learner;
}

Result<QList<render::Learner>> learnersOf(const Invocation& invocation)
{
  render::Learner staff;
  staff.name = u"staff"_s;
  staff.id = kFirstLearner - 1;
  staff.isStaff = true;
  QList<render::Learner> learners{staff};
  QStringList texts = invocation.values(u"learner"_s);
  if (texts.isEmpty())
    texts.append(u"learner1"_s);
  for (const QString& text : std::as_const(texts)) {
    SCRIPTORIUM_TRY_ASSIGN(render::Learner learner, learnerOf(text));
    learner.id = kFirstLearner - 1 + learners.size();
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
  if (!isPort)
    return Error{Error::Kind::BadInput, u"--port"_s, u"This must be a number from 0 to 65535."_s};
  if (!invocation.has(u"date"_s))
    return options;
  options.date = capa::dateFromText(invocation.options.value(u"date"_s));
  if (!options.date)
    return Error{Error::Kind::BadInput, u"--date"_s,
                 u"This is no date; write one like 2030-01-31T12:00:00Z."_s};
  return options;
}

void tell(Invocation& invocation, const preview::PreviewServer& server, const QString& key)
{
  QJsonObject personas;
  QString text = u"The preview of %1 is open. As whom to look:"_s.arg(key);
  const auto learners = server.learners();
  for (const render::Learner& learner : learners) {
    personas.insert(learner.name, server.launchUrl(learner.name));
    text += u"\n  %1  %2"_s.arg(learner.name.leftJustified(10), server.launchUrl(learner.name));
  }
  invocation.output.result({{u"url"_s, server.origin()},
                            {u"course"_s, key},
                            {u"port"_s, server.port()},
                            {u"personas"_s, personas}},
                           text + u"\nStop it with Ctrl+C."_s);
}

Result<int> serve(Invocation& invocation)
{
  SCRIPTORIUM_TRY_ASSIGN(const preview::PreviewServer::Options options, optionsOf(invocation));
  SCRIPTORIUM_TRY_ASSIGN(const Workspace workspace, invocation.workspace());
  SCRIPTORIUM_TRY_ASSIGN(const auto course, OpenedCourse::open(workspace, invocation.arguments[0],
                                                               invocation.types, invocation.progress));
  auto key = Result<CourseKey>(course->store().key());
  if (invocation.has(u"key"_s))
    key = CourseKey::parse(invocation.options.value(u"key"_s));
  if (!key)
    return key.error().in(u"--key"_s);
  SCRIPTORIUM_TRY_ASSIGN(const PublishedView published, PublishedView::of(course->store()));
  SCRIPTORIUM_TRY_ASSIGN(const auto site, render::SiteCourse::of(published, invocation.types, *key));
  SCRIPTORIUM_TRY_ASSIGN(const auto server, preview::PreviewServer::start(*site, options));
  tell(invocation, *server, key->toString());
  while (!invocation.progress.isCancelled())
    std::this_thread::sleep_for(kStopCheck);
  return kDone;
}

} // namespace

Command serveCommand()
{
  return {
      .name = u"serve"_s,
      .arguments = u"COURSE"_s,
      .summary = u"Serves a course to browsers on this computer at the addresses of the LMS."_s,
      .help = u"COURSE is a stored course, an archive or a folder; what is served is what learners get of it "
              "now. Each persona has an address of its own, which starts a session; nobody without one sees "
              "anything. What learners do is kept until the preview stops."_s,
      .example = u"scriptorium-cli serve DemoX\n"
                 "scriptorium-cli serve course.tar.gz --learner anna,group=A --learner ben,track=verified"_s,
      .options =
          {{u"port"_s, u"N"_s, u"the port (default: any that is free)"_s},
           {u"learner"_s,
            u"LEARNER"_s,
            u"a learner: NAME[,track=T][,group=G]...[,enrolled=no]; several times (default: learner1)"_s,
            {},
            false,
            true},
           {u"date"_s, u"DATE"_s, u"the date that the preview takes it to be"_s},
           {u"key"_s, u"KEY"_s, u"the key under which the course is served (default: its own)"_s}},
      .minimumArguments = 1,
      .maximumArguments = 1,
      .run = serve};
}

} // namespace scriptorium::cli
