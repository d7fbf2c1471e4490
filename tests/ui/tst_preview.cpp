// ctest-labels: slow
#include "exchange/import/importcourse.h"
#include "preview/rawclient.h"
#include "support/places.h"
#include "support/testmain.h"
#include "ui/preview/previewprocess.h"
#include "ui/preview/sharedialog.h"

#include <QComboBox>
#include <QLabel>
#include <QPushButton>
#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>

using namespace Qt::Literals::StringLiterals;
using namespace scriptorium;
using namespace scriptorium::testing;

/// The preview as the window starts it: the real program in a process of its own.
class TestPreview : public QObject
{
  Q_OBJECT

private Q_SLOTS:
  void theCourseIsServedUntilThePreviewGoes()
  {
    const QTemporaryDir store;
    const auto workspace = Workspace::open(store.path());
    QVERIFY(workspace);
    Progress progress;
    const auto imported =
        importCourse(*workspace, sampleCourse(), {}, BlockTypes::builtIn(), SystemClock(), progress);
    QVERIFY(imported);
    auto preview = std::make_unique<PreviewProcess>(programFolder() + u"/scriptorium-preview"_s, store.path(),
                                                    imported->course.key);
    QSignalSpy ready(preview.get(), &PreviewProcess::ready);
    preview->open();
    preview->open(); // the second press while it starts
    QTRY_COMPARE_WITH_TIMEOUT(ready.size(), 1, 20'000);
    const QUrl address = ready[0][0].toUrl();
    QVERIFY(address.host().endsWith(u".localhost"_s));
    const auto port = quint16(address.port());
    const QByteArray request = "GET " + address.path().toLatin1() + '?' + address.query().toLatin1() +
                               " HTTP/1.1\r\nHost: " + address.authority().toLatin1() +
                               "\r\nConnection: close\r\n\r\n";
    QVERIFY(exchangeRaw(port, request).startsWith("HTTP/1.1 302"));
    preview->open();
    QCOMPARE(ready.size(), 2);
    QCOMPARE(ready[1][0].toUrl(), address);
    preview.reset();
    QVERIFY(exchangeRaw(port, request).isEmpty());
  }

  void aTeamGetsLinksAndACode()
  {
    const QTemporaryDir store;
    const auto workspace = Workspace::open(store.path());
    QVERIFY(workspace);
    Progress progress;
    const auto imported =
        importCourse(*workspace, sampleCourse(), {}, BlockTypes::builtIn(), SystemClock(), progress);
    QVERIFY(imported);
    PreviewProcess preview(programFolder() + u"/scriptorium-preview"_s, store.path(), imported->course.key,
                           PreviewProcess::For::Team);
    QSignalSpy shared(&preview, &PreviewProcess::shared);
    preview.open();
    QTRY_COMPARE_WITH_TIMEOUT(shared.size(), 1, 20'000);
    const QStringList links = shared[0][0].toStringList();
    const QString code = shared[0][1].toString();
    QVERIFY(!links.isEmpty() && links[0].startsWith(u"http://"_s));
    ShareDialog dialog;
    dialog.show();
    QVERIFY(!dialog.findChild<QLabel*>(u"shareCode"_s)->isVisible());
    dialog.showShared(links, code);
    QCOMPARE(dialog.findChild<QLabel*>(u"shareCode"_s)->text(), code);
    QCOMPARE(dialog.findChild<QComboBox*>(u"shareLinks"_s)->currentText(), links[0]);
    QVERIFY(!dialog.findChild<QLabel*>(u"sharePicture"_s)->pixmap().isNull());
    QSignalSpy stopped(&dialog, &ShareDialog::stopRequested);
    dialog.findChild<QPushButton*>(u"stopSharing"_s)->click();
    QCOMPARE(stopped.size(), 1);
  }

  void whyItCannotStartIsSaid_data()
  {
    QTest::addColumn<QString>("program");
    QTest::newRow("not installed") << QString();
    QTest::newRow("not there") << u"/nowhere/scriptorium-preview"_s;
    QTest::newRow("no such course") << QString(programFolder() + u"/scriptorium-preview"_s);
  }
  void whyItCannotStartIsSaid()
  {
    QFETCH(QString, program);
    const QTemporaryDir store;
    PreviewProcess preview(program, store.path(), u"course-v1:No+Such+Course"_s);
    QSignalSpy failed(&preview, &PreviewProcess::failed);
    preview.open();
    QTRY_COMPARE_WITH_TIMEOUT(failed.size(), 1, 20'000);
    QVERIFY(!failed[0][0].value<Error>().detail.isEmpty());
    QVERIFY(!preview.isRunning());
  }
};

SCRIPTORIUM_TEST(TestPreview)
#include "tst_preview.moc"
