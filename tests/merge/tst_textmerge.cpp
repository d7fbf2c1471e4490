#include "merge/textmerge.h"
#include "support/testmain.h"

#include <QElapsedTimer>
#include <QRandomGenerator>
#include <QTest>

using namespace scriptorium;

Q_DECLARE_METATYPE(std::optional<QByteArray>)

class TestTextMerge : public QObject
{
  Q_OBJECT

private Q_SLOTS:
  void merges_data()
  {
    QTest::addColumn<QByteArray>("base");
    QTest::addColumn<QByteArray>("ours");
    QTest::addColumn<QByteArray>("theirs");
    QTest::addColumn<QByteArray>("merged"); // null: a conflict
    const auto row = [](const char* name, QByteArray base, QByteArray ours, QByteArray theirs,
                        QByteArray merged = {}) { QTest::newRow(name) << base << ours << theirs << merged; };
    row("both change lines apart", "a\nb\nc\nd\n", "A\nb\nc\nd\n", "a\nb\nc\nD\n", "A\nb\nc\nD\n");
    row("one side changes", "a\nb\n", "a\nb\n", "a\nB\n", "a\nB\n");
    row("both change a line alike", "a\nb\nc\n", "a\nB\nc\n", "a\nB\nc\n", "a\nB\nc\n");
    row("both add a line alike, and one another", "a\nb\n", "x\na\nb\n", "x\na\nb\ny\n", "x\na\nb\ny\n");
    row("both change a line differently", "a\nb\nc\n", "a\n1\nc\n", "a\n2\nc\n");
    row("they change lines that touch", "a\nb\nc\nd\n", "a\nB\nc\nd\n", "a\nb\nC\nd\n");
    row("one deletes what the other changes", "a\nb\nc\n", "a\nc\n", "a\nB\nc\n");
    row("one deletes, the other adds elsewhere", "a\nb\nc\nd\n", "a\nc\nd\n", "a\nb\nc\nd\ne\n",
        "a\nc\nd\ne\n");
    row("both add at one place", "a\nb\n", "a\n1\nb\n", "a\n2\nb\n");
    row("both add to nothing", "", "1\n", "2\n");
    row("elements of one line stand apart", "<p>a</p><p>b</p><p>c</p>", "<p>A</p><p>b</p><p>c</p>",
        "<p>a</p><p>b</p><p>C</p>", "<p>A</p><p>b</p><p>C</p>");
    row("words of one line do not", "<p>one two three</p>", "<p>1 two three</p>", "<p>one two 3</p>");
    row("line ends are kept", "a\r\nb\nc\r\nd", "A\r\nb\nc\r\nd", "a\r\nb\nc\r\nD", "A\r\nb\nc\r\nD");
    row("repeated lines", "}\nx\n}\ny\n}\n", "}\nX\n}\ny\n}\n", "}\nx\n}\nY\n}\n", "}\nX\n}\nY\n}\n");
  }

  void merges()
  {
    QFETCH(QByteArray, base);
    QFETCH(QByteArray, ours);
    QFETCH(QByteArray, theirs);
    QFETCH(QByteArray, merged);
    const auto expected = merged.isNull() ? std::nullopt : std::optional(merged);
    QCOMPARE(merge::mergeTexts(base, ours, theirs), expected);
    QCOMPARE(merge::mergeTexts(base, theirs, ours), expected);
  }

  /// Lines that change far enough apart always merge, and every change is in the result.
  void changesApartAreAllThere()
  {
    QRandomGenerator random(7);
    for (int round = 0; round < 300; ++round) {
      QList<QByteArray> base;
      for (quint32 i = 0; i < 40; ++i)
        base.append("line " + QByteArray::number(i) + '\n');
      QList<QByteArray> sides[] = {base, base};
      QList<QByteArray> both = base;
      for (qsizetype at = 0; at < base.size(); at += 4) {
        const quint32 side = random.bounded(3);
        if (side == 2)
          continue;
        const QByteArray text = "new " + QByteArray::number(at) + (side == 0 ? " ours\n" : " theirs\n");
        sides[side][at] = both[at] = text;
      }
      const auto merged = merge::mergeTexts(base.join(), sides[0].join(), sides[1].join());
      QCOMPARE(merged, std::optional(both.join()));
    }
  }

  /// Neither lines that are all alike nor texts that have nothing in common take quadratic time.
  void largeTextsAreQuick_data()
  {
    QTest::addColumn<int>("kinds");
    QTest::newRow("one line again and again") << 1;
    QTest::newRow("few lines") << 3;
    QTest::newRow("each line once") << 1'000'000;
  }
  void largeTextsAreQuick()
  {
    QFETCH(int, kinds);
    QRandomGenerator random(11);
    const auto text = [&] {
      QByteArray lines;
      for (int i = 0; i < 60'000; ++i)
        lines += QByteArray::number(random.bounded(kinds)) + '\n';
      return lines;
    };
    const QByteArray base = text();
    QByteArray ours = text() + "ours\n";
    QByteArray theirs = "theirs\n" + text();
    QElapsedTimer timer;
    timer.start();
    merge::mergeTexts(base, ours, theirs);
    QVERIFY2(timer.elapsed() < 5000, qPrintable(QString::number(timer.elapsed())));
  }
};

SCRIPTORIUM_TEST(TestTextMerge)
#include "tst_textmerge.moc"
