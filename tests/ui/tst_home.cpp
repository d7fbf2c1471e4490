#include "support/testmain.h"
#include "ui/desk.h"
#include "ui/shell/home/coursecard.h"
#include "ui/shell/home/courselistmodel.h"
#include "ui/shell/home/homepage.h"
#include "ui/shell/window/exchangeflow.h"
#include "ui/widgets/messagebar.h"

#include <QAbstractItemModelTester>
#include <QDateTime>
#include <QListView>
#include <QPushButton>
#include <QSignalSpy>
#include <QTest>

using namespace Qt::Literals::StringLiterals;
using namespace scriptorium;
using namespace scriptorium::testing;

namespace {

CourseInfo course(const QString& id, const QString& title, qint64 editedAt = 0)
{
  CourseInfo info;
  info.id = id;
  info.key = u"course-v1:Org+%1+R1"_s.arg(id);
  info.title = title;
  info.editedAt = editedAt;
  info.blocks = 1204;
  return info;
}

QStringList titles(const CourseListModel& model)
{
  QStringList titles;
  for (int row = 0; row < model.rowCount(); ++row)
    titles.append(model.index(row, 0).data().toString());
  return titles;
}

} // namespace

/// The courses as cards.
class TestHome : public QObject
{
  Q_OBJECT

private Q_SLOTS:
  void theLastUsedStandsFirst();
  void wordsFindTitlesAndKeys();
  void aCardSaysWhatKeepsItShut();
  void aCourseWithoutATitleIsItsKey();
  void timesAreSaidAsPeopleDo();
  void cardsFillTheWidth();
  void aCardIsPainted();
  void aClickOpensTheCourse();
  void aKeyIsNeverCut();
  void theQuestionBeforeDeletingTellsWhichCourse();
};

void TestHome::theLastUsedStandsFirst()
{
  CourseListModel model;
  const QAbstractItemModelTester tester(&model);
  model.setCourses(
      {course(u"a"_s, u"Old"_s, 1), course(u"b"_s, u"Edited"_s, 3), course(u"c"_s, u"Used"_s, 2)},
      {u"c"_s, u"gone"_s});
  QCOMPARE(titles(model), QStringList({u"Used"_s, u"Edited"_s, u"Old"_s}));
  QCOMPARE(model.total(), 3);
}

void TestHome::wordsFindTitlesAndKeys()
{
  CourseListModel model;
  model.setCourses({course(u"CS50"_s, u"Computing"_s), course(u"B1"_s, u"Biology"_s)}, {});
  model.setFilter(u" bio "_s);
  QCOMPARE(titles(model), QStringList(u"Biology"_s));
  model.setFilter(u"cs5"_s);
  QCOMPARE(titles(model), QStringList(u"Computing"_s));
  model.setFilter(u"physics"_s);
  QCOMPARE(titles(model), QStringList());
  model.setFilter({});
  QCOMPARE(model.rowCount(), 2);
}

void TestHome::aCardSaysWhatKeepsItShut()
{
  CourseListModel model;
  CourseInfo open = course(u"a"_s, u"A"_s, 3);
  CourseInfo locked = course(u"b"_s, u"B"_s, 2);
  locked.lockedBy = u"scriptorium (pid 12) on host"_s;
  CourseInfo damaged = course(u"c"_s, u"C"_s, 1);
  damaged.problem = u"It is damaged."_s;
  model.setCourses({open, locked, damaged}, {});
  const auto state = [&](int row) { return model.index(row, 0).data(CourseListModel::StateRole).toString(); };
  QCOMPARE(state(0), QString());
  QCOMPARE(state(1), u"Open in scriptorium (pid 12) on host"_s);
  QCOMPARE(state(2), u"It is damaged."_s);
  QVERIFY(!model.index(1, 0).data(CourseListModel::ProblemRole).toBool());
  QVERIFY(model.index(2, 0).data(CourseListModel::ProblemRole).toBool());
  QVERIFY(model.index(2, 0).data(Qt::AccessibleTextRole).toString().contains(u"It is damaged."_s));
}

void TestHome::aCourseWithoutATitleIsItsKey()
{
  CourseListModel model;
  model.setCourses({course(u"a"_s, {})}, {});
  QCOMPARE(titles(model), QStringList(u"course-v1:Org+a+R1"_s));
}

void TestHome::timesAreSaidAsPeopleDo()
{
  const qint64 now = QDateTime::currentMSecsSinceEpoch();
  QCOMPARE(agoText(now), u"just now"_s);
  QVERIFY2(agoText(now - 300'000).startsWith(u'5'), qPrintable(agoText(now - 300'000)));
  const QDateTime yesterday(QDate::currentDate().addDays(-1), QTime(0, 1));
  QVERIFY2(agoText(yesterday.toMSecsSinceEpoch()).startsWith(u"yesterday"_s),
           qPrintable(agoText(yesterday.toMSecsSinceEpoch())));
  QVERIFY(agoText(0).contains(u"19"_s)); // the sixties or seventies, by zone
}

void TestHome::cardsFillTheWidth()
{
  QListView view;
  const CourseCard card(&view);
  QStyleOptionViewItem option;
  option.widget = &view;
  view.resize(360, 400);
  const int one = card.sizeHint(option, {}).width();
  view.resize(1100, 400);
  const int three = card.sizeHint(option, {}).width();
  QVERIFY2(one > 300 && one <= 360, qPrintable(QString::number(one)));
  QVERIFY2(three > 300 && three * 3 <= 1100, qPrintable(QString::number(three)));
}

void TestHome::aCardIsPainted()
{
  CourseListModel model;
  CourseInfo damaged = course(u"c"_s, u"A title that is much too long for one line of a card "_s.repeated(3));
  damaged.problem = u"It is damaged."_s;
  model.setCourses({damaged, course(u"d"_s, u"D"_s)}, {});
  QListView view;
  view.setModel(&model);
  view.setItemDelegate(new CourseCard(&view));
  view.setViewMode(QListView::IconMode);
  view.resize(700, 300);
  view.show();
  const QImage image = view.grab().toImage();
  const QRect card = view.visualRect(model.index(0, 0));
  QVERIFY(image.pixelColor(card.left() + 20, card.center().y() + 40) !=
          image.pixelColor(card.right() - 8, card.center().y() + 40)); // the spine has a colour
}

void TestHome::aClickOpensTheCourse()
{
  Desk desk;
  QVERIFY(desk.importAndOpen(writeCourse(desk.folder() + u"/course"_s)));
  const QString id = desk.document().info().id;
  desk.window().showHome();
  auto* cards = desk.find<QListView>(u"courses"_s);
  QTRY_COMPARE(cards->model()->rowCount(), 1);
  QTRY_VERIFY(cards->isVisible());
  QTest::mouseClick(cards->viewport(), Qt::LeftButton, {},
                    cards->visualRect(cards->model()->index(0, 0)).center());
  QTRY_VERIFY(desk.window().document() != nullptr);
  QCOMPARE(desk.document().info().id, id);
  QVERIFY(desk.waitForOutline());
}

void TestHome::aKeyIsNeverCut()
{
  const QFont font = QApplication::font();
  const QString key = u"course-v1:University_of_Somewhere+Introduction-to-Everything+2024_T1_second_run"_s;
  const QStringList lines = keyLines(key, font, 180);
  QCOMPARE(lines.join(QString()), key);
  for (const auto& line : lines)
    QVERIFY2(QFontMetrics(font).horizontalAdvance(line) <= 182, qPrintable(line));
  // There is room for all of them on the card.
  QListView view;
  CourseListModel model;
  CourseInfo named = course(u"a"_s, u"Everything"_s);
  model.setCourses({named}, {});
  const CourseCard card(&view);
  QStyleOptionViewItem option;
  option.widget = &view;
  option.font = font;
  option.fontMetrics = QFontMetrics(font);
  view.resize(360, 400);
  const int low = card.sizeHint(option, model.index(0, 0)).height();
  named.key = key;
  model.setCourses({named}, {});
  QVERIFY(card.sizeHint(option, model.index(0, 0)).height() >= low + option.fontMetrics.height());
}

void TestHome::theQuestionBeforeDeletingTellsWhichCourse()
{
  Desk desk;
  QVERIFY(desk.importAndOpen(writeCourse(desk.folder() + u"/course"_s)));
  desk.window().showHome();
  const auto courses = desk.workspace().courses();
  QCOMPARE(courses->size(), 1);
  desk.window().exchange().remove(courses->first());
  const QString text = desk.window().messages().text();
  QVERIFY2(text.contains(courses->first().key), qPrintable(text));
  QVERIFY2(text.contains(u" on disk"_s) && text.contains(u" blocks"_s), qPrintable(text));
  QVERIFY2(text.contains(u"last edited just now"_s), qPrintable(text));
}

SCRIPTORIUM_TEST(TestHome)
#include "tst_home.moc"
