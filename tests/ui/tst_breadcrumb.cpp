#include "support/testmain.h"
#include "ui/opencourse.h"
#include "ui/unit/breadcrumb.h"

#include <QPushButton>
#include <QTest>

using namespace Qt::Literals::StringLiterals;
using namespace scriptorium;
using namespace scriptorium::testing;

/// Where the open block stands.
class TestBreadcrumb : public QObject
{
  Q_OBJECT

private Q_SLOTS:
  void theBlocksAboveAreLinks();
  void aLinkOpensItsBlock();
  void theCourseItselfHasNone();
  void shortTitlesKeepTheirWidth();

private:
  /// Those of now; what was replaced is deleted only later.
  QList<QPushButton*> linksOf(const Breadcrumb& crumbs) const;

  OpenCourse m_course;
};

QList<QPushButton*> TestBreadcrumb::linksOf(const Breadcrumb& crumbs) const
{
  QCoreApplication::sendPostedEvents(nullptr, QEvent::DeferredDelete);
  return crumbs.findChildren<QPushButton*>();
}

void TestBreadcrumb::theBlocksAboveAreLinks()
{
  Breadcrumb crumbs(m_course.document());
  crumbs.resize(1200, 40);
  crumbs.setBlock(m_course.block(u"html/h2"_s));
  QStringList titles;
  for (const auto* link : linksOf(crumbs))
    titles.append(link->toolTip());
  QCOMPARE(titles, QStringList({u"Small"_s, u"Week 1"_s, u"Lesson 2"_s, u"Unit 3"_s}));
  QCOMPARE(linksOf(crumbs).last()->accessibleName(), u"Open Unit 3"_s);
}

void TestBreadcrumb::aLinkOpensItsBlock()
{
  Breadcrumb crumbs(m_course.document());
  crumbs.setBlock(m_course.block(u"html/h2"_s));
  linksOf(crumbs).at(2)->click();
  QCOMPARE(m_course.document().selection().opened(), m_course.block(u"sequential/s2"_s));
}

void TestBreadcrumb::theCourseItselfHasNone()
{
  Breadcrumb crumbs(m_course.document());
  crumbs.setBlock(m_course.block(u"html/h2"_s));
  QVERIFY(!crumbs.isHidden());
  crumbs.setBlock(m_course.block(u"course/run"_s));
  QVERIFY(crumbs.isHidden());
  QVERIFY(linksOf(crumbs).isEmpty());
}

void TestBreadcrumb::shortTitlesKeepTheirWidth()
{
  CourseDocument& document = m_course.document();
  QVERIFY(document.run(
      steps::rename(document, m_course.block(u"chapter/c1"_s), u"A very long title "_s.repeated(5))));
  Breadcrumb crumbs(document);
  crumbs.resize(400, 40);
  crumbs.setBlock(m_course.block(u"html/h2"_s));
  const auto links = linksOf(crumbs);
  QCOMPARE(links.at(0)->text(), u"Small"_s);
  QVERIFY2(links.at(1)->text().endsWith(u'…'), qPrintable(links.at(1)->text()));
  QCOMPARE(links.at(3)->text(), u"Unit 3"_s);
  int width = 0;
  for (const auto* link : links)
    width += link->width();
  QVERIFY(width <= 400);
  crumbs.resize(1600, 40);
  QVERIFY(links.at(1)->width() > 150);
}

SCRIPTORIUM_TEST(TestBreadcrumb)
#include "tst_breadcrumb.moc"
