// ctest-labels: slow
#include "exchange/coursebench.h"
#include "exchange/merge/mergeinto.h"
#include "fakes/invariants.h"
#include "support/places.h"
#include "support/testmain.h"

#include <QDir>
#include <QFile>
#include <QTest>

using namespace Qt::Literals::StringLiterals;
using namespace scriptorium;
using namespace scriptorium::testing;

namespace {

/// A case of golden/: what each side made of golden/base.txt, and what is to come out (README.md).
struct GoldenCase
{
  FileTree base, ours, theirs, expected;
  QStringList conflicts;
  QList<merge::Resolution> resolutions;
};

QByteArray bytesOf(const QString& path)
{
  QFile file(path);
  if (!file.open(QIODevice::ReadOnly))
    qFatal("cannot read %s", qPrintable(path));
  return file.readAll();
}

/// Reads the sections of a file of golden/ into a case.
class CaseReader
{
public:
  explicit CaseReader(GoldenCase& golden) : m_case(golden) {}

  void read(QByteArray text)
  {
    if (text.endsWith('\n'))
      text.chop(1);
    for (const QByteArray& line : text.split('\n')) {
      if (line.startsWith("--- "))
        begin(line);
      else if (m_file)
        m_file->append(line + '\n');
      else if (m_lines)
        m_lines->append(QString::fromUtf8(line));
    }
    end();
    for (const QString& line : std::as_const(m_takes)) {
      const auto side = line.endsWith("mine"_L1) ? merge::Side::Ours : merge::Side::Theirs;
      const qsizetype at = line.lastIndexOf(u'=');
      m_case.resolutions.append({at < 0 ? QString() : line.first(at), side});
    }
    m_takes.clear();
  }

private:
  void begin(const QByteArray& line)
  {
    end();
    QByteArray side = line.split(' ').value(1);
    const QString path = QString::fromUtf8(line.mid(5 + side.size()));
    m_isCut = side.endsWith('!');
    if (m_isCut)
      side.chop(1);
    m_lines = side == "conflicts" ? &m_case.conflicts : side == "take" ? &m_takes : nullptr;
    if (m_lines)
      return;
    FileTree& tree = side == "base"     ? m_case.base
                     : side == "ours"   ? m_case.ours
                     : side == "theirs" ? m_case.theirs
                                        : m_case.expected;
    if (path.startsWith(u'-'))
      tree.remove(path.mid(1));
    else
      m_file = &tree.insert(path, QByteArray()).value();
  }
  void end()
  {
    if (m_file && m_isCut)
      m_file->chop(1);
    m_file = nullptr;
    m_lines = nullptr;
  }

  GoldenCase& m_case;
  QByteArray* m_file = nullptr;
  QStringList* m_lines = nullptr;
  QStringList m_takes;
  bool m_isCut = false; ///< the file has no final line end
};

GoldenCase readCase(const QString& folder, const QString& name)
{
  GoldenCase golden;
  CaseReader(golden).read(bytesOf(folder + u"/base.txt"_s));
  golden.ours = golden.theirs = golden.expected = golden.base;
  CaseReader(golden).read(bytesOf(folder + u'/' + name));
  return golden;
}

QString shown(const std::optional<QString>& value)
{
  QString text = value ? *value : u"(not there)"_s;
  return text.replace(u'\n', u"\\n"_s);
}

QStringList shown(const QList<merge::Conflict>& conflicts, bool isMirrored)
{
  QStringList lines;
  for (const auto& conflict : conflicts) {
    const QString name =
        conflict.type == kFileType ? conflict.urlName : conflict.type + u'/' + conflict.urlName;
    lines.append(u"%1 %2 | %3 | %4 | %5"_s.arg(name, conflict.part, shown(conflict.base),
                                               shown(isMirrored ? conflict.theirs : conflict.mine),
                                               shown(isMirrored ? conflict.mine : conflict.theirs)));
  }
  return lines;
}

} // namespace

class TestGolden : public QObject
{
  Q_OBJECT

private Q_SLOTS:
  void merges_data()
  {
    QTest::addColumn<QString>("name");
    const QStringList names = QDir(kFolder).entryList({u"*.txt"_s}, QDir::Files, QDir::Name);
    for (const QString& name : names)
      if (name != "base.txt"_L1)
        QTest::newRow(qPrintable(name.chopped(4))) << name;
    QVERIFY(names.size() > 80);
  }

  void merges()
  {
    QFETCH(QString, name);
    const GoldenCase golden = readCase(kFolder, name);
    const auto base = opened(golden.base);
    const auto ours = opened(golden.ours);
    const auto theirs = opened(golden.theirs);
    QVERIFY(base && ours && theirs);
    for (const bool isMirrored : {false, true}) {
      CourseSession& session = isMirrored ? theirs->session() : ours->session();
      const CourseStore& other = (isMirrored ? ours : theirs)->session().store();
      QList<merge::Resolution> resolutions = golden.resolutions;
      if (isMirrored)
        for (auto& resolution : resolutions)
          resolution.side = resolution.side == merge::Side::Ours ? merge::Side::Theirs : merge::Side::Ours;
      Progress progress;
      const auto before = session.store().contentHash();
      const auto done = mergeInto(session, base->session().store(), other, resolutions, u"Merge"_s, progress);
      QVERIFY2(done, qPrintable(done ? QString() : done.error().toString()));
      QCOMPARE(shown(done->result.conflicts, isMirrored), golden.conflicts);
      QCOMPARE(done->result.unused, QStringList());
      if (!golden.conflicts.isEmpty()) {
        QCOMPARE(*session.store().contentHash(), *before);
        continue;
      }
      QCOMPARE(brokenInvariant(session.store()), QString());
      const QString out = m_bench.path(name + (isMirrored ? u"-mirrored"_s : QString()));
      const auto written = exportCourse(session.store(), out, {}, m_bench.types(), progress);
      QVERIFY2(written, qPrintable(written ? QString() : written.error().toString()));
      compareFiles(tree(out), golden.expected, isMirrored);
      if (done->changes.op.isValid())
        QVERIFY(session.undo());
      QCOMPARE(*session.store().contentHash(), *before);
    }
  }

private:
  /// A course of these files, to change; null when they are none.
  std::unique_ptr<MergeTarget> opened(const FileTree& files)
  {
    const QString folder = m_bench.path(u"in%1"_s.arg(++m_folders));
    writeFiles(folder, files);
    Progress progress;
    auto course = MergeTarget::open(m_bench.workspace(), folder, MergeTarget::Where::Copy, m_bench.types(),
                                    m_bench.clock(), progress);
    if (!course)
      qWarning("%s", qPrintable(course.error().toString()));
    return course ? *std::move(course) : nullptr;
  }

  static void compareFiles(const FileTree& found, const FileTree& expected, bool isMirrored)
  {
    for (auto file = expected.cbegin(); file != expected.cend(); ++file)
      QVERIFY2(found.value(file.key()) == *file,
               qPrintable(u"%1%2 is\n%3\nnot\n%4"_s.arg(isMirrored ? u"mirrored: "_s : QString(), file.key(),
                                                        QString::fromUtf8(found.value(file.key())),
                                                        QString::fromUtf8(*file))));
    for (auto file = found.cbegin(); file != found.cend(); ++file)
      QVERIFY2(expected.contains(file.key()) || file.key().endsWith(u'/'),
               qPrintable(u"new: "_s + file.key()));
  }

  CourseBench m_bench;
  int m_folders = 0;
  const QString kFolder = sourceFolder() + u"/tests/merge/golden"_s;
};

SCRIPTORIUM_TEST(TestGolden)
#include "tst_golden.moc"
