#include "grading/inputs/kinds.h"
#include "grading/inputs/plaintext.h"
#include "grading/inputs/selection.h"
#include "grading/problem/status.h"

using namespace Qt::Literals::StringLiterals;

namespace scriptorium::capa {
namespace {

/// radiotextgroup and checkboxtextgroup: buttons with text fields inside their texts.
class ChoiceTextGroup : public Input
{
public:
  using Input::Input;

  Outcome<Unit> setup() override
  {
    for (const auto& child : element().children())
      if (child->isElement() && child->tag != "choice"_L1)
        return otherError(u"Exception"_s,
                          u"[capa.inputtypes.extract_choices] Expected a &lt;choice&gt; tag; got %1 "
                          "instead"_s.arg(child->tag));
    return Unit{};
  }

  Outcome<Element::Pointer> render(const InputState& state) override
  {
    const PyValue value = state.value.str().isEmpty() ? PyValue(PyDict()) : state.value;
    auto root = std::make_unique<Element>(u"section"_s);
    root->add(u"id"_s, part("choicetextinput"_L1));
    root->add(u"class"_s, u"choicetextinput"_s);
    Element* group =
        add(*root, u"div"_s,
            {{u"class"_s, u"choicetextgroup capa_inputtype"_s}, {u"id"_s, part("inputtype"_L1)}});
    appendScript(*group, staticPath("js/capa/choicetextinput.js"_L1))->isOpen = true;
    Element* fields = add(*group, u"fieldset"_s, {{u"aria-label"_s, plainText(state.label)}});
    for (const Element* choice : element().childrenNamed(u"choice"))
      appendChoice(*fields, *choice, state, value);
    add(*fields, u"span"_s, {{u"id"_s, part("answer"_L1)}});
    add(*group, u"input"_s,
        {{u"class"_s, u"choicetextvalue"_s},
         {u"type"_s, u"hidden"_s},
         {u"name"_s, part("input"_L1) + u"{}"_s},
         {u"id"_s, part("input"_L1)},
         {u"value"_s, value.str()}});
    Element* indicator = add(*group, u"div"_s, {{u"class"_s, u"indicator-container"_s}});
    if (isCheckbox() || !value.isTrue() || statusOf(state.status).cssClass == "unanswered"_L1)
      appendStatus(*indicator, state.status);
    if (element().attribute(u"show_correctness") == "never"_L1 &&
        (value.isTrue() || state.status != "unsubmitted"_L1))
      add(*group, u"div"_s, {{u"class"_s, u"capa_alert"_s}})->text =
          element().attribute(u"submitted_message", u"Answer received."_s);
    appendMessage(*group, state);
    return root;
  }

private:
  bool isCheckbox() const { return tag() == "checkboxtextgroup"_L1; }

  void appendChoice(Element& to, const Element& choice, const InputState& state, const PyValue& value) const
  {
    const QString name = choice.attribute(u"name", u"None"_s);
    const bool isChosen = isIn(name, value);
    Element* section = add(to, u"section"_s, {{u"id"_s, u"forinput"_s + name}});
    if (isChosen && !isCheckbox() && !state.status.isEmpty())
      section->add(u"class"_s, u"choicetextgroup_"_s + statusOf(state.status).cssClass);
    Element* button = add(*section, u"input"_s,
                          {{u"class"_s, u"ctinput"_s},
                           {u"type"_s, isCheckbox() ? u"checkbox"_s : u"radio"_s},
                           {u"name"_s, u"choiceinput_"_s + id()},
                           {u"id"_s, name},
                           {u"value"_s, name}});
    if (isChosen)
      button->add(u"checked"_s, u"true"_s);
    appendText(*section, choice.text);
    appendText(*section, {});
    for (const auto& child : choice.children()) {
      if (!child->isElement())
        continue;
      if (child->tag == "numtolerance_input"_L1 || child->tag == "decoy_input"_L1)
        appendField(*section, child->attribute(u"name", u"None"_s));
      else
        appendText(*section, child->text.isEmpty() ? u"None"_s : child->text);
      appendText(*section, child->tail);
    }
    add(*section, u"p"_s, {{u"id"_s, u"answer_"_s + name}, {u"class"_s, u"answer"_s}});
  }

  static void appendText(Element& to, const QString& text)
  {
    add(to, u"span"_s, {{u"class"_s, u"mock_label"_s}})->text = text;
  }

  /// What the learner wrote in it stays away, as in the LMS: the browser's script brings it back.
  static void appendField(Element& to, const QString& name)
  {
    add(to, u"input"_s,
        {{u"class"_s, u"ctinput"_s},
         {u"type"_s, u"text"_s},
         {u"name"_s, name},
         {u"id"_s, name},
         {u"value"_s, QString()}});
  }
};

} // namespace

const InputKind& radioTextGroupKind()
{
  static const InputKind kind = inputKindOf<ChoiceTextGroup>(u"radiotextgroup"_s);
  return kind;
}

const InputKind& checkboxTextGroupKind()
{
  static const InputKind kind = inputKindOf<ChoiceTextGroup>(u"checkboxtextgroup"_s);
  return kind;
}

} // namespace scriptorium::capa
