#include "model/blocktype.h"
#include "olx/coursefeed.h"
#include "olx/xml/xml.h"
#include "support/places.h"
#include "support/testmain.h"

#include <QSet>
#include <QTest>

using namespace Qt::Literals::StringLiterals;
using namespace scriptorium;
using scriptorium::testing::CourseFeed;

/// The course that is opened on first start.
class TestSampleCourse : public QObject
{
  Q_OBJECT

private Q_SLOTS:
  void init()
  {
    m_feed = CourseFeed();
    QVERIFY(m_feed.addFolder(testing::sampleCourse()));
  }

  void studioWouldTakeAllOfIt()
  {
    const auto course = m_feed.read();
    QVERIFY2(course, course ? "" : qPrintable(course.error().toString()));
    QCOMPARE(testing::rules(*course), QStringList());
    QCOMPARE(course->title, u"Discover Scriptorium"_s);
  }

  void everyStandardTypeOccurs()
  {
    const auto course = m_feed.read();
    QVERIFY(course.has_value());
    QSet<QString> found;
    const BlockTypes types = BlockTypes::builtIn();
    for (const auto& block : course->blocks) {
      QVERIFY2(types.isKnown(block.type), qPrintable(block.type));
      found.insert(block.type);
    }
    // What Studio offers, but for what lives on a server alone (H5P packages, SCORM) or in libraries.
    for (const BlockType* type : types.all()) {
      static const QStringList kElsewhere = {
          u"h5pxblock"_s, u"scorm"_s,        u"step-builder"_s,    u"ubcpi"_s,
          u"library"_s,   u"unit"_s,         u"subsection"_s,      u"section"_s,
          u"hastexo"_s,   u"gradefetcher"_s, u"launchcontainer"_s, u"azure_media_services"_s};
      const bool isPart = type->type.startsWith("pb-"_L1) || type->type.startsWith("sb-"_L1);
      if (isPart || type->category == "file"_L1 || type->category == "deprecated"_L1 ||
          kElsewhere.contains(type->type))
        continue;
      QVERIFY2(found.contains(type->type), qPrintable(type->type));
    }
  }

  void filesHaveStudiosForm()
  {
    qsizetype size = 0;
    for (const auto& member : m_feed.members()) {
      size += member.bytes.size();
      const bool isPointer = member.path == "course.xml"_L1 || member.path == "assets/assets.xml"_L1;
      if (!member.path.endsWith(".xml"_L1) || isPointer)
        continue;
      const auto normal = olx::normalForm(member.bytes);
      QVERIFY2(normal && *normal == member.bytes, qPrintable(member.path));
    }
    QVERIFY(size < 300 * 1024);
  }

private:
  CourseFeed m_feed;
};

SCRIPTORIUM_TEST(TestSampleCourse)
#include "tst_samplecourse.moc"
