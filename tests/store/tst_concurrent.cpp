// ctest-labels: concurrent;fast
#include "store/coursestore.h"
#include "store/samplestore.h"
#include "support/testmain.h"

#include <QTemporaryDir>
#include <QTest>

#include <atomic>
#include <thread>

using namespace Qt::Literals::StringLiterals;
using namespace scriptorium;
using namespace scriptorium::testing;

/// One writer and several readers on one course.
class TestConcurrent : public QObject
{
  Q_OBJECT

private Q_SLOTS:
  void aSnapshotIsOneStateWhileAnotherThreadWrites()
  {
    const QTemporaryDir folder;
    const auto sample = buildSample(folder.path());
    QVERIFY(sample.has_value());
    const auto writer = CourseStore::open(folder.path(), CourseStore::Mode::ReadWrite);
    QVERIFY(writer.has_value());
    std::atomic<bool> isOver = false;
    std::atomic<int> wrong = 0;
    std::atomic<int> seen = 0;
    const auto read = [&] {
      const auto reader = CourseStore::open(folder.path(), CourseStore::Mode::ReadOnly);
      if (!reader) {
        ++wrong;
        return;
      }
      Sha256 last;
      while (!isOver) {
        const auto state = (*reader)->snapshot();
        const auto first = (*reader)->contentHash();
        const auto body = (*reader)->blob((*reader)->version(sample->html)->body);
        const auto second = (*reader)->contentHash();
        wrong += !first || !second || *first != *second || !body ? 1 : 0;
        seen += first && *first != last ? 1 : 0;
        last = first.value_or(last);
      }
    };
    std::thread one(read);
    std::thread two(read);
    for (int i = 0; i < 200 || (seen < 4 && i < 5000); ++i)
      wrong += editBody(**writer, sample->html, "<p>State " + QByteArray::number(i) + "</p>") ? 0 : 1;
    isOver = true;
    one.join();
    two.join();
    QCOMPARE(wrong.load(), 0);
    QVERIFY(seen >= 4);
  }

  void aSnapshotEndsWithItsGuard()
  {
    const QTemporaryDir folder;
    const auto sample = buildSample(folder.path());
    const auto writer = CourseStore::open(folder.path(), CourseStore::Mode::ReadWrite);
    const auto reader = CourseStore::open(folder.path(), CourseStore::Mode::ReadOnly);
    QVERIFY(writer.has_value() && reader.has_value());
    auto outer = (*reader)->snapshot();
    const auto before = (*reader)->contentHash();
    QVERIFY(editBody(**writer, sample->html, "new").has_value());
    {
      const auto inner = (*reader)->snapshot();
      QCOMPARE((*reader)->contentHash()->hex(), before->hex());
    }
    QCOMPARE((*reader)->contentHash()->hex(), before->hex());
    outer.reset();
    QVERIFY((*reader)->contentHash()->hex() != before->hex());
  }
};

SCRIPTORIUM_TEST(TestConcurrent)
#include "tst_concurrent.moc"
