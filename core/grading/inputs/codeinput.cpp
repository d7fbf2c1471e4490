#include "grading/inputpage.h"
#include "grading/inputs/kinds.h"
#include "grading/inputs/status.h"

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

/// An editor for MATLAB with a button that runs it on a server; the server is never there offline.
class MatlabInput : public CodeInput
{
public:
  using CodeInput::CodeInput;

  Outcome<Element::Pointer> render(const InputState& state) override
  {
    const CodeState code = codeState(
        state, element(),
        u"Submitted. As soon as a response is returned, this message will be replaced by that feedback."_s);
    auto root = std::make_unique<Element>(u"section"_s);
    root->add(u"id"_s, part("textbox"_L1));
    root->add(u"class"_s, u"capa_inputtype cminput"_s);
    appendScript(*root, staticPath("js/vendor/CodeMirror/octave.js"_L1));
    appendField(*root, code, u"octave"_s);
    appendGraderStatus(*root, code);
    add(*root, u"span"_s, {{u"id"_s, part("answer"_L1)}});
    appendPiece(
        *add(*root, u"div"_s, {{u"class"_s, u"external-grader-message"_s}, {u"aria-live"_s, u"polite"_s}}),
        code.message);
    const PyValue* result = state.stored.at(u"queue_msg");
    Element* ungraded =
        add(*root, u"div"_s, {{u"class"_s, u"ungraded-matlab-result"_s}, {u"aria-live"_s, u"polite"_s}});
    if (result && result->string() && statusOf(code.status).name != code.status)
      appendPiece(*ungraded, *result->string());
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

  PyValue ajax(const QString& dispatch, const PyDict&) override
  {
    if (dispatch != "plot"_L1)
      return PyDict();
    return PyDict{{u"success"_s, false}, {u"message"_s, u"Cannot connect to the queue"_s}};
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
