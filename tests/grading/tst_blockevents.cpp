#include "fakes/manualclock.h"
#include "grading/block/problemblock.h"
#include "support/testmain.h"

#include <QTest>

using namespace Qt::Literals::StringLiterals;
using namespace scriptorium;
using namespace scriptorium::capa;

namespace {

const QByteArray kQuestion =
    "<problem><choiceresponse><label>Which are <em>fruits</em>?</label><checkboxgroup>"
    "<choice correct='true'>apple<choicehint selected='true'>Red <div>or</div> green.</choicehint></choice>"
    "<choice correct='false'>table</choice></checkboxgroup></choiceresponse>"
    "<demandhint><hint>Eat.</hint><hint>Pick.</hint></demandhint></problem>";
const QString kInput = u"p1_2_1"_s;
const QString kKey = u"block-v1:O+C+R+type@problem+block@p1"_s;

} // namespace

/// What stands in the LMS's log about a problem.
class TestBlockEvents : public QObject
{
  Q_OBJECT

private Q_SLOTS:
  void init() { open({}); }

  void anAnswerIsLoggedWithWhatWasAsked()
  {
    const BlockReply reply = answered({u"choice_0"_s, u"choice_1"_s});
    QCOMPARE(reply.eventNames(),
             (QStringList{u"edx.problem.hint.feedback_displayed"_s, u"grade"_s, u"problem_check"_s}));
    QCOMPARE(
        jsonOf(reply.events.last()),
        R"({"state": {"seed": 1, "student_answers": {}, "has_saved_answers": false, "correct_map": {}, )"
        R"("input_state": {"p1_2_1": {}}, "done": false}, )"
        R"("problem_id": "block-v1:O+C+R+type@problem+block@p1", )"
        R"("answers": {"p1_2_1": ["choice_0", "choice_1"]}, "grade": 0, "max_grade": 1, )"
        R"("correct_map": {"p1_2_1": )" +
            PyValue(*reply.events.last().data[5].second.at(kInput)).toJson() +
            R"(}, "success": "incorrect", "attempts": 1, "submission": {"p1_2_1": )"
            R"({"question": "Which are <em>fruits</em>?", )"
            "\"answer\": [\"apple<choicehint selected=\\\"true\\\">Red <div>or</div> green.</choicehint>\", "
            R"("table"], "response_type": "choiceresponse", )"
            R"("input_type": "checkboxgroup", "correct": false, "variant": "", "group_label": ""}}})");
  }

  void feedbackIsLoggedWithItsTexts()
  {
    const BlockReply reply = answered({u"choice_0"_s});
    QCOMPARE(jsonOf(reply.events.first()),
             R"({"module_id": "block-v1:O+C+R+type@problem+block@p1", "problem_part_id": "p1_1", )"
             R"("trigger_type": "single", "hint_label": "Correct:", )"
             R"("hints": [{"text": "Red <div>or</div> green."}], "correctness": true, )"
             R"("student_answer": ["choice_0"], "question_type": "choiceresponse"})");
  }

  void anUnknownChoiceHasNoSubmission()
  {
    const BlockReply reply = answered({u"choice_7"_s});
    QCOMPARE(PyValue(reply.events.last().data).at(u"submission")->dict()->size(), 0);
  }

  void variantsAreNumbered()
  {
    open({{u"rerandomize"_s, u"per_student"_s}});
    const BlockReply reply = answered({u"choice_0"_s});
    const PyValue event(reply.events.last().data);
    QVERIFY(event.at(u"submission")->at(kInput)->at(u"variant")->integer() != nullptr);
  }

  void refusalsSayWhy_data()
  {
    QTest::addColumn<QString>("handler");
    QTest::addColumn<PyDict>("settings");
    QTest::addColumn<bool>("isAnswered");
    QTest::addColumn<QByteArray>("expected");
    const PyDict closed = {{u"max_attempts"_s, 1}};
    const PyDict always = {{u"rerandomize"_s, u"always"_s}};
    QTest::newRow("checked, closed") << u"problem_check"_s << closed << true << QByteArray("closed");
    QTest::newRow("checked, not reset") << u"problem_check"_s << always << true << QByteArray("unreset");
    QTest::newRow("saved, closed") << u"problem_save"_s << closed << true << QByteArray("closed");
    QTest::newRow("saved, not reset") << u"problem_save"_s << always << true << QByteArray("done");
    QTest::newRow("reset, closed") << u"problem_reset"_s << closed << true << QByteArray("closed");
    QTest::newRow("reset, not answered") << u"problem_reset"_s << PyDict() << false << QByteArray("not_done");
  }
  void refusalsSayWhy()
  {
    QFETCH(QString, handler);
    QFETCH(PyDict, settings);
    QFETCH(bool, isAnswered);
    QFETCH(QByteArray, expected);
    open(settings);
    if (isAnswered)
      answered({u"choice_1"_s});
    const BlockReply reply = m_block->handle(handler, {{u"input_p1_2_1[]"_s, u"choice_0"_s}});
    QCOMPARE(reply.events.size(), 1);
    QVERIFY2(reply.events[0].name.endsWith(u"_fail"_s), qPrintable(reply.events[0].name));
    QCOMPARE(PyValue(reply.events[0].data).at(u"failure")->str().toUtf8(), expected);
  }

  void aResetHasBothStates()
  {
    answered({u"choice_0"_s});
    const PyDict event = m_block->handle(u"problem_reset"_s, {}).events.last().data;
    QCOMPARE(event[0].first, u"old_state"_s);
    QVERIFY(event[0].second.at(u"done")->isTrue());
    QCOMPARE(event[2].first, u"new_state"_s);
    QVERIFY(!event[2].second.at(u"done")->isTrue());
  }

  void hintsAreCountedFromNought()
  {
    const BlockReply reply = m_block->handle(u"hint_button"_s, {{u"hint_index"_s, u"1"_s}});
    QCOMPARE(jsonOf(reply.events.first()),
             R"({"module_id": "block-v1:O+C+R+type@problem+block@p1", "hint_index": 1, "hint_len": 2, )"
             R"("hint_text": "Pick."})");
  }

  void gradingAgainSaysWhatWasBefore()
  {
    QCOMPARE(m_block->rescore(false).events.last().data.last().second, PyValue(u"unanswered"_s));
    answered({u"choice_0"_s});
    const BlockReply reply = m_block->rescore(false);
    QCOMPARE(reply.eventNames(), (QStringList{u"grade"_s, u"problem_rescore"_s}));
    const PyValue event(reply.events.last().data);
    for (const auto& name : {u"orig_score"_s, u"orig_total"_s, u"new_score"_s, u"new_total"_s, u"attempts"_s})
      QCOMPARE(*event.at(name), PyValue(1));
  }

private:
  void open(const PyDict& settings)
  {
    BlockPlace place;
    place.usageKey = kKey;
    place.htmlId = u"p1"_s;
    m_block = std::make_unique<ProblemBlock>(kQuestion, BlockSettings::fromFields(settings), std::move(place),
                                             BlockState(), m_clock);
  }
  BlockReply answered(const QStringList& choices)
  {
    ProblemBlock::Form form;
    for (const QString& choice : choices)
      form.append({u"input_p1_2_1[]"_s, choice});
    return m_block->handle(u"problem_check"_s, form);
  }
  static QByteArray jsonOf(const BlockEvent& event) { return PyValue(event.data).toJson(); }

  testing::ManualClock m_clock;
  std::unique_ptr<ProblemBlock> m_block;
};

SCRIPTORIUM_TEST(TestBlockEvents)
#include "tst_blockevents.moc"
