#include "app/web/webengineview.h"

#include "app/web/webenginepage.h"

#include <QFile>
#include <QVBoxLayout>
#include <QWebChannel>
#include <QWebEngineProfile>
#include <QWebEngineScript>
#include <QWebEngineScriptCollection>
#include <QWebEngineSettings>
#include <QWebEngineView>

using namespace Qt::Literals::StringLiterals;

namespace scriptorium {
namespace {

constexpr auto kWorld = QWebEngineScript::ApplicationWorld; // the page's scripts are in MainWorld

QWebEngineProfile* makeProfile(OwnOriginOnly* gate, QObject* parent)
{
  auto* profile = new QWebEngineProfile(parent); // without a name it writes nothing to the disk
  profile->setUrlRequestInterceptor(gate);
  profile->setSpellCheckEnabled(false);
  QWebEngineSettings* settings = profile->settings();
  settings->setAttribute(QWebEngineSettings::LocalContentCanAccessRemoteUrls, false);
  settings->setAttribute(QWebEngineSettings::ScreenCaptureEnabled, false);
  settings->setAttribute(QWebEngineSettings::PluginsEnabled, false);
  settings->setAttribute(QWebEngineSettings::ErrorPageEnabled, false);
  return profile;
}

} // namespace

WebEngineView::WebEngineView(QWidget* parent) : WebView(parent)
{
  m_gate = new OwnOriginOnly(this);
  m_view = new QWebEngineView(this);
  m_page = new WebEnginePage(makeProfile(m_gate, this), m_view);
  m_view->setPage(m_page);
  m_view->setContextMenuPolicy(Qt::NoContextMenu);
  setFocusProxy(m_view);
  auto* layout = new QVBoxLayout(this);
  layout->setContentsMargins(0, 0, 0, 0);
  layout->addWidget(m_view);
  auto* channel = new QWebChannel(this);
  channel->registerObject(u"studio"_s, new WebStudio(*this));
  m_page->setWebChannel(channel, kWorld);
  connect(m_page, &QWebEnginePage::loadFinished, this, [this](bool isThere) {
    if (onLoaded)
      onLoaded(isThere);
  });
  connect(m_page, &QWebEnginePage::renderProcessTerminated, this, [this] {
    if (onGone)
      onGone();
  });
  connect(m_page, &WebEnginePage::linkFollowed, this, [this](const QUrl& address) {
    if (onTold)
      onTold(u"link"_s, address.toString());
  });
}

WebEngineView::~WebEngineView()
{
  delete m_page; // before its profile
}

void WebEngineView::putScript()
{
  if (m_hasScript || script.isEmpty())
    return;
  m_hasScript = true;
  QFile channel(u":/qtwebchannel/qwebchannel.js"_s);
  const QString library =
      channel.open(QIODevice::ReadOnly) ? QString::fromUtf8(channel.readAll()) : QString();
  QWebEngineScript put;
  put.setName(u"studio"_s);
  put.setWorldId(kWorld);
  put.setInjectionPoint(QWebEngineScript::DocumentReady);
  put.setSourceCode(library +
                    u"\nnew QWebChannel(qt.webChannelTransport, function (channel) {\n"
                    "const studio = channel.objects.studio;\n"_s +
                    script + u"\n});\n"_s);
  m_page->scripts().insert(put);
}

void WebEngineView::open(const QUrl& address)
{
  putScript();
  m_gate->setOrigin(address);
  m_page->load(address);
}

void WebEngineView::run(const QString& code, std::function<void(const QVariant&)> reply)
{
  m_page->runJavaScript(
      code, kWorld, reply ? std::move(reply) : [](const QVariant&) {});
}

} // namespace scriptorium
