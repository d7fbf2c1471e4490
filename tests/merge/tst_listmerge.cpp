#include "merge/listmerge.h"
#include "support/testmain.h"

#include <QElapsedTimer>
#include <QRandomGenerator>
#include <QTest>

#include <algorithm>
#include <numeric>

using namespace scriptorium;
using List = std::vector<int>;

namespace {

List read(const QByteArray& letters)
{
  return List(letters.begin(), letters.end());
}

QByteArray letters(const List& list)
{
  QByteArray text;
  for (const int letter : list)
    text.append(char(letter));
  return text;
}

QByteArray shown(const merge::MergedList& list)
{
  const QByteArray text = letters(list.order);
  return list.isDisputed ? text + '!' : text;
}

/// What no side took out stands in the result.
merge::MergedList mergeLetters(const QByteArray& base, const QByteArray& ours, const QByteArray& theirs,
                               merge::Preference preference = merge::Preference::None)
{
  const auto isKept = [&](int letter) {
    const bool isOurs = ours.contains(char(letter));
    const bool isTheirs = theirs.contains(char(letter));
    return isOurs == isTheirs ? isOurs : !base.contains(char(letter));
  };
  return merge::mergeLists(read(base), read(ours), read(theirs), isKept, std::less<>(), preference);
}

} // namespace

class TestListMerge : public QObject
{
  Q_OBJECT

private Q_SLOTS:
  void merges_data()
  {
    QTest::addColumn<QByteArray>("base");
    QTest::addColumn<QByteArray>("ours");
    QTest::addColumn<QByteArray>("theirs");
    QTest::addColumn<QByteArray>("merged"); // with '!': disputed
    const auto row = [](const char* name, const char* base, const char* ours, const char* theirs,
                        const char* merged) {
      QTest::newRow(name) << QByteArray(base) << QByteArray(ours) << QByteArray(theirs) << QByteArray(merged);
    };
    row("one adds", "abc", "abxc", "abc", "abxc");
    row("one deletes", "abc", "ac", "abc", "ac");
    row("both add at different places", "abc", "xabc", "abcy", "xabcy");
    row("both add at one place, by name", "ab", "ayb", "axb", "axyb");
    row("runs stay together", "ab", "aqdb", "amb", "amqdb");
    row("both add the same", "ab", "axb", "axb", "axb");
    row("both add the same at different places", "abc", "axbc", "abxc", "axbc!");
    row("one moves, the other adds", "abcd", "dabc", "abcxd", "dabcx");
    row("both move different ones", "abcdef", "bcdefa", "fabcde", "fbcdea");
    row("both move one alike", "abcd", "dabc", "dabc", "dabc");
    row("both move one to different places", "abcdefg", "bcadefg", "bcdefag", "abcdefg!");
    row("one reverses", "abcde", "edcba", "abcde", "edcba");
    row("one reverses, the other deletes", "abcde", "edcba", "abde", "edba");
    row("nothing was there", "", "ac", "bd", "acbd");
  }

  void merges()
  {
    QFETCH(QByteArray, base);
    QFETCH(QByteArray, ours);
    QFETCH(QByteArray, theirs);
    QFETCH(QByteArray, merged);
    QCOMPARE(shown(mergeLetters(base, ours, theirs)), merged);
    QCOMPARE(shown(mergeLetters(base, theirs, ours)), merged);
  }

  void aPreferenceDecides()
  {
    const auto mine = mergeLetters("abcdefg", "bcadefg", "bcdefag", merge::Preference::Ours);
    QCOMPARE(letters(mine.order), QByteArray("bcadefg"));
    const auto other = mergeLetters("abcdefg", "bcadefg", "bcdefag", merge::Preference::Theirs);
    QCOMPARE(letters(other.order), QByteArray("bcdefag"));
  }

  void anyTwoSidesGiveAListOfAll()
  {
    QRandomGenerator random(3);
    const auto changed = [&](QByteArray list) {
      for (quint32 i = random.bounded(5); i > 0; --i) {
        const quint32 what = random.bounded(3);
        if (what == 0 || list.isEmpty()) {
          const char letter = char('A' + random.bounded(26));
          if (!list.contains(letter))
            list.insert(random.bounded(quint32(list.size()) + 1), letter);
          continue;
        }
        const qsizetype from = random.bounded(quint32(list.size()));
        const char letter = list[from];
        list.remove(from, 1);
        if (what == 2)
          list.insert(random.bounded(quint32(list.size()) + 1), letter);
      }
      return list;
    };
    for (int round = 0; round < 20'000; ++round) {
      const QByteArray base("abcdefghijkl", qsizetype(random.bounded(13)));
      const QByteArray ours = changed(base);
      const QByteArray theirs = changed(base);
      const auto merged = mergeLetters(base, ours, theirs);
      const auto mirrored = mergeLetters(base, theirs, ours);
      QCOMPARE(shown(merged), shown(mirrored));
      QCOMPARE(shown(mergeLetters(base, ours, base)), ours);
      QCOMPARE(shown(mergeLetters(base, ours, ours)), ours);
      QByteArray all = letters(merged.order);
      std::ranges::sort(all);
      QVERIFY(std::ranges::adjacent_find(all) == all.end());
      for (const char letter : ours + theirs) {
        const bool isBoth = ours.contains(letter) && theirs.contains(letter);
        QCOMPARE(all.contains(letter), isBoth || !base.contains(letter));
      }
    }
  }

  void longListsAreQuick()
  {
    List base(20'000);
    std::iota(base.begin(), base.end(), 0);
    List ours = base;
    List theirs = base;
    std::ranges::reverse(ours);
    std::rotate(theirs.begin(), theirs.begin() + 7'000, theirs.end());
    QElapsedTimer timer;
    timer.start();
    const auto merged = merge::mergeLists(
        base, ours, theirs, [](int) { return true; }, std::less<>());
    QCOMPARE(merged.order.size(), base.size());
    QVERIFY2(timer.elapsed() < 3000, qPrintable(QString::number(timer.elapsed())));
  }
};

SCRIPTORIUM_TEST(TestListMerge)
#include "tst_listmerge.moc"
