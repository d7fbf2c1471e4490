// ctest-labels: slow
#include "olx/coursefeed.h"
#include "olx/read/coursereader.h"
#include "support/testmain.h"

#include <QTest>

#include <malloc.h>

#include <ctime>

using namespace Qt::Literals::StringLiterals;
using namespace scriptorium;
using namespace scriptorium::testing;

namespace {

struct File
{
  QString path;
  QByteArray bytes;
};

/// `blocks` blocks in Studio's layout: units of eight problems, sequentials of eight units.
QList<File> courseOf(int blocks)
{
  const auto id = [](int number) { return QByteArray::number(number).rightJustified(32, 'a'); };
  QList<File> files = {{u"course/course.xml"_s, "<course url_name='r' org='o' course='c'/>"}};
  QByteArray chapter = "<chapter display_name='C'>\n";
  int made = 0;
  while (made < blocks) {
    const QByteArray sequential = id(made++);
    chapter += "  <sequential url_name='" + sequential + "'/>\n";
    QByteArray units = "<sequential display_name='S'>\n";
    for (int u = 0; u < 8; ++u) {
      const QByteArray unit = id(made++);
      units += "  <vertical url_name='" + unit + "'/>\n";
      QByteArray problems = "<vertical display_name='V'>\n";
      for (int p = 0; p < 8; ++p) {
        const QByteArray problem = id(made++);
        problems += "  <problem url_name='" + problem + "'/>\n";
        files.append(
            {u"course/problem/"_s + QString::fromLatin1(problem) + u".xml"_s,
             "<problem display_name='A title' max_attempts='3' weight='1.0' showanswer='finished'>\n"
             "<multiplechoiceresponse><label>What?</label><choicegroup><choice correct='true'>This</choice>"
             "<choice correct='false'>That</choice></choicegroup></multiplechoiceresponse>\n</problem>\n"});
      }
      files.append(
          {u"course/vertical/"_s + QString::fromLatin1(unit) + u".xml"_s, problems + "</vertical>\n"});
    }
    files.append(
        {u"course/sequential/"_s + QString::fromLatin1(sequential) + u".xml"_s, units + "</sequential>\n"});
  }
  files.append({u"course/chapter/c.xml"_s, chapter + "</chapter>\n"});
  files.append({u"course/course/r.xml"_s, "<course><chapter url_name='c'/></course>"});
  return files;
}

double processorSeconds()
{
  timespec time{};
  clock_gettime(CLOCK_THREAD_CPUTIME_ID, &time);
  return double(time.tv_sec) + double(time.tv_nsec) * 1e-9;
}

struct Measure
{
  double microseconds = 0; ///< of processor time, a block
  double bytes = 0;        ///< of the finished course, a block
};

Measure measure(const BlockTypes& types, int blocks)
{
  const QList<File> files = courseOf(blocks);
  const auto before = mallinfo2();
  const double start = processorSeconds();
  qint64 blobs = 0;
  olx::CourseReader reader(types, {{}, [&](const QByteArray&) { return Result<BlobId>(BlobId(++blobs)); }});
  for (const auto& file : files)
    if (!reader.addFile(file.path, file.bytes, BlobId(++blobs)))
      return {};
  const auto course = reader.finish();
  const double seconds = processorSeconds() - start;
  const auto after = mallinfo2();
  if (!course)
    return {};
  const auto count = double(course->blocks.size());
  return {seconds * 1e6 / count,
          double(after.uordblks + after.hblkhd - before.uordblks - before.hblkhd) / count};
}

} // namespace

class TestReaderSpeed : public QObject
{
  Q_OBJECT

private Q_SLOTS:
  void aHundredThousandBlocksCostTenTimesTenThousand()
  {
    const BlockTypes types = BlockTypes::builtIn();
    measure(types, 1000);
    const Measure small = measure(types, 10'000);
    const Measure large = measure(types, 100'000);
    qInfo("10,000 blocks: %.2f us and %.0f bytes a block; 100,000: %.2f us and %.0f bytes",
          small.microseconds, small.bytes, large.microseconds, large.bytes);
    QVERIFY(large.microseconds > 0);
    // Caches count for something; a quadratic step would make it ten times.
    QVERIFY(large.microseconds < 2.5 * small.microseconds);
    QVERIFY(large.bytes < 900);
  }

  void aPileOfDraftsIsReadInTime()
  {
    CourseFeed feed{{"course.xml", "<course url_name='r' org='o' course='c'/>"},
                    {"course/r.xml", "<course><chapter url_name='c'/></course>"},
                    {"chapter/c.xml", "<chapter><sequential url_name='s'/></chapter>"},
                    {"sequential/s.xml", "<sequential/>"}};
    for (int i = 0; i < 20'000; ++i)
      feed.file(u"course/drafts/vertical/%1.xml"_s.arg(i),
                "<vertical parent_url='i4x://o/c/sequential/s' index_in_children_list='" +
                    QByteArray::number(i) + "'/>");
    const double start = processorSeconds();
    const auto course = feed.read();
    QVERIFY(course.has_value());
    QCOMPARE(course->blocks.size(), 20'003);
    QVERIFY(processorSeconds() - start < 5);
  }
};

SCRIPTORIUM_TEST(TestReaderSpeed)
#include "tst_readerspeed.moc"
