#include "base/sha256.h"
#include "support/testmain.h"

#include <QSet>
#include <QTest>

using namespace scriptorium;

class TestSha256 : public QObject
{
  Q_OBJECT

private Q_SLOTS:
  void hashesAreTheStandards_data()
  {
    QTest::addColumn<QByteArray>("bytes");
    QTest::addColumn<QByteArray>("hex");
    const auto row = [](const char* name, const QByteArray& bytes, const QByteArray& hex) {
      QTest::newRow(name) << bytes << hex;
    };
    row("nothing", "", "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855");
    row("abc", "abc", "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
    row("two blocks", "abcdbcdecdefdefgefghfghighijhijkijkljklmklmnlmnomnopnopq",
        "248d6a61d20638b8e5c026930c3e6039a33ce45964ff2167f6ecedd419db06c1");
    row("a million", QByteArray(1'000'000, 'a'),
        "cdc76e5c9914fb9281a1c7e284d73e67f1809a48a497200e046d39ccc7112cd0");
  }

  void hashesAreTheStandards()
  {
    QFETCH(const QByteArray, bytes);
    QFETCH(const QByteArray, hex);
    QCOMPARE(sha256(bytes).hex(), hex);
    for (const qsizetype piece : {1, 63, 64, 65, 4096}) {
      if (bytes.size() / piece > 20'000)
        continue;
      Sha256Hasher hasher;
      for (qsizetype at = 0; at < bytes.size(); at += piece)
        hasher.add(QByteArrayView(bytes).sliced(at, std::min(piece, bytes.size() - at)));
      QCOMPARE(hasher.finish().hex(), hex);
      hasher.add("abc");
      QCOMPARE(hasher.finish(), sha256("abc")); // finish starts over
    }
  }

  void aHasherCanMoveHalfWay()
  {
    Sha256Hasher first;
    first.add("ab");
    Sha256Hasher second(std::move(first));
    second.add("c");
    Sha256Hasher third;
    third.add("lost");
    third = std::move(second);
    QCOMPARE(third.finish(), sha256("abc"));
  }

  void textsThatAreNoHashAreRefused_data()
  {
    QTest::addColumn<QByteArray>("text");
    QTest::addColumn<bool>("isHash");
    const auto row = [](const char* name, const QByteArray& text, bool isHash) {
      QTest::newRow(name) << text << isHash;
    };
    const QByteArray good = sha256("abc").hex();
    row("lower case", good, true);
    row("upper case", good.toUpper(), true);
    row("nothing", "", false);
    row("a digit too few", good.chopped(1), false);
    row("a digit too many", good + '0', false);
    row("another letter", good.chopped(1) + 'g', false);
    row("a space in it", good.first(31) + ' ' + good.sliced(32), false);
    row("a line end after it", good.chopped(1) + '\n', false);
  }

  void textsThatAreNoHashAreRefused()
  {
    QFETCH(const QByteArray, text);
    QFETCH(const bool, isHash);
    const auto read = Sha256::fromHex(text);
    QCOMPARE(read.has_value(), isHash);
    if (isHash)
      QCOMPARE(*read, sha256("abc"));
    else
      QCOMPARE(read.error().kind, Error::Kind::BadInput);
  }

  void rawBytesGoBothWays()
  {
    const Sha256 hash = sha256("abc");
    QCOMPARE(hash.raw().size(), 32);
    QCOMPARE(*Sha256::fromRaw(hash.raw()), hash);
    QVERIFY(!Sha256::fromRaw(hash.raw().chopped(1)) && !Sha256::fromRaw(hash.raw() + 'x'));
  }

  void hashesAreOrderedAndKeys()
  {
    QVERIFY(sha256("abc") < sha256("")); // ba… and e3…
    QSet<Sha256> seen;
    for (int i = 0; i < 1000; ++i)
      seen.insert(sha256(QByteArray::number(i % 500)));
    QCOMPARE(seen.size(), 500);
  }
};

SCRIPTORIUM_TEST(TestSha256)
#include "tst_sha256.moc"
