#include "grading/inputs/kinds.h"
#include "grading/problem/status.h"
#include "grading/values/problemxml.h"

using namespace Qt::Literals::StringLiterals;

namespace scriptorium::capa {
namespace {

class TextLine : public Input
{
public:
  using Input::Input;

  Outcome<Element::Pointer> render(const InputState& state) override
  {
    auto root = std::make_unique<Element>(u"div"_s);
    root->add(u"id"_s, part("inputtype"_L1));
    root->add(u"class"_s, (isMath() ? u"text-input-dynamath "_s : QString()) + u"capa_inputtype "_s +
                              (isSet(u"inline") ? u"inline "_s : QString()) + u"textline"_s);
    appendPreprocessor(*root);
    Element* field = root.get();
    if (wrapsField(state.status, true))
      field = add(
          *root, u"div"_s,
          {{u"class"_s, statusOf(state.status).cssClass + (isSet(u"inline") ? u" inline"_s : QString())}});
    if (isSet(u"hidden"))
      add(*field, u"div"_s,
          {{u"style"_s, u"display:none;"_s},
           {u"name"_s, element().attribute(u"hidden")},
           {u"inputid"_s, part("input"_L1)}})
          ->isOpen = true;
    appendLabel(*field, state);
    appendField(*field, state);
    appendMessage(*root, state, part("label"_L1));
    return root;
  }

private:
  bool isMath() const { return isSet(u"math") || isSet(u"dojs"); }

  void appendPreprocessor(Element& to) const
  {
    const auto name = element().find(u"preprocessorClassName");
    const auto source = element().find(u"preprocessorSrc");
    if (!isMath() || !name || !source)
      return;
    add(to, u"div"_s,
        {{u"class"_s,
          isSet(u"inline") ? u"text-input-dynamath_data inline"_s : u"text-input-dynamath_data"_s},
         {u"data-preprocessor"_s, *name}})
        ->isOpen = true;
    appendScript(to, *source)->isOpen = true;
  }

  void appendField(Element& to, const InputState& state) const
  {
    const QString trailing = element().attribute(u"trailing_text");
    Element* field = add(to, u"input"_s,
                         {{u"type"_s, u"text"_s},
                          {u"class"_s, isMath() ? u"mw-100 math"_s : u"mw-100"_s},
                          {u"name"_s, part("input"_L1)},
                          {u"id"_s, part("input"_L1)},
                          {u"aria-describedby"_s, describedBy(state, !trailing.isEmpty())},
                          {u"value"_s, state.value.str()}});
    if (isSet(u"size"))
      field->add(u"size"_s, element().attribute(u"size"));
    if (isSet(u"hidden"))
      field->add(u"style"_s, u"display:none;"_s);
    add(to, u"span"_s, {{u"class"_s, u"trailing_text"_s}, {u"id"_s, part("trailing_text"_L1)}})->text =
        trailing;
    appendStatus(to, state.status);
    appendAnswer(to);
    if (!isMath())
      return;
    add(to, u"div"_s, {{u"id"_s, part("display"_L1)}, {u"class"_s, u"equation"_s}})->text = u"`{::}`"_s;
    const QString name = part("input"_L1) + u"_dynamath"_s;
    add(to, u"textarea"_s, {{u"style"_s, u"display:none"_s}, {u"id"_s, name}, {u"name"_s, name}});
  }
};

} // namespace

const InputKind& textLineKind()
{
  static const InputKind kind = inputKindOf<TextLine>(u"textline"_s);
  return kind;
}

} // namespace scriptorium::capa
