#include "grading/block/blockrules.h"
#include "grading/block/blocktext.h"
#include "grading/values/learnermessage.h"
#include "support/testmain.h"

#include <QTest>

using namespace Qt::Literals::StringLiterals;
using namespace scriptorium;
using namespace scriptorium::capa;

namespace {

const Timestamp kNoon = *dateFromText(u"2024-01-01T12:00:00Z"_s);

struct Moment
{
  qint64 attempts = 0;
  std::optional<qint64> most = 3;
  double earned = 0;
  bool isPastDue = false;
  bool isStaff = false;
};

bool isAnswerAvailable(const QString& when, const Moment& moment)
{
  BlockSettings settings;
  settings.showAnswer = when;
  settings.maxAttempts = moment.most;
  settings.attemptsBeforeShowAnswer = 2;
  settings.due = kNoon;
  BlockState state;
  state.attempts = moment.attempts;
  state.score = Score{moment.earned, 1};
  const Timestamp now = kNoon + std::chrono::milliseconds(moment.isPastDue ? 1 : 0);
  return BlockRules(settings, state, now, moment.isStaff).isAnswerAvailable();
}

} // namespace

class TestBlockRules : public QObject
{
  Q_OBJECT

private Q_SLOTS:
  void showsAnswers_data();
  void showsAnswers();
  void offersButtons_data();
  void offersButtons();
  void weighsProgress_data();
  void weighsProgress();
  void scoresByMethod_data();
  void scoresByMethod();
  void readsDueDates_data();
  void readsDueDates();
  void readsDurations_data();
  void readsDurations();
  void withholdsResults();
  void keepsStateAcrossStorage();
  void cutsErrorsForLearners();
  void removesHintElementsAsText();
};

void TestBlockRules::showsAnswers_data()
{
  QTest::addColumn<QString>("when");
  QTest::addColumn<QString>("moments"); // fresh, tried, right, used up, past due, staff
  const auto row = [](const char* when, const QString& moments) {
    QTest::newRow(when) << QString::fromLatin1(when) << moments;
  };
  row("always", u"yyyyyy"_s);
  row("never", u"------"_s);
  row("", u"------"_s);
  row("unknown", u"-----y"_s);
  row("answered", u"--y--y"_s);
  row("attempted", u"-yyyyy"_s);
  row("attempted_no_past_due", u"-yyy-y"_s);
  row("closed", u"---yyy"_s);
  row("finished", u"--yyyy"_s);
  row("correct_or_past_due", u"--y-yy"_s);
  row("past_due", u"----yy"_s);
  row("after_attempts", u"---y-y"_s);
  row("after_all_attempts", u"---y-y"_s);
  row("after_all_attempts_or_correct", u"--yy-y"_s);
}

void TestBlockRules::showsAnswers()
{
  QFETCH(const QString, when);
  const QList<Moment> moments = {{},
                                 {.attempts = 1},
                                 {.attempts = 1, .earned = 1},
                                 {.attempts = 3},
                                 {.isPastDue = true},
                                 {.isStaff = true}};
  QString seen;
  for (const Moment& moment : moments)
    seen += isAnswerAvailable(when, moment) ? u'y' : u'-';
  QTEST(seen, "moments");
}

void TestBlockRules::offersButtons_data()
{
  QTest::addColumn<QString>("fields");
  QTest::addColumn<int>("attempts");
  QTest::addColumn<bool>("isDone");
  QTest::addColumn<QString>("buttons"); // submit, reset, save
  const auto row = [](const char* name, const QString& fields, int attempts, bool isDone,
                      const QString& buttons) {
    QTest::newRow(name) << fields << attempts << isDone << buttons;
  };
  row("plain", u"{}"_s, 0, false, u"submit"_s);
  row("limited", u"{\"max_attempts\":\"2\"}"_s, 1, true, u"submit save"_s);
  row("used up", u"{\"max_attempts\":1}"_s, 1, true, u""_s);
  row("a survey is only saved", u"{\"max_attempts\":0}"_s, 0, false, u"save"_s);
  row("always anew", u"{\"rerandomize\":\"always\"}"_s, 1, true, u"reset"_s);
  row("an empty word means always", u"{\"rerandomize\":\"\"}"_s, 1, true, u"reset"_s);
  row("always anew, not done", u"{\"rerandomize\":\"true\"}"_s, 1, false, u"submit save"_s);
  row("on reset", u"{\"rerandomize\":\"onreset\"}"_s, 1, true, u"submit reset"_s);
  row("with a reset button", u"{\"show_reset_button\":true}"_s, 1, true, u"submit reset"_s);
  row("forced to save", u"{\"force_save_button\":\"true\"}"_s, 0, false, u"submit save"_s);
}

void TestBlockRules::offersButtons()
{
  QFETCH(const QString, fields);
  QFETCH(const int, attempts);
  QFETCH(const bool, isDone);
  const BlockSettings settings = BlockSettings::fromFields(*PyValue::fromJson(fields.toUtf8())->dict());
  BlockState state;
  state.attempts = attempts;
  state.isDone = isDone;
  state.score = Score{0, 1};
  const BlockRules rules(settings, state, kNoon, false);
  QStringList buttons;
  if (rules.enablesSubmit())
    buttons += u"submit"_s;
  if (rules.offersReset())
    buttons += u"reset"_s;
  if (rules.offersSave())
    buttons += u"save"_s;
  QTEST(buttons.join(u' '), "buttons");
}

void TestBlockRules::weighsProgress_data()
{
  QTest::addColumn<double>("earned");
  QTest::addColumn<double>("possible");
  QTest::addColumn<QString>("weight");
  QTest::addColumn<QString>("text");
  const auto row = [](const char* name, double earned, double possible, const QString& weight,
                      const QString& text) { QTest::newRow(name) << earned << possible << weight << text; };
  row("plain", 1, 3, u""_s, u"1/3"_s);
  row("two decimals", 2.0 / 3, 1, u""_s, u"0.67/1"_s);
  row("weighted", 1.67, 3, u"10"_s, u"5.57/10"_s);
  row("zeros are dropped", 0.67, 1, u"10"_s, u"6.7/10"_s);
  row("below zero", -2, 1, u""_s, u"0/1"_s);
  row("above the most", 5, 1, u""_s, u"1/1"_s);
  row("weight zero", 1, 1, u"0"_s, u""_s);
  row("nothing to earn", 0, 0, u""_s, u""_s);
}

void TestBlockRules::weighsProgress()
{
  QFETCH(const double, earned);
  QFETCH(const double, possible);
  QFETCH(const QString, weight);
  BlockSettings settings;
  if (!weight.isEmpty())
    settings.weight = weight.toDouble();
  BlockState state;
  state.score = Score{earned, possible};
  const auto progress = BlockRules(settings, state, kNoon, false).progress();
  QTEST(progress ? progressText(*progress) : QString(), "text");
}

void TestBlockRules::scoresByMethod_data()
{
  QTest::addColumn<QString>("method");
  QTest::addColumn<double>("earned");
  QTest::newRow("last") << u"last_score"_s << 1.0;
  QTest::newRow("first") << u"first_score"_s << 0.0;
  QTest::newRow("highest") << u"highest_score"_s << 2.0;
  QTest::newRow("average, rounded") << u"average_score"_s << 0.83;
  QTest::newRow("unknown") << u"best"_s << -1.0;
}

void TestBlockRules::scoresByMethod()
{
  QFETCH(const QString, method);
  const std::optional<Score> score = scoreByMethod(method, {{0, 2}, {2, 2}, {0.32, 2}, {1, 2}}, 2);
  QTEST(score ? score->earned : -1.0, "earned");
}

void TestBlockRules::readsDueDates_data()
{
  QTest::addColumn<QString>("json");
  QTest::addColumn<bool>("isRead"); // as the first of January 2024, 11 o'clock
  for (const char* text :
       {"\"2024-01-01T11:00:00Z\"", "\"2024-01-01T11:00\"", "\"2024-01-01 11:00:00+00:00\"",
        "\"2024-01-01T13:00:00+0200\"", "\"Jan 1 2024 11:00\"", "\"January 1, 2024 11:00 AM\"",
        "\"1 Jan 2024 11:00\"", "\"2024/01/01 11:00\"", "\"1/1/2024 11:00\"", "1704106800000"})
    QTest::newRow(text) << QString::fromLatin1(text) << true;
  for (const char* text : {"\"11:00\"", "\"Jan 2024\"", "\"soon\"", "\"\"", "null"})
    QTest::newRow(text) << QString::fromLatin1(text) << false;
}

void TestBlockRules::readsDueDates()
{
  QFETCH(QString, json);
  QFETCH(bool, isRead);
  const auto fields = PyDict{{u"due"_s, *PyValue::fromJson(json.toUtf8())}};
  const auto due = BlockSettings::fromFields(fields).due;
  QCOMPARE(due.has_value(), isRead);
  if (isRead)
    QCOMPARE(due->time_since_epoch().count(), (kNoon - std::chrono::hours(1)).time_since_epoch().count());
}

void TestBlockRules::readsDurations_data()
{
  QTest::addColumn<QString>("text");
  QTest::addColumn<qint64>("seconds");
  QTest::newRow("all parts") << u"2 days 3 hours 4 minutes 5 seconds"_s << qint64(183845);
  QTest::newRow("one part") << u"1 hour"_s << qint64(3600);
  QTest::newRow("nothing") << QString() << qint64(0);
  QTest::newRow("another order") << u"5 seconds 4 minutes"_s << qint64(-1);
  QTest::newRow("other words") << u"soon"_s << qint64(-1);
}

void TestBlockRules::readsDurations()
{
  QFETCH(const QString, text);
  const auto duration = durationFromText(text);
  QTEST(duration ? qint64(duration->count()) : qint64(-1), "seconds");
}

void TestBlockRules::withholdsResults()
{
  BlockSettings settings;
  const BlockState state;
  const auto isShown = [&](const QString& when, bool isStaff) {
    settings.showCorrectness = when;
    return BlockRules(settings, state, kNoon, isStaff).isCorrectnessAvailable();
  };
  QVERIFY(isShown(u"always"_s, false));
  QVERIFY(!isShown(u"never"_s, true));
  QVERIFY(!isShown(u"never_but_include_grade"_s, true));
  QVERIFY(isShown(u"past_due"_s, false));
  settings.due = kNoon;
  QVERIFY(!isShown(u"past_due"_s, false));
  QVERIFY(isShown(u"past_due"_s, true));
}

void TestBlockRules::keepsStateAcrossStorage()
{
  BlockState state;
  state.attempts = 2;
  state.correctMap[u"p_2_1"_s] = {
      .correctness = u"partially-correct"_s, .npoints = 0.5, .msg = u"<b>x</b>"_s};
  state.correctMapHistory = {state.correctMap};
  state.answers.insert(u"p_2_1"_s, PyValue(PyList{PyValue(u"choice_1"_s)}));
  state.answersHistory = {state.answers};
  state.score = Score{0.5, 1};
  state.scoreHistory = {{0, 1}, {0.5, 1}};
  state.isDone = true;
  state.seed = 7;
  state.lastSubmission = kNoon;
  const QByteArray stored = PyValue(state.toFields()).toJson();
  const BlockState read = BlockState::fromFields(*PyValue::fromJson(stored)->dict());
  QCOMPARE(PyValue(read.toFields()).toJson(), stored);
  QCOMPARE(read.scoreHistory, state.scoreHistory);
  QCOMPARE(read.lastSubmission, state.lastSubmission);
}

void TestBlockRules::cutsErrorsForLearners()
{
  QCOMPARE(learnerMessage(responseError(u"Invalid math syntax: '5+'"_s)), u"Invalid math syntax: '5+'"_s);
  QCOMPARE(learnerMessage(responseError(
               u"Couldn't execute: b'Traceback\\nException: do it like so: 1\\n' with status"_s)),
           u"do it like so: 1"_s);
  QCOMPARE(learnerMessage(responseError(u"a\\nno colon\\nb"_s)), u"a\\nno colon\\nb"_s);
}

void TestBlockRules::removesHintElementsAsText()
{
  QCOMPARE(withoutHintElements(u"a<choicehint label='x'>b</choicehint>c"_s), u"ac"_s);
  QCOMPARE(withoutHintElements(u"a<correcthint/>b<correcthint>c</correcthint>d"_s), u"ad"_s);
  QCOMPARE(withoutHintElements(u"a<correcthint/>b"_s), u"a<correcthint/>b"_s);
}

SCRIPTORIUM_TEST(TestBlockRules)
#include "tst_blockrules.moc"
