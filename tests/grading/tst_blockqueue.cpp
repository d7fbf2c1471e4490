#include "grading/block/problemblock.h"
#include "support/testmain.h"

#include <QTest>

#include <memory>

using namespace Qt::Literals::StringLiterals;
using namespace scriptorium;
using namespace scriptorium::capa;

namespace {

using Kind = BlockReply::Kind;

const QByteArray kCode = "<problem><coderesponse queuename='q'><textbox points='5'/><codeparam>"
                         "<initial_display>def f()</initial_display></codeparam></coderesponse></problem>";
const QString kId = u"p1_2_1"_s;

class SetClock final : public Clock
{
public:
  Timestamp now() const override { return time; }
  Timestamp time = *dateFromText(u"2024-01-01T12:00:00Z"_s);
};

/// One learner's block of a course whose graders take everything.
struct Learner
{
  SetClock clock;
  std::unique_ptr<ProblemBlock> block;

  explicit Learner(const QByteArray& xml, const PyDict& settings = {}, BlockState state = {})
  {
    open(xml, settings, std::move(state));
  }
  void open(const QByteArray& xml, const PyDict& settings, BlockState state)
  {
    BlockPlace place;
    place.usageKey = u"block-v1:O+C+R+type@problem+block@p1"_s;
    place.htmlId = u"p1"_s;
    place.surroundings.queue = [](const PyValue&, const PyValue&) { return std::pair(0, u"2"_s); };
    block = std::make_unique<ProblemBlock>(xml, BlockSettings::fromFields(settings), std::move(place),
                                           std::move(state), clock);
  }
  BlockReply submit(const QString& answer)
  {
    return block->handle(u"problem_check"_s, {{u"input_"_s + kId, answer}});
  }
  BlockReply score(const QString& body, const QString& key)
  {
    return block->handle(u"score_update"_s, {{u"queuekey"_s, key}, {u"xqueue_body"_s, body}});
  }
  QString key() const
  {
    const PyValue* key = entry().queuestate.at(u"key");
    return key != nullptr ? key->str() : QString();
  }
  CorrectEntry entry() const { return block->state().correctMap.entries.value(kId); }
};

QByteArray numerical(const char* answer)
{
  return QByteArray("<problem><numericalresponse answer='") + answer +
         "'><textline/></numericalresponse></problem>";
}

} // namespace

/// What comes after an answer: replies of external graders, waiting for them, rescoring.
class TestBlockQueue : public QObject
{
  Q_OBJECT

private Q_SLOTS:
  void aReplyIsCounted_data();
  void aReplyIsCounted();
  void anotherKeyChangesNothing();
  void aReplyThatBreaksTheLmsIsRefused_data();
  void aReplyThatBreaksTheLmsIsRefused();
  void queuedAnswersWait_data();
  void queuedAnswersWait();
  void matlabRunsAreKept();
  void theInitialDisplayIsTheAnswer();
  void rescoringCountsByTheMethod_data();
  void rescoringCountsByTheMethod();
  void rescoringPairsWhatWasGraded();
  void rescoringIsRefused();
  void aFailedRescoreChangesNothing();
};

void TestBlockQueue::aReplyIsCounted_data()
{
  QTest::addColumn<QString>("body");
  QTest::addColumn<QString>("correctness");
  QTest::addColumn<double>("points");
  QTest::addColumn<QString>("msg");
  const auto row = [](const char* name, const char* body, const char* correctness, double points,
                      const char* msg) {
    QTest::newRow(name) << QString::fromUtf8(body) << QString::fromUtf8(correctness) << points
                        << QString::fromUtf8(msg);
  };
  const char* invalid = "Invalid grader reply. Please contact the course staff.";
  row("right", R"({"correct": true, "score": 4.5, "msg": "<p>ok</p>"})", "correct", 4.5, "<p>ok</p>");
  row("wrong", R"({"correct": 0, "score": 0, "msg": "no"})", "incorrect", 0, "no");
  row("points of a wrong answer count", R"({"correct": false, "score": 1, "msg": "no"})", "incorrect", 1,
      "no");
  row("never below nothing", R"({"correct": true, "score": -2, "msg": "m"})", "correct", 0, "m");
  row("more than there are", R"({"correct": true, "score": 9, "msg": "m"})", "correct", 9, "m");
  row("true is one point", R"({"correct": true, "score": true, "msg": "m"})", "correct", 1, "m");
  row("spaces that do not break", R"({"correct": true, "score": 1, "msg": "a&nbsp;b"})", "correct", 1,
      "a&#160;b");
  row("HTML that is no XML", R"({"correct": true, "score": 1, "msg": "<b>x"})", "correct", 1, "<b>x");
  row("no message to read", R"({"correct": true, "score": 1, "msg": ""})", "", 0, invalid);
  row("nothing but an end tag", R"({"correct": true, "score": 1, "msg": "</b>"})", "", 0, invalid);
  row("characters that XML forbids", R"({"correct": true, "score": 1, "msg": "a\u0001"})", "", 0, invalid);
  row("a part is missing", R"({"correct": true, "msg": "m"})", "", 0, invalid);
  row("a list", "[]", "", 0, invalid);
  row("no JSON", "nope", "", 0, invalid);
}

void TestBlockQueue::aReplyIsCounted()
{
  QFETCH(const QString, body);
  QFETCH(const double, points);
  Learner learner(kCode);
  QCOMPARE(learner.submit(u"x"_s).kind, Kind::Json);
  QCOMPARE(learner.entry().correctness, u"incomplete"_s);
  QCOMPARE(learner.entry().msg, u"2"_s);

  const BlockReply reply = learner.score(body, learner.key());
  QCOMPARE(reply.kind, Kind::Json);
  QCOMPARE(reply.eventNames(), QStringList{u"grade"_s});
  QCOMPARE(reply.grade.value_or(Score{-1, -1}), (Score{points, 5}));
  QTEST(learner.entry().correctness, "correctness");
  QTEST(learner.entry().msg, "msg");
  QVERIFY(learner.entry().queuestate.isNone());
  QCOMPARE(learner.block->state().attempts, 1);
}

void TestBlockQueue::anotherKeyChangesNothing()
{
  Learner learner(kCode);
  learner.submit(u"x"_s);
  const CorrectEntry before = learner.entry();
  QCOMPARE(learner.score(uR"({"correct": true, "score": 1, "msg": "m"})"_s, u"other"_s).kind, Kind::Json);
  QVERIFY(learner.entry() == before);
}

void TestBlockQueue::aReplyThatBreaksTheLmsIsRefused_data()
{
  QTest::addColumn<QString>("body");
  QTest::addColumn<QString>("exception");
  QTest::newRow("points that are a text")
      << uR"({"correct": true, "score": "1", "msg": "m"})"_s << u"TypeError"_s;
  QTest::newRow("no points") << uR"({"correct": true, "score": null, "msg": "m"})"_s << u"TypeError"_s;
  QTest::newRow("a message that is none")
      << uR"({"correct": true, "score": 1, "msg": 5})"_s << u"ValueError"_s;
}

void TestBlockQueue::aReplyThatBreaksTheLmsIsRefused()
{
  QFETCH(const QString, body);
  Learner learner(kCode);
  learner.submit(u"x"_s);
  const QString key = learner.key();
  const BlockReply reply = learner.score(body, key);
  QCOMPARE(reply.kind, Kind::Refused);
  QTEST(reply.cause.exception, "exception");
  QCOMPARE(learner.key(), key);
}

void TestBlockQueue::queuedAnswersWait_data()
{
  QTest::addColumn<int>("seconds");
  QTest::addColumn<bool>("isAnswered");
  QTest::addColumn<bool>("waits");
  QTest::newRow("at once") << 0 << false << true;
  QTest::newRow("just too early") << 4 << false << true;
  QTest::newRow("in time") << 5 << false << false;
  QTest::newRow("after the reply") << 0 << true << false;
}

void TestBlockQueue::queuedAnswersWait()
{
  QFETCH(const int, seconds);
  QFETCH(const bool, isAnswered);
  QFETCH(const bool, waits);
  Learner learner(kCode);
  learner.submit(u"x"_s);
  if (isAnswered)
    learner.score(uR"({"correct": true, "score": 1, "msg": "m"})"_s, learner.key());
  learner.clock.time += std::chrono::seconds(seconds);
  const BlockReply reply = learner.submit(u"y"_s);
  const PyValue said(reply.json);
  QCOMPARE(said.at(u"success")->str() == u"You must wait at least 5 seconds between submissions."_s, waits);
  QCOMPARE(learner.block->state().attempts, waits ? 1 : 2);
}

void TestBlockQueue::matlabRunsAreKept()
{
  Learner learner("<problem><coderesponse><matlabinput/><codeparam/></coderesponse></problem>");
  const auto shown = [&learner](const QString& words) {
    return learner.block->page()->content.contains(words);
  };
  const BlockReply run = learner.block->handle(
      u"input_ajax"_s, {{u"input_id"_s, kId}, {u"dispatch"_s, u"plot"_s}, {u"submission"_s, u"x=1"_s}});
  QCOMPARE(*PyValue(run.json).at(u"success"), PyValue(true));
  QVERIFY(shown(u"Submitted. As soon as a response is returned"_s));

  const PyValue stored = learner.block->state().inputState.value(kId);
  QVERIFY(stored.at(u"queuekey") != nullptr);
  const QString key = stored.at(u"queuekey")->str();
  const auto answer = [&learner](const QString& to) {
    return learner.block->handle(u"ungraded_response"_s,
                                 {{u"queuekey"_s, to}, {u"xqueue_body"_s, uR"({"msg": "<p>out</p>"})"_s}});
  };
  QCOMPARE(answer(u"other"_s).kind, Kind::Json);
  QVERIFY(!shown(u"<p>out</p>"_s));
  QVERIFY(answer(key).events.isEmpty());
  QVERIFY(shown(u"<p>out</p>"_s));
  QVERIFY(!shown(u"Submitted."_s));
}

void TestBlockQueue::theInitialDisplayIsTheAnswer()
{
  Learner learner(kCode, {{u"showanswer"_s, u"always"_s}});
  QCOMPARE(learner.block->handle(u"problem_show"_s, {}).kind, Kind::Json);
  QCOMPARE(learner.block->state().answers.value(kId), PyValue(u"def f()"_s));
}

void TestBlockQueue::rescoringCountsByTheMethod_data()
{
  QTest::addColumn<QString>("method");
  QTest::addColumn<double>("earned");
  QTest::newRow("last") << u"last_score"_s << 0.0;
  QTest::newRow("first") << u"first_score"_s << 0.0;
  QTest::newRow("highest") << u"highest_score"_s << 1.0;
  QTest::newRow("average") << u"average_score"_s << 0.33;
}

void TestBlockQueue::rescoringCountsByTheMethod()
{
  QFETCH(const QString, method);
  QFETCH(const double, earned);
  Learner learner(numerical("5"));
  for (const auto& answer : {u"4"_s, u"6"_s, u"5"_s})
    learner.submit(answer);
  QCOMPARE(*learner.block->state().score, (Score{1, 1}));

  learner.open(numerical("6"), {{u"grading_method"_s, method}}, learner.block->state());
  const BlockReply reply = learner.block->rescore(true);
  QCOMPARE(reply.kind, Kind::Json);
  QCOMPARE(*reply.grade, (Score{earned, 1}));
  QVERIFY(reply.onlyIfHigher);
  QCOMPARE(reply.eventNames(), (QStringList{u"grade"_s, u"problem_rescore"_s}));
  QCOMPARE(PyValue(reply.json).at(u"success")->str(), u"incorrect"_s);
  const BlockState& state = learner.block->state();
  QCOMPARE(*state.score, (Score{1, 1})); // the grade book follows, the block does not
  QCOMPARE(state.attempts, 3);
  QCOMPARE(state.correctMap.entries.value(kId).correctness, u"incorrect"_s);
  QCOMPARE(state.scoreHistory, (QList<Score>{{0, 1}, {1, 1}, {0, 1}}));
}

void TestBlockQueue::rescoringPairsWhatWasGraded()
{
  Learner learner(numerical("5"), {{u"max_attempts"_s, 1}});
  learner.submit(u"5"_s);
  QCOMPARE(learner.submit(u"4"_s).kind, Kind::Refused); // closed: the LMS does not store it
  learner.open(numerical("5"), {{u"max_attempts"_s, 2}}, learner.block->state());
  learner.submit(u"6"_s);
  learner.open(numerical("6"), {}, learner.block->state());
  QCOMPARE(*learner.block->rescore(false).grade, (Score{1, 1}));
}

void TestBlockQueue::rescoringIsRefused()
{
  Learner learner(numerical("5"));
  const BlockReply early = learner.block->rescore(false);
  QCOMPARE(early.kind, Kind::Refused);
  QCOMPARE(early.text, u"Problem must be answered before it can be graded again."_s);
  QCOMPARE(early.eventNames(), QStringList{u"problem_rescore_fail"_s});

  Learner coder(kCode);
  coder.submit(u"x"_s);
  const BlockReply coded = coder.block->rescore(false);
  QCOMPARE(coded.cause.exception, u"NotImplementedError"_s);
  QCOMPARE(coded.text, u"Problem's definition does not support rescoring."_s);
}

void TestBlockQueue::aFailedRescoreChangesNothing()
{
  Learner learner(numerical("5"));
  learner.submit(u"5"_s);
  learner.submit(u"4"_s);
  const PyDict before = learner.block->state().toFields();
  learner.open("<problem><numericalresponse answer='x'><textline/></numericalresponse></problem>", {},
               learner.block->state());
  const BlockReply reply = learner.block->rescore(false);
  QCOMPARE(reply.kind, Kind::Refused);
  QVERIFY(!reply.grade);
  QCOMPARE(PyValue(learner.block->state().toFields()).toJson(), PyValue(before).toJson());
}

SCRIPTORIUM_TEST(TestBlockQueue)
#include "tst_blockqueue.moc"
