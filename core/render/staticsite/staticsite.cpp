#include "render/staticsite/staticsite.h"

#include "markup/visibletext.h"
#include "render/site/custompages.h"
#include "render/site/programfiles.h"
#include "render/staticsite/staticcontent.h"
#include "render/staticsite/staticframe.h"
#include "render/web/memorystates.h"

#include <QUrl>

#include <algorithm>

using namespace Qt::Literals::StringLiterals;

namespace scriptorium::render {
namespace {

class ExportClock final : public Clock
{
public:
  explicit ExportClock(Timestamp now) : m_now(now) {}
  Timestamp now() const override { return m_now; }

private:
  Timestamp m_now;
};

Learner reviewer()
{
  Learner learner;
  learner.name = u"reviewer"_s;
  learner.id = 1;
  learner.isStaff = true;
  return learner;
}

WebRequest requestOf(const QByteArray& method, const QString& address)
{
  const QUrl url(address);
  WebRequest request;
  request.method = method;
  request.path = url.path(QUrl::FullyDecoded);
  request.query = parseUrlEncoded(url.query(QUrl::FullyEncoded).toUtf8());
  return request;
}

/// The making of one export.
class StaticSite
{
public:
  StaticSite(const SiteCourse& course, Timestamp now, const std::vector<int>& chosen, const PutFile& put)
      : m_course(course), m_clock(now), m_site(course, m_states, {m_learner}, m_clock),
        m_pages(course, chosen), m_put(put)
  {
    if (chosen.empty())
      addCustomPages(now);
  }

  Result<StaticCounts> make(Progress& progress)
  {
    if (std::ranges::none_of(m_pages.pages(), [](const StaticPage& page) { return page.node >= 0; }))
      return Error{Error::Kind::NotFound, m_course.keyText(), u"There is no unit to show."_s};
    progress.begin(u"Writing pages"_s);
    const auto total = qint64(m_pages.pages().size());
    for (const StaticPage& page : m_pages.pages()) {
      SCRIPTORIUM_TRY(putPage(page));
      SCRIPTORIUM_TRY(progress.report(m_counts.pages, total));
    }
    SCRIPTORIUM_TRY(putText(u"index.html"_s, staticHome(m_course, m_pages)));
    SCRIPTORIUM_TRY(putText(u"print.html"_s, staticPrint(m_course, m_pages, m_all)));
    SCRIPTORIUM_TRY(
        putText(u"_site/search-data.js"_s, u"window.courseText = "_s + m_index.toString() + u";\n"_s));
    SCRIPTORIUM_TRY(putCourseFiles(progress));
    SCRIPTORIUM_TRY(putProgramFiles());
    return m_counts;
  }

private:
  WebReply ask(const QByteArray& method, const QString& address)
  {
    return m_site.answer(requestOf(method, address), m_learner);
  }

  void addCustomPages(Timestamp now)
  {
    const WebRequest request = requestOf("GET", u"/"_s);
    const QList<Learner> learners{m_learner};
    const QList<CustomPage> custom = customPages({m_course, m_learner, m_states, now, request, {}, learners});
    for (const CustomPage& page : custom)
      m_pages.add({u"pages/"_s + QString(page.name).replace(u'/', u'_'), page.title, page.address, -1});
  }

  Result<Unit> putText(const QString& path, const QString& text) { return putBytes(path, text.toUtf8()); }
  Result<Unit> putBytes(const QString& path, const QByteArray& bytes)
  {
    ++m_counts.files;
    return m_put(path, bytes);
  }

  Result<Unit> putPage(const StaticPage& page)
  {
    const bool isUnit = page.node >= 0;
    const WebReply reply =
        ask("GET", isUnit ? page.address + u"?disable_staff_debug_info=1"_s : page.address);
    QString content;
    if (reply.status == 200)
      content = staticContent(
          QString::fromUtf8(reply.body),
          [this](const QByteArray& method, const QString& address) { return ask(method, address); });
    if (content.isEmpty())
      content = u"<p class=\"static-note\">This page could not be shown.</p>"_s;
    if (isUnit)
      m_all.append({page.node, m_pages.withLocalAddresses(content, {})});
    Json entry = Json::object();
    entry.set("title", Json(page.title));
    entry.set("path", Json(page.path));
    entry.set("place", Json(placeOf(page)));
    entry.set("text", Json(QString::fromUtf8(markup::visibleText(content.toUtf8())).simplified()));
    m_index.append(entry);
    ++m_counts.pages;
    return putText(page.path,
                   staticPage(m_course, m_pages, page, m_pages.withLocalAddresses(content, u"../"_s)));
  }

  QString placeOf(const StaticPage& page) const
  {
    if (page.node < 0)
      return {};
    QStringList titles;
    for (const int at : m_course.path(page.node))
      if (at != m_course.root() && at != page.node)
        titles.append(m_course.title(at));
    return titles.join(u" › "_s);
  }

  Result<Unit> putCourseFiles(Progress& progress)
  {
    progress.begin(u"Writing files"_s);
    const QHash<QString, QString>& files = m_pages.files();
    qint64 done = 0;
    for (auto file = files.cbegin(); file != files.cend(); ++file) {
      if (const auto bytes = m_course.file(file.value()))
        SCRIPTORIUM_TRY(putBytes(file.key(), *bytes));
      SCRIPTORIUM_TRY(progress.report(++done, files.size()));
    }
    return Unit{};
  }

  /// With a library's first file come all of it: it loads them itself.
  Result<Unit> putProgramFiles()
  {
    QSet<QString> names;
    for (const QString& address : m_pages.programFiles()) {
      const QString name = address.section(u'/', 2);
      names.insert(name);
      const QString folder = name.section(u'/', 0, 1);
      if (name.count(u'/') > 1)
        for (const QString& each : programFilesBelow(folder))
          names.insert(each);
    }
    for (const QString& name : std::as_const(names))
      if (const auto bytes = programFile(name))
        SCRIPTORIUM_TRY(putBytes(u"_site/"_s + name, *bytes));
    return Unit{};
  }

  const SiteCourse& m_course;
  const Learner m_learner = reviewer();
  MemoryStates m_states;
  ExportClock m_clock;
  Site m_site;
  StaticPages m_pages;
  const PutFile& m_put;
  StaticCounts m_counts;
  Json m_index = Json::list();
  QList<StaticUnit> m_all;
};

} // namespace

Result<StaticCounts> makeStaticSite(const SiteCourse& course, Timestamp now, const std::vector<int>& chosen,
                                    Progress& progress, const PutFile& put)
{
  return StaticSite(course, now, chosen, put).make(progress);
}

} // namespace scriptorium::render
