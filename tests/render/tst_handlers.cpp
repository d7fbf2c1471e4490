#include "fakes/fakecourse.h"
#include "model/blocktype.h"
#include "render/access/chosenchildren.h"
#include "render/site/site.h"
#include "render/web/memorystates.h"
#include "support/testmain.h"

#include <QTest>

using namespace Qt::Literals::StringLiterals;
using namespace scriptorium;
using namespace scriptorium::testing;

/// What blocks other than problems answer when their pages post to them.
class TestHandlers : public QObject
{
  Q_OBJECT

private Q_SLOTS:
  void init()
  {
    m_course = std::make_unique<FakeCourse>();
    const auto element = [this](const QByteArray& olx, Fields fields = {}) {
      BlockVersion version;
      fields.set(u"start"_s, u"2020-01-01T00:00:00Z"_s);
      version.fields = std::move(fields);
      version.bodyForm = BodyForm::Element;
      version.body = m_course->addBlob(olx);
      return version;
    };
    QList<Child> children;
    const auto add = [&](const QString& type, const BlockVersion& version) {
      children.append({Child::Form::Pointer, m_course->add(type, u"b"_s, version), {}});
    };
    add(u"poll_question"_s,
        element("<poll_question><answer id='yes'>Yes</answer><answer id='no'>No</answer>?</poll_question>"));
    add(u"word_cloud"_s,
        element("<word_cloud/>", {{u"num_top_words"_s, u"2"_s}, {u"display_student_percents"_s, u"true"_s}}));
    add(u"video"_s, element("<video><transcript language='fr' src='v-fr.srt'/></video>",
                            {{u"transcripts"_s, u"{\"en\": \"v.srt\", \"de\": \"missing.srt\"}"_s}}));
    add(u"html"_s, element("<html><p>x</p></html>"));
    add(u"problem"_s,
        element(
            "<problem><numericalresponse answer='4'><formulaequationinput/></numericalresponse></problem>",
            {{u"display_name"_s, u"Sum & all"_s}}));
    children.append(
        {Child::Form::Pointer,
         m_course->add(u"problem"_s, u"broken"_s,
                       element("<problem><script type='loncapa/python'>raise Exception('1 &lt; 2')"
                               "</script></problem>")),
         {}});
    const auto secret = m_course->add(u"html"_s, u"secret"_s, element("<html><p>Hidden gold</p></html>"));
    BlockVersion conditional = element({}, {{u"sources"_s, u"i4x://Org/Num/problem/b"_s},
                                            {u"correct"_s, u"True"_s},
                                            {u"message"_s, u"First {link}."_s}});
    conditional.bodyForm = BodyForm::None;
    conditional.body = {};
    conditional.children = {{Child::Form::Pointer, secret, {}}};
    add(u"conditional"_s, conditional);
    BlockVersion hidden = element("<html/>", {{u"visible_to_staff_only"_s, u"true"_s}});
    children.append({Child::Form::Pointer, m_course->add(u"html"_s, u"hidden"_s, hidden), {}});
    for (const QString& type : {u"itembank"_s, u"library_content"_s}) {
      BlockVersion bank = element({}, {{u"max_count"_s, u"1"_s}});
      if (type == u"itembank")
        bank.fields.set(u"allow_resetting_children"_s, u"true"_s);
      bank.bodyForm = BodyForm::None;
      bank.body = {};
      for (int i = 0; i < 20; ++i)
        bank.children.append({Child::Form::Pointer,
                              m_course->add(u"html"_s, type + QString::number(i), element("<html/>")),
                              {}});
      add(type, bank);
    }
    BlockVersion root;
    root.children = children;
    m_course->setRoot(m_course->add(u"course"_s, u"R"_s, root));
    m_course->addFile(u"static/v.srt"_s, "1\r\n00:00:00,500 --> 00:00:02,000\r\nHello\r\nthere\r\n\r\n2\r\n"
                                         "01:00:02.1 --> 01:00:03,25\r\nBye\r\n");
    m_course->addFile(u"static/v-fr.srt"_s, "1\n00:00:01,000 --> 00:00:02,000\nBonjour\n");
    auto facts = render::SiteCourse::of(*m_course, m_types, m_course->key());
    QVERIFY2(facts, facts ? "" : qPrintable(facts.error().toString()));
    m_facts = *std::move(facts);
    m_states = std::make_unique<render::MemoryStates>();
    m_site =
        std::make_unique<render::Site>(*m_facts, *m_states, QList<render::Learner>{m_anna, m_ben}, m_clock);
  }

  void votesOfAllAreCountedOncePerLearner()
  {
    const auto poll = [this](const render::Learner& who, const QString& dispatch) {
      return QString::fromUtf8(post(who, u"poll_question"_s, u"xmodule_handler/"_s + dispatch).body);
    };
    QVERIFY(poll(m_anna, u"get_state"_s).contains(u"\"total\":0"_s));
    QVERIFY(poll(m_anna, u"yes"_s).contains(u"{\"yes\":1,\"no\":0},\"total\":1"_s));
    QVERIFY(poll(m_anna, u"no"_s).contains(u"Unknown Command!"_s));
    QVERIFY(poll(m_ben, u"yes"_s).contains(u"\"yes\":2"_s));
    QVERIFY(poll(m_ben, u"maybe"_s).contains(u"Unknown Command!"_s));
    QVERIFY(poll(m_anna, u"reset_poll"_s).contains(u"success"_s));
    QVERIFY(poll(m_ben, u"get_state"_s).contains(u"\"poll_answer\":\"yes\",\"poll_answers\":{\"yes\":1,"_s));
  }

  void wordsOfAllAreCountedAndShared()
  {
    const auto words = [this](const render::Learner& who, const QString& dispatch,
                              const QByteArray& form = {}) {
      return QString::fromUtf8(post(who, u"word_cloud"_s, u"xmodule_handler/"_s + dispatch, form).body);
    };
    words(m_anna, u"submit"_s,
          "student_words[]=Sea&student_words[]=sea+&student_words[]=sky&student_words[]=");
    QVERIFY(words(m_anna, u"submit"_s, "student_words[]=x").contains(u"already posted"_s));
    const QString said = words(m_ben, u"submit"_s, "student_words[]=sea");
    QVERIFY2(said.contains(u"\"total_count\":4"_s), qPrintable(said));
    QVERIFY2(
        said.contains(
            u"[{\"text\":\"sea\",\"size\":3,\"percent\":75},{\"text\":\"sky\",\"size\":1,\"percent\":25}]"_s),
        qPrintable(said));
    QVERIFY(words(m_anna, u"get_state"_s).contains(u"\"student_words\":{\"sea\":3,\"sky\":1}"_s));
  }

  void transcriptsComeInThePlayersForm()
  {
    QCOMPARE(get(u"transcript/available_translations"_s).body, QByteArray("[\"de\",\"fr\",\"en\"]"));
    QCOMPARE(
        get(u"transcript/translation/en"_s).body,
        QByteArray("{\"start\":[500,3602100],\"end\":[2000,3603250],\"text\":[\"Hello there\",\"Bye\"]}"));
    QVERIFY(get(u"transcript/translation/fr"_s).body.contains("Bonjour"));
    QCOMPARE(get(u"transcript/translation/de"_s).status, 404);
    QCOMPARE(get(u"transcript/translation/xx"_s).status, 404);
    QCOMPARE(get(u"transcript/translation"_s).status, 400);
    const auto file = get(u"transcript/download"_s);
    QVERIFY(file.body.startsWith("1\r\n") && file.type.startsWith("application/x-subrip"));
  }

  void aConditionalShowsItsBlocksOnceItsConditionIsMet()
  {
    const auto asked = [this] {
      return QString::fromUtf8(post(m_anna, u"conditional"_s, u"xmodule_handler/conditional_get"_s).body);
    };
    const QString before = asked();
    QVERIFY2(before.contains(u"First <a href=\\\"/courses/"_s) && before.contains(u"Sum &amp; all</a>."_s),
             qPrintable(before));
    QVERIFY(before.contains(u"\"message\":true"_s) && !before.contains(u"gold"_s));
    post(m_anna, u"problem"_s, u"xmodule_handler/problem_check"_s, "input_b_2_1=5");
    QVERIFY(!asked().contains(u"gold"_s));
    post(m_anna, u"problem"_s, u"xmodule_handler/problem_check"_s, "input_b_2_1=4");
    const QString after = asked();
    QVERIFY2(after.contains(u"Hidden gold"_s) && !after.contains(u"\"message\""_s), qPrintable(after));
  }

  void whatIsSeenIsCompleteAndWhatIsHiddenHasNoHandlers()
  {
    QCOMPARE(post(m_anna, u"html"_s, u"publish_completion"_s, "{\"completion\": 1.0}").body,
             QByteArray("{\"result\":\"ok\"}"));
    QCOMPARE(m_states->value(m_anna.id, u"html/b"_s, render::kept::kCompletion)->number(), 1.0);
    QCOMPARE(post(m_anna, u"html"_s, u"publish_completion"_s, "{\"completion\": \"x\"}").status, 400);
    QCOMPARE(post(m_anna, u"word_cloud"_s, u"publish_completion"_s, "{\"completion\": 1}").status, 400);
    QCOMPARE(post(m_anna, u"html"_s, u"publish_completion"_s, "{\"completion\": 1}", u"hidden"_s).status,
             404);
  }

  void whatCannotBeGradedKeepsNothing()
  {
    post(m_anna, u"problem"_s, u"xmodule_handler/problem_save"_s, "input_b_2_1=7");
    const auto kept = m_states->value(m_anna.id, u"problem/b"_s, render::kept::kState);
    QVERIFY(kept);
    const auto reply = post(m_anna, u"problem"_s, u"xmodule_handler/problem_check"_s, "input=4");
    QVERIFY2(reply.body.contains("there was an error"), reply.body);
    QCOMPARE(m_states->value(m_anna.id, u"problem/b"_s, render::kept::kState)->toUtf8(), kept->toUtf8());
  }

  void aVideoKeepsOnlyPlaces()
  {
    const auto save = [this](const QByteArray& form) {
      return post(m_anna, u"video"_s, u"xmodule_handler/save_user_state"_s, form).status;
    };
    QCOMPARE(save("saved_video_position=00%3A01%3A12&speed=1.5"), 200);
    QCOMPARE(save("saved_video_position=33.5"), 400);
    const Json state = *Json::parse(QByteArrayView(get(u"student_view_user_state"_s).body));
    QCOMPARE(state.find("saved_video_position")->number(), 72.0);
    QCOMPARE(state.find("speed")->number(), 1.5);
  }

  void learnersDrawAgainOnlyWhereTheAuthorLetsThem()
  {
    const auto drawn = [this](const QString& type) {
      return m_states->value(m_anna.id, type + u"/b"_s, render::kept::kState).value_or(Json()).toUtf8();
    };
    QCOMPARE(post(m_anna, u"library_content"_s, u"reset_selected_children"_s).status, 400);
    QCOMPARE(post(m_anna, u"html"_s, u"reset_selected_children"_s).status, 404);
    const int bank = m_facts->find(u"itembank"_s, u"b"_s);
    const auto first = render::chosenChildren(*m_facts, m_anna, *m_states, bank);
    QCOMPARE(first.size(), size_t(1));
    QVERIFY(drawn(u"itembank"_s).contains("selected"));
    QCOMPARE(post(m_anna, u"itembank"_s, u"reset_selected_children"_s).status, 200);
    QVERIFY(!drawn(u"itembank"_s).contains("selected"));
    QVERIFY(render::chosenChildren(*m_facts, m_anna, *m_states, bank) != first);
  }

  void whoHasNotSignedInHasNoHandlers()
  {
    const render::Learner nobody = render::nobody();
    QCOMPARE(post(nobody, u"poll_question"_s, u"xmodule_handler/get_state"_s).status, 403);
  }

  void whatAScriptSaysOfItsErrorIsEscapedOnce()
  {
    const auto reply = post(m_anna, u"problem"_s, u"xmodule_handler/problem_get"_s, {}, u"broken"_s);
    QCOMPARE(reply.status, 500);
    QVERIFY2(reply.body.contains("1 &lt; 2"), reply.body);
  }

private:
  QString address(const QString& type, const QString& handler, const QString& name) const
  {
    return u"/courses/%1/xblock/%2/handler/%3"_s.arg(m_facts->keyText(), m_facts->key().usageKey(type, name),
                                                     handler);
  }
  render::WebReply post(const render::Learner& who, const QString& type, const QString& handler,
                        const QByteArray& body = {}, const QString& name = u"b"_s)
  {
    render::WebRequest request;
    request.method = "POST";
    request.path = address(type, handler, name);
    request.body = body;
    return m_site->answer(request, who);
  }
  render::WebReply get(const QString& handler)
  {
    render::WebRequest request;
    request.method = "GET";
    request.path = address(u"video"_s, handler, u"b"_s);
    return m_site->answer(request, m_anna);
  }

  const render::Learner m_anna{u"anna"_s, 6, false, true, u"audit"_s, {}};
  const render::Learner m_ben{u"ben"_s, 7, false, true, u"audit"_s, {}};
  BlockTypes m_types = BlockTypes::builtIn();
  SystemClock m_clock;
  std::unique_ptr<FakeCourse> m_course;
  std::unique_ptr<render::SiteCourse> m_facts;
  std::unique_ptr<render::MemoryStates> m_states;
  std::unique_ptr<render::Site> m_site;
};

SCRIPTORIUM_TEST(TestHandlers)
#include "tst_handlers.moc"
