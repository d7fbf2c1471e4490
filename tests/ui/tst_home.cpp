#include "support/testmain.h"
#include "ui/desk.h"
#include "ui/shell/home/coursecard.h"
#include "ui/shell/home/courselistmodel.h"
#include "ui/shell/home/homepage.h"
#include "ui/shell/window/exchangeflow.h"
#include "ui/widgets/messagebar.h"

#include <QAbstractItemModelTester>
#include <QComboBox>
#include <QDateTime>
#include <QDialog>
#include <QDir>
#include <QLabel>
#include <QLineEdit>
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
  void coursesAreSortedAsAsked();
  void wordsFindTitlesAndKeys();
  void aCardSaysWhatKeepsItShut();
  void aCourseWithoutATitleIsItsKey();
  void timesAreSaidAsPeopleDo();
  void cardsFillTheWidth();
  void aCardIsPainted();
  void aClickOpensTheCourse();
  void aKeyIsNeverCut();
  void theQuestionBeforeDeletingTellsWhichCourse();
  void theOrderIsRemembered();
  void aCardShowsThePictureOfItsCourse();
  void aCourseIsDuplicatedUnderAKeyOfItsOwn();
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

void TestHome::coursesAreSortedAsAsked()
{
  CourseListModel model;
  const QAbstractItemModelTester tester(&model);
  CourseInfo large = course(u"b"_s, u"Zoology"_s, 1);
  large.bytes = 100;
  model.setCourses({course(u"a"_s, u"Algebra"_s, 2), large, course(u"c"_s, u"Music"_s, 3)}, {u"a"_s});
  using enum CourseListModel::Order;
  model.setOrder(Title);
  QCOMPARE(titles(model), QStringList({u"Algebra"_s, u"Music"_s, u"Zoology"_s}));
  model.setOrder(Edited);
  QCOMPARE(titles(model), QStringList({u"Music"_s, u"Algebra"_s, u"Zoology"_s}));
  model.setOrder(Size);
  QCOMPARE(titles(model).first(), u"Zoology"_s);
  model.setOrder(Used);
  QCOMPARE(titles(model), QStringList({u"Algebra"_s, u"Music"_s, u"Zoology"_s}));
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

void TestHome::theOrderIsRemembered()
{
  Desk desk;
  auto* order = desk.find<QComboBox>(u"courseOrder"_s);
  QCOMPARE(order->currentText(), u"Last used"_s);
  order->setCurrentText(u"Size"_s);
  desk.restart();
  QCOMPARE(desk.find<QComboBox>(u"courseOrder"_s)->currentText(), u"Size"_s);
}

void TestHome::aCardShowsThePictureOfItsCourse()
{
  Desk desk;
  const QString root = writeCourse(desk.folder() + u"/course"_s);
  QVERIFY(QDir().mkpath(root + u"/static"_s));
  QImage picture(800, 400, QImage::Format_RGB32);
  picture.fill(QColor(200, 10, 90));
  QVERIFY(picture.save(root + u"/static/images_course_image.jpg"_s));
  QVERIFY(desk.importAndOpen(root));
  desk.window().showHome();
  auto* cards = desk.find<QListView>(u"courses"_s);
  QTRY_COMPARE(cards->model()->rowCount(), 1);
  const QModelIndex first = cards->model()->index(0, 0);
  QTRY_VERIFY(!first.data(CourseListModel::ImageRole).value<QImage>().isNull());
  QTRY_VERIFY(cards->isVisible());
  const QColor spine =
      cards->grab().toImage().pixelColor(cards->visualRect(first).topLeft() + QPoint(40, 60));
  QVERIFY2(spine.red() > 150 && spine.green() < 60, qPrintable(spine.name()));
}

void TestHome::aCourseIsDuplicatedUnderAKeyOfItsOwn()
{
  Desk desk;
  QVERIFY(desk.importAndOpen(writeCourse(desk.folder() + u"/course"_s)));
  desk.window().showHome();
  Q_EMIT desk.find<HomePage>(u"home"_s)->duplicateRequested(desk.workspace().courses()->first());
  auto* key = desk.find<QLineEdit>(u"duplicateKey"_s);
  QVERIFY(key);
  QCOMPARE(key->text(), u"course-v1:Org+C1+R1_2"_s);
  QCOMPARE(key->selectedText(), u"R1_2"_s);
  auto* dialog = desk.find<QDialog>(u"duplicateDialog"_s);
  const auto problem = [&] { return desk.find<QLabel>(u"duplicateProblem"_s)->text(); };
  key->setText(u"course-v1:Org+C1+R1"_s);
  QVERIFY(problem().contains(u"stored already"_s));
  key->setText(u"course-v1:Org+C 1+R1"_s);
  QVERIFY(!problem().isEmpty());
  QTest::keyClick(key, Qt::Key_Return);
  QVERIFY(dialog->isVisible());
  key->setText(u"course-v1:Org+C1+2027"_s);
  QVERIFY(problem().isEmpty());
  QTest::keyClick(key, Qt::Key_Return);
  QTRY_COMPARE(desk.workspace().courses()->size(), 2);
  QTRY_VERIFY(desk.window().messages().title().startsWith(u"Duplicated"_s));
  QVERIFY(desk.workspace().find(u"course-v1:Org+C1+2027"_s));
}

SCRIPTORIUM_TEST(TestHome)
#include "tst_home.moc"
