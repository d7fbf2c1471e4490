// ctest-labels: slow
#include "olx/parsedview.h"
#include "olx/write/coursewriter.h"
#include "olx/write/studiolayout.h"
#include "olx/xml/normalform.h"
#include "olx/xml/xml.h"
#include "support/shared.h"
#include "support/testmain.h"

#include <QMap>
#include <QProcess>
#include <QRegularExpression>
#include <QTemporaryDir>
#include <QTest>

using namespace Qt::Literals::StringLiterals;
using namespace scriptorium;
using namespace scriptorium::testing;
using olx::ParsedBlock;
using olx::ParsedCourse;

namespace {

const BlockTypes& types()
{
  static const BlockTypes all = BlockTypes::builtIn();
  return all;
}

/// Compares line by line, so that a failure shows what differs.
void compareMeaning(const QStringList& actual, const QStringList& expected)
{
  if (actual == expected)
    return;
  for (const auto& line : expected)
    if (!actual.contains(line))
      qWarning().noquote() << "missing:" << line.left(1500);
  for (const auto& line : actual)
    if (!expected.contains(line))
      qWarning().noquote() << "new:    " << line.left(1500);
  QFAIL("The courses do not mean the same.");
}

/// Without what Studio does not keep: comments between blocks, a problem's <meta> (those of the courses hold
/// no field), and the zones of an assessment's dates.
QStringList asStudioKeeps(QStringList lines)
{
  static const QRegularExpression kFirst(u"(?<=\\[)<x>\\s*<!--(?:(?!</x>).)*-->\\s*</x>\n ?"_s,
                                         QRegularExpression::DotMatchesEverythingOption);
  static const QRegularExpression kLater(u" <x>\\s*<!--(?:(?!</x>).)*-->\\s*</x>\n"_s,
                                         QRegularExpression::DotMatchesEverythingOption);
  static const QRegularExpression kZone(u"(?<=[0-9])([+]|%2B)00(:|%3A)00(?=\"|%22)"_s);
  static const QRegularExpression kMeta(u"%0A(?:%20)*%3Cmeta%3E.*?%3C%2Fmeta%3E"_s);
  for (QString& line : lines) {
    line.remove(kFirst).remove(kLater).remove(kMeta);
    if (line.startsWith("openassessment/"_L1))
      line.remove(kZone);
  }
  return lines;
}

/// Writes the files of a course anew from its blocks.
class Rewriter
{
public:
  Rewriter(const ParsedCourse& course, const CourseFeed& feed)
      : m_course(course), m_view(viewOf(course, feed))
  {
    for (const auto& block : course.blocks) {
      note(block, block.published, false);
      note(block, block.draft, true);
    }
  }

  const FakeCourse& view() const { return m_view; }
  /// The new bytes of every source file whose root block is known, by path.
  QHash<QString, QByteArray> files() const
  {
    QHash<QString, QByteArray> files;
    for (qsizetype i = 0; i < m_course.sources.size(); ++i)
      if (m_roots.contains(i))
        files.insert(m_course.text(m_course.sources[i].path), write(m_roots[i].block, m_roots[i].isDraft));
    return files;
  }

private:
  struct Root
  {
    const ParsedBlock* block = nullptr;
    bool isDraft = false;
  };

  /// The root of a file is the block at its first line that no other block of the file holds inline.
  void note(const ParsedBlock& block, const ParsedBlock::Slot& state, bool isDraft)
  {
    if (!state || state->source < 0)
      return;
    for (const auto& child : state->children)
      if (child.form == Child::Form::Inline)
        m_inner.insert({child.block, isDraft});
    const auto index = &block - m_course.blocks.constData();
    const auto found = m_roots.constFind(state->source);
    if (found == m_roots.cend() || m_inner.contains({found->block - m_course.blocks.constData(), isDraft}))
      if (!m_inner.contains({index, isDraft}))
        m_roots.insert(state->source, {&block, isDraft});
  }
  QByteArray write(const ParsedBlock* block, bool isDraft) const
  {
    const auto lookUp = [&](BlockId id) -> Result<olx::WriteBlock> {
      const Block found = *m_view.block(id);
      const bool isHead = isDraft || !found.published.isValid();
      return olx::WriteBlock{found.type, found.urlName,
                             *m_view.versionById(isHead ? found.head : found.published)};
    };
    const BlockId id(block - m_course.blocks.constData() + 1);
    const auto written =
        olx::writeBlockFile(types(), *lookUp(id), lookUp, [&](BlobId blob) { return m_view.blob(blob); });
    if (!written)
      qWarning() << written.error().toString();
    return written.value_or({});
  }

  const ParsedCourse& m_course;
  FakeCourse m_view;
  QHash<qsizetype, Root> m_roots;
  QSet<std::pair<qsizetype, bool>> m_inner;
};

} // namespace

/// Forms that the shared courses do not have, by name.
QMap<QString, CourseFeed> oddCourses()
{
  QMap<QString, CourseFeed> odd;
  odd[u"all in one file, without names"_s] = CourseFeed{
      {"course.xml",
       "<course org='O' course='C' url_name='R' start='Oct 30 23:00 EST 2012'>\n<!-- first -->\n"
       "<chapter display_name='Week 1'><sequential><vertical><problem display_name=\"P's\"><p>x</p></problem>"
       "<html><![CDATA[a <b>&nbsp;</b> ]]></html><video "
       "youtube='1.0:abc'/><vertical/></vertical></sequential>"
       "<problem>direct</problem></chapter><wiki slug='w'/><textbook title='T' book_url='u'/></course>"}};
  odd[u"names with colons, and old pointers"_s] = CourseFeed{
      {"course.xml", "<course org='O' course='C' url_name='R'/>"},
      {"course/R.xml", "<course><chapter url_name='a:b'/></course>"},
      {"chapter/a/b.xml",
       "<chapter><sequential url_name='s'><vertical url_name='v'><html url_name='secret:toy'/>"
       "<problem filename='deep' display_name='Over' url_name='p'/>"
       "<html filename='page' url_name='h2'/></vertical></sequential></chapter>"},
      {"html/secret/toy.xml", "<html filename='toy' editor='raw'/>"},
      {"html/secret/toy.html", "<p>toy"},
      {"html/page.html", "page"},
      {"problem/deep.xml", "<problem display_name='Under' max_attempts='1'><p>deep</p></problem>"}};
  odd[u"aliases, tags with their own rules, raw children"_s] = CourseFeed{
      {"course.xml", "<course org='O' course='C' url_name='R'/>"},
      {"course/R.xml", "<course><chapter url_name='c'/></course>"},
      {"chapter/c.xml", "<chapter><sequential url_name='s'/><sequential url_name='s'/></chapter>"},
      {"sequential/s.xml",
       "<sequential><conditional url_name='if' sources='i4x://O/C/problem/p' attempted='True' message='m'>"
       "<html url_name='h'/><show sources='i4x://O/C/html/h'/></conditional>"
       "<vertical url_name='v'><customtag impl='book' page='3' url_name='ct'/><!-- between -->"
       "<done url_name='d' xblock-family='xblock.v1'/><poll url_name='q' xblock-family='xblock.v1' "
       "question='?'>"
       "<o:x xmlns:o='http://code.edx.org/xblock/option'>1</o:x></poll>"
       "<mystery url_name='m' a='1'><inner url_name='i'/></mystery><problem url_name='gone'/></vertical>"
       "</sequential>"},
      {"html/h.xml", "<html display_name='inline file'>text &lt; <i>more</i></html>"},
      {"policies/R/policy.json",
       "{\"course/R\": {\"display_name\": \"D\"}, \"vertical/v\": {\"graded\": true}}"}};
  odd[u"drafts beside what is published"_s] = CourseFeed{
      {"course.xml", "<course org='O' course='C' url_name='R'/>"},
      {"course/R.xml", "<course><chapter url_name='c'><sequential url_name='s'><vertical url_name='v1'/>"
                       "<vertical url_name='v2'/></sequential></chapter></course>"},
      {"vertical/v1.xml", "<vertical display_name='one'><problem url_name='p'/></vertical>"},
      {"vertical/v2.xml", "<vertical display_name='two'/>"},
      {"problem/p.xml", "<problem><p>old</p></problem>"},
      {"drafts/vertical/v1.xml",
       "<vertical display_name='one' parent_url='block-v1:X+Y+Z+type@sequential+block@s' "
       "index_in_children_list='0'><problem url_name='p'/><html url_name='n'/></vertical>"},
      {"drafts/problem/p.xml", "<problem><p>new</p></problem>"},
      {"drafts/html/n.xml", "<html filename='n'/>"},
      {"drafts/html/n.html", "fresh"},
      {"drafts/vertical/v3.xml", "<vertical display_name='three' parent_url='i4x://X/Y/sequential/s' "
                                 "index_in_children_list='1'/>"}};
  return odd;
}

class TestWrittenCourses : public QObject
{
  Q_OBJECT

private:
  static void addCourses()
  {
    QTest::addColumn<QString>("archive");
    for (const QString& archive : sharedCourses())
      QTest::newRow(qPrintable(archive.section(u'/', -1))) << archive;
    const auto odd = oddCourses();
    for (auto it = odd.cbegin(); it != odd.cend(); ++it)
      QTest::newRow(qPrintable(it.key())) << it.key();
  }
  static bool unpack(const QString& archive, CourseFeed& feed)
  {
    const auto odd = oddCourses();
    if (odd.contains(archive)) {
      feed = odd[archive];
      return true;
    }
    QTemporaryDir folder;
    return QProcess::execute(u"tar"_s, {u"xzf"_s, archive, u"-C"_s, folder.path(), u"--exclude=._*"_s,
                                        u"--warning=no-unknown-keyword"_s}) == 0 &&
           feed.addFolder(folder.path());
  }

private Q_SLOTS:
  void filesWrittenAnewMeanTheSame_data() { addCourses(); }
  void filesWrittenAnewMeanTheSame()
  {
    QFETCH(QString, archive);
    CourseFeed feed;
    QVERIFY(unpack(archive, feed));
    const auto course = feed.read();
    QVERIFY(course);
    const Rewriter rewriter(*course, feed);
    const auto files = rewriter.files();
    CourseFeed again;
    int inForm = 0;
    int same = 0;
    for (const auto& member : feed.members()) {
      const QString path =
          course->rootPath.isEmpty() ? member.path : member.path.mid(course->rootPath.size() + 1);
      if (member.kind != olx::ParsedFile::Kind::File || !files.contains(path)) {
        if (member.kind == olx::ParsedFile::Kind::File)
          again.file(member.path, member.bytes);
        continue;
      }
      again.file(member.path, files[path]);
      const auto form = olx::normalForm(member.bytes);
      if (!form) {
        QCOMPARE(files[path], member.bytes);
        continue;
      }
      QCOMPARE(*olx::normalForm(files[path]), files[path]);
      inForm += *form == member.bytes ? 1 : 0;
      same += files[path] == member.bytes ? 1 : 0;
      if (*form == member.bytes && files[path] != member.bytes &&
          qEnvironmentVariableIsSet("SHOW_DIFFERENCES"))
        qInfo().noquote() << path << '\n' << member.bytes.left(400) << '\n' << files[path].left(400);
    }
    qInfo() << files.size() << "files written," << inForm << "were in normal form," << same << "are the same";
    const auto reread = again.read();
    QVERIFY(reread);
    compareMeaning(meaning(viewOf(*reread, again), true), meaning(rewriter.view(), true));
  }

  void studiosLayoutMeansTheSame_data() { addCourses(); }
  void studiosLayoutMeansTheSame()
  {
    QFETCH(QString, archive);
    CourseFeed feed;
    QVERIFY(unpack(archive, feed));
    const auto course = feed.read();
    QVERIFY(course);
    const FakeCourse view = viewOf(*course, feed);
    CourseFeed again;
    const auto written =
        olx::writeStudioLayout({view, types()}, [&](const olx::LayoutFile& file) -> Result<Unit> {
          again.file(u"course/"_s + file.path, file.blob.isValid() ? *view.blob(file.blob) : file.bytes);
          return Unit{};
        });
    QVERIFY2(written, written ? "" : qPrintable(written.error().toString()));
    const auto reread = again.read();
    QVERIFY2(reread, reread ? "" : qPrintable(reread.error().toString()));
    compareMeaning(asStudioKeeps(meaning(viewOf(*reread, again), false)),
                   asStudioKeeps(meaning(view, false)));
  }
};

SCRIPTORIUM_TEST(TestWrittenCourses)
#include "tst_writtencourses.moc"
