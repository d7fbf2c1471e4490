#include "grading/inputs/kinds.h"
#include "grading/problem/inputpage.h"
#include "grading/problem/problem.h"
#include "grading/problem/status.h"
#include "markup/html/cleanhtml.h"

#include <QCryptographicHash>
#include <QDateTime>

#include <algorithm>

using namespace Qt::Literals::StringLiterals;

namespace scriptorium::capa {
namespace {

/// What a field shows while its answer waits in a queue, and before there is an answer.
struct CodeState
{
  QString value;
  QString status;
  QString message;
  QString queueLength = u"0"_s;
};

CodeState codeState(const InputState& state, const Element& element, const QString& waiting)
{
  CodeState code{state.value.str(), state.status, state.message};
  if (!state.value.isTrue() && !element.text.isEmpty())
    code.value = element.text.trimmed();
  if (state.status == "incomplete"_L1) {
    code.status = u"queued"_s;
    code.queueLength = state.message;
    code.message = waiting;
  }
  return code;
}

Outcome<Unit> checkTabSize(const Element& element)
{
  const auto size = element.find(u"tabsize");
  if (size && !PyValue(*size).toInt())
    return otherError(u"ValueError"_s,
                      u"invalid literal for int() with base 10: %1"_s.arg(PyValue(*size).repr()));
  return Unit{};
}

/// textbox and codeinput: an editor for code.
class CodeInput : public Input
{
public:
  using Input::Input;

  Outcome<Unit> setup() override { return checkTabSize(element()); }

  Outcome<Element::Pointer> render(const InputState& state) override
  {
    const CodeState code = codeState(state, element(),
                                     u"Your answer has been submitted. As soon as your submission is graded, "
                                     u"this message will be replaced with "
                                     "the grader's feedback."_s);
    auto root = std::make_unique<Element>(u"div"_s);
    root->add(u"id"_s, part("textbox"_L1));
    root->add(u"class"_s, u"capa_inputtype textbox cminput"_s);
    Element* label =
        add(*root, u"label"_s,
            {{u"class"_s, state.label.isEmpty() ? u"sr problem-group-label"_s : u"problem-group-label"_s},
             {u"for"_s, u"cm-textarea-"_s + id()}});
    appendPiece(*label, state.label.isEmpty() ? u" Code Editor "_s : state.label);
    const QString mode = element().attribute(u"mode", u"python"_s);
    Element* field = appendField(*root, code, mode);
    field->add(u"aria-label"_s, mode + u" editor"_s);
    field->add(u"tabindex"_s, u"0"_s);
    add(*root, u"span"_s,
        {{u"class"_s, u"cm-editor-exit-message capa-message"_s},
         {u"id"_s, u"cm-editor-exit-message-"_s + id()}})
        ->text = u"Press ESC then TAB or click outside of the code editor to exit"_s;
    appendGraderStatus(*root, code);
    add(*root, u"span"_s, {{u"id"_s, part("answer"_L1)}});
    appendPiece(*add(*root, u"div"_s, {{u"class"_s, u"external-grader-message"_s}}), code.message);
    return root;
  }

protected:
  Element* appendField(Element& to, const CodeState& code, const QString& mode) const
  {
    Element* field = add(to, u"textarea"_s,
                         {{u"rows"_s, element().attribute(u"rows", u"30"_s)},
                          {u"cols"_s, element().attribute(u"cols", u"80"_s)},
                          {u"name"_s, part("input"_L1)},
                          {u"aria-describedby"_s, part("answer"_L1)},
                          {u"id"_s, part("input"_L1)},
                          {u"data-mode"_s, mode},
                          {u"data-tabsize"_s, QString::number(tabSize())}});
    if (!element().attribute(u"linenumbers", u"true"_s).isEmpty())
      field->add(u"data-linenums"_s, u"true"_s);
    if (isSet(u"hidden"))
      field->add(u"style"_s, u"display:none;"_s);
    field->text = code.value;
    return field;
  }

  void appendGraderStatus(Element& to, const CodeState& code) const
  {
    Element* status = add(to, u"div"_s, {{u"class"_s, u"grader-status"_s}, {u"tabindex"_s, u"-1"_s}});
    appendStatus(*status, code.status);
    if (code.status == "queued"_L1)
      add(*status, u"span"_s, {{u"style"_s, u"display:none;"_s}, {u"class"_s, u"xqueue"_s}, {u"id"_s, id()}})
          ->text = code.queueLength;
    if (isSet(u"hidden"))
      add(*status, u"div"_s,
          {{u"style"_s, u"display:none;"_s},
           {u"name"_s, element().attribute(u"hidden")},
           {u"inputid"_s, part("input"_L1)}})
          ->isOpen = true;
    add(*status, u"p"_s, {{u"class"_s, u"debug"_s}})->text = statusOf(code.status).name;
  }

private:
  qint64 tabSize() const
  {
    constexpr qint64 kUsual = 4;
    const auto size = element().find(u"tabsize");
    return size ? PyValue(*size).toInt().value_or(kUsual) : kUsual;
  }
};

/// An editor for MATLAB with a button that runs it on a server; what the server says of it is kept apart from
/// the grade. The script that belongs to the button is the LMS's and is left out.
class MatlabInput : public CodeInput
{
public:
  using CodeInput::CodeInput;

  Outcome<Element::Pointer> render(const InputState& state) override
  {
    const QString submitted =
        u"Submitted. As soon as a response is returned, this message will be replaced by that feedback."_s;
    CodeState code = codeState(state, element(), submitted);
    const QString result = resultOf(state, code);
    awaitServer(state, code, submitted);
    auto root = std::make_unique<Element>(u"section"_s);
    root->add(u"id"_s, part("textbox"_L1));
    root->add(u"class"_s, u"capa_inputtype cminput"_s);
    appendScript(*root, staticPath("js/vendor/CodeMirror/octave.js"_L1));
    appendField(*root, code, u"octave"_s);
    appendGraderStatus(*root, code);
    add(*root, u"span"_s, {{u"id"_s, part("answer"_L1)}});
    const auto box = [&root](const QString& cssClass) {
      return add(*root, u"div"_s, {{u"class"_s, cssClass}, {u"aria-live"_s, u"polite"_s}});
    };
    appendPiece(*box(u"external-grader-message"_s), markup::cleanHtml(code.message));
    appendPiece(*box(u"ungraded-matlab-result"_s), result);
    static const QStringList graded{u"correct"_s, u"incorrect"_s, u"partially-correct"_s};
    if (!graded.contains(code.status))
      add(*add(*root, u"div"_s, {{u"class"_s, u"plot-button"_s}}), u"input"_s,
          {{u"type"_s, u"button"_s},
           {u"class"_s, u"save"_s},
           {u"name"_s, u"plot-button"_s},
           {u"id"_s, part("plot"_L1)},
           {u"value"_s, u"Run Code"_s}});
    return root;
  }

  PyValue ajax(const QString& dispatch, const PyDict& data, PyValue& stored) override
  {
    if (dispatch != "plot"_L1)
      return PyDict();
    if (!problem().surroundings().queue)
      return PyDict{{u"success"_s, false}, {u"message"_s, u"Cannot connect to the queue"_s}};
    const PyValue given(data);
    const PyValue* submission = given.at(u"submission");
    return submission != nullptr ? queued(*submission, stored) : PyValue();
  }

  Outcome<Unit> receiveUngraded(const QString& message, const QString& key, PyValue& stored) override
  {
    const PyValue* state = stored.at(u"queuestate");
    if (state == nullptr || *state != PyValue(u"queued"_s))
      return Unit{};
    const PyValue* expected = stored.at(u"queuekey");
    if (expected == nullptr || *expected != PyValue(key))
      return Unit{};
    const std::optional<PyValue> reply = PyValue::fromJson(message.toUtf8());
    if (!reply)
      return otherError(u"JSONDecodeError"_s, u"the reply is no JSON"_s);
    const PyValue* words = reply->at(u"msg");
    if (words == nullptr)
      return otherError(u"KeyError"_s, u"'msg'"_s);
    PyDict left = *stored.dict();
    setEntry(left, u"queue_msg"_s, *words);
    setEntry(left, u"queuestate"_s, PyValue());
    setEntry(left, u"queuekey"_s, PyValue());
    stored = PyValue(left);
    return Unit{};
  }

private:
  /// What the server said last, until there is a grade.
  static QString resultOf(const InputState& state, const CodeState& code)
  {
    static const QStringList ungraded{u"queued"_s, u"incomplete"_s, u"unsubmitted"_s};
    const PyValue* said = state.stored.at(u"queue_msg");
    if (!said || !said->string() || !ungraded.contains(code.status))
      return {};
    const QString clean = markup::cleanHtml(*said->string());
    const auto isControl = [](QChar c) { return c < u' ' && c != u'\n' && c != u'\t' && c != u'\r'; };
    return std::any_of(clean.begin(), clean.end(), isControl) ? u"<span>Error running code.</span>"_s : clean;
  }

  static double seconds(const PyValue& value)
  {
    return value.real() ? *value.real() : static_cast<double>(value.toInt().value_or(0));
  }

  /// A run that the server has not answered yet, or no more.
  void awaitServer(const InputState& state, CodeState& code, const QString& submitted) const
  {
    const PyValue* queue = state.stored.at(u"queuestate");
    if (!queue || !queue->string() || *queue->string() != "queued"_L1)
      return;
    constexpr double kPatience = 35;
    const PyValue* since = state.stored.at(u"queuetime");
    if (since && static_cast<double>(now()) - seconds(*since) <= kPatience) {
      code.status = u"queued"_s;
      code.queueLength = u"1"_s;
      code.message = submitted;
    } else {
      code.status = u"unsubmitted"_s;
      code.queueLength = u"0"_s;
      code.message = u"No response from Xqueue within 35 seconds. Aborted."_s;
    }
  }

  qint64 now() const { return problem().surroundings().time().time_since_epoch().count() / 1000; }

  PyValue queued(const PyValue& submission, PyValue& stored) const
  {
    const ProblemSurroundings& around = problem().surroundings();
    const QString time = QDateTime::fromSecsSinceEpoch(now(), Qt::UTC).toString(u"yyyyMMddHHmmss"_s);
    const QByteArray hashed =
        (QString::number(problem().seed()) + time + around.anonymousStudentId + id()).toUtf8();
    const QString key =
        QString::fromLatin1(QCryptographicHash::hash(hashed, QCryptographicHash::Md5).toHex());
    const Element* payload = element().firstChild(u"plot_payload");
    const PyDict student = {{u"anonymous_student_id"_s, around.anonymousStudentId},
                            {u"submission_time"_s, time}};
    const PyDict header = {
        {u"lms_callback_url"_s, QString()}, {u"lms_key"_s, key}, {u"queue_name"_s, u"matlab"_s}};
    const PyDict body = {{u"grader_payload"_s, payload != nullptr ? PyValue(payload->text) : PyValue()},
                         {u"student_info"_s, QString::fromUtf8(PyValue(student).toJson())},
                         {u"student_response"_s, submission},
                         {u"token"_s, PyValue()},
                         {u"endpoint_version"_s, u"2"_s},
                         {u"requestor_id"_s, around.anonymousStudentId}};
    const auto [code, words] = around.queue(PyValue(header), PyValue(body));
    if (code == 0) {
      PyDict left = stored.dict() != nullptr ? *stored.dict() : PyDict();
      setEntry(left, u"queuekey"_s, key);
      setEntry(left, u"queuestate"_s, u"queued"_s);
      setEntry(left, u"queuetime"_s, now());
      stored = PyValue(left);
    }
    return PyDict{{u"success"_s, code == 0}, {u"message"_s, words}};
  }
};

} // namespace

const InputKind& textBoxKind()
{
  static const InputKind kind = inputKindOf<CodeInput>(u"textbox"_s);
  return kind;
}

const InputKind& codeInputKind()
{
  static const InputKind kind = inputKindOf<CodeInput>(u"codeinput"_s);
  return kind;
}

const InputKind& matlabInputKind()
{
  static const InputKind kind = inputKindOf<MatlabInput>(u"matlabinput"_s);
  return kind;
}

} // namespace scriptorium::capa
