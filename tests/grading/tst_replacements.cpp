#include "grading/values/replacements.h"
#include "support/testmain.h"

#include <QRandomGenerator>
#include <QTest>

#include <algorithm>

using namespace Qt::Literals::StringLiterals;
using namespace scriptorium::capa;

namespace {

/// As the LMS does it, one name after the other.
QString slowly(const PyDict& context, QString text)
{
  QList<std::pair<QString, QString>> all;
  for (const auto& [name, value] : context)
    all.append({u'$' + name, value.str()});
  std::stable_sort(all.begin(), all.end(),
                   [](const auto& a, const auto& b) { return a.first.size() > b.first.size(); });
  for (const auto& [name, value] : all)
    text.replace(name, value);
  return text;
}

} // namespace

/// `$name` in texts.
class TestReplacements : public QObject
{
  Q_OBJECT

private Q_SLOTS:
  void comeOutAsOneAfterTheOther()
  {
    QRandomGenerator random(11);
    const auto letters = [&](int most, const QString& from) {
      QString text;
      for (int left = random.bounded(most + 1); left > 0; --left)
        text += from[random.bounded(static_cast<int>(from.size()))];
      return text;
    };
    for (int round = 0; round < 20'000; ++round) {
      PyDict context;
      const bool isPlain = random.bounded(2) == 0;
      for (int left = random.bounded(8); left > 0; --left)
        setEntry(context, letters(3, isPlain ? u"ab"_s : u"ab$"_s),
                 PyValue(letters(4, random.bounded(3) == 0 ? u"ab$"_s : u"abc"_s)));
      const QString text = letters(12, u"$$ab "_s);
      QCOMPARE(Replacements(context).applied(text), slowly(context, text));
    }
  }

  void manyNamesInALongTextAreReplaced()
  {
    PyDict context;
    QString text;
    QString done;
    for (int number = 0; number < 50'000; ++number) {
      const QString name = QString(50, u'l') + QString::number(number);
      context.append({name, PyValue(number)});
      text += u"$%1 "_s.arg(name);
      done += QString::number(number) + u' ';
    }
    QCOMPARE(Replacements(context).applied(text), done);
  }

  /// Values that hold names hold the text times the names: what is left once that takes too long stays.
  void thereIsAnEnd()
  {
    PyDict context;
    for (int number = 0; number < 50'000; ++number)
      context.append({u"n%1"_s.arg(number), PyValue(u"$n%1"_s.arg(number + 1))});
    const Replacements replacements(context);
    const QString text = u"$n1 "_s.repeated(100'000);
    QVERIFY(replacements.applied(text) != text);
    for (int call = 0; call < 10; ++call)
      QCOMPARE(replacements.applied(text).count(u'$'), 100'000);
    QCOMPARE(replacements.applied(text), text); // the work for it is used up
  }
};

SCRIPTORIUM_TEST(TestReplacements)
#include "tst_replacements.moc"
