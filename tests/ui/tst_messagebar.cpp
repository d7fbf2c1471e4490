#include "support/testmain.h"
#include "ui/widgets/messagebar.h"

#include <QLabel>
#include <QPushButton>
#include <QTest>

using namespace Qt::Literals::StringLiterals;
using namespace scriptorium;

/// Messages inside the window: what must be known comes back.
class TestMessageBar : public QObject
{
  Q_OBJECT

private Q_SLOTS:
  void init();

  void aMessageIsShownUntilItIsClosed();
  void anErrorComesBackAfterWhatCameLater();
  void aMereWordDoesNotComeBack();
  void theSameErrorTwiceIsOne();
  void aButtonClosesItsMessageAndRuns();
  void aChoiceMayShowTheNextMessage();
  void escapeCloses();
  void clearingClosesAll();
  void stoppingIsNoError();

private:
  QPushButton* button(const QString& text) const;
  void tell(const QString& title) { m_bar->showMessage(MessageBar::Kind::Info, title); }
  void warn(const QString& title) { m_bar->showMessage(MessageBar::Kind::Error, title, u"Because."_s); }

  std::unique_ptr<QWidget> m_window;
  MessageBar* m_bar = nullptr;
};

void TestMessageBar::init()
{
  m_window = std::make_unique<QWidget>();
  m_bar = new MessageBar(m_window.get());
  m_window->show();
}

QPushButton* TestMessageBar::button(const QString& text) const
{
  QCoreApplication::sendPostedEvents(nullptr, QEvent::DeferredDelete);
  for (auto* button : m_bar->findChildren<QPushButton*>())
    if (button->text() == text)
      return button;
  return nullptr;
}

void TestMessageBar::aMessageIsShownUntilItIsClosed()
{
  QVERIFY(!m_bar->isVisible());
  tell(u"Done"_s);
  QVERIFY(m_bar->isVisible());
  QCOMPARE(m_bar->title(), u"Done"_s);
  QCOMPARE(m_bar->accessibleName(), u"Done"_s);
  m_bar->dismiss();
  QVERIFY(!m_bar->isVisible());
}

void TestMessageBar::anErrorComesBackAfterWhatCameLater()
{
  warn(u"First"_s);
  warn(u"Second"_s);
  tell(u"Third"_s);
  QCOMPARE(m_bar->title(), u"Third"_s);
  m_bar->dismiss();
  QCOMPARE(m_bar->title(), u"Second"_s);
  m_bar->dismiss();
  QCOMPARE(m_bar->title(), u"First"_s);
  QCOMPARE(m_bar->property("kind").toString(), u"error"_s);
  m_bar->dismiss();
  QVERIFY(!m_bar->isVisible());
}

void TestMessageBar::aMereWordDoesNotComeBack()
{
  tell(u"First"_s);
  tell(u"Second"_s);
  m_bar->dismiss();
  QVERIFY(!m_bar->isVisible());
}

void TestMessageBar::theSameErrorTwiceIsOne()
{
  warn(u"Same"_s);
  warn(u"Same"_s);
  m_bar->dismiss();
  QVERIFY(!m_bar->isVisible());
}

void TestMessageBar::aButtonClosesItsMessageAndRuns()
{
  int runs = 0;
  m_bar->showMessage(MessageBar::Kind::Warning, u"Well?"_s, {}, {{u"Yes"_s, [&] { ++runs; }}, {u"No"_s, {}}});
  QVERIFY(button(u"Yes"_s)->property("primary").toBool());
  QVERIFY(!button(u"No"_s)->property("primary").toBool());
  button(u"Yes"_s)->click();
  QCOMPARE(runs, 1);
  QVERIFY(!m_bar->isVisible());
  m_bar->showMessage(MessageBar::Kind::Warning, u"Again?"_s, {}, {{u"No"_s, {}}});
  button(u"No"_s)->click();
  QVERIFY(!m_bar->isVisible());
  QCOMPARE(runs, 1);
}

void TestMessageBar::aChoiceMayShowTheNextMessage()
{
  m_bar->showMessage(MessageBar::Kind::Warning, u"Well?"_s, {}, {{u"Go on"_s, [this] { tell(u"Next"_s); }}});
  button(u"Go on"_s)->click();
  QVERIFY(m_bar->isVisible());
  QCOMPARE(m_bar->title(), u"Next"_s);
  QVERIFY(!button(u"Go on"_s));
}

void TestMessageBar::escapeCloses()
{
  tell(u"Done"_s);
  QTest::keyClick(m_bar, Qt::Key_Escape);
  QVERIFY(!m_bar->isVisible());
}

void TestMessageBar::clearingClosesAll()
{
  warn(u"First"_s);
  warn(u"Second"_s);
  m_bar->clear();
  QVERIFY(!m_bar->isVisible());
  tell(u"Third"_s);
  m_bar->dismiss();
  QVERIFY(!m_bar->isVisible());
}

void TestMessageBar::stoppingIsNoError()
{
  m_bar->showError(Error{Error::Kind::Io, u"a.tar.gz"_s, u"No space left on device"_s}, u"import a.tar.gz"_s);
  QCOMPARE(m_bar->property("kind").toString(), u"error"_s);
  m_bar->clear();
  m_bar->showError(Error{Error::Kind::Cancelled, {}, u"Cancelled."_s}, u"import a.tar.gz"_s);
  QCOMPARE(m_bar->property("kind").toString(), u"info"_s);
}

SCRIPTORIUM_TEST(TestMessageBar)
#include "tst_messagebar.moc"
