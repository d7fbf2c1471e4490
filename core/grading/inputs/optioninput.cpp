#include "grading/inputs/kinds.h"
#include "grading/inputs/optiontext.h"

using namespace Qt::Literals::StringLiterals;

namespace scriptorium::capa {
namespace {

class OptionInput : public Input
{
public:
  using Input::Input;

  Outcome<Unit> setup() override
  {
    SCRIPTORIUM_TRY(requireAttributes({u"options"_s}));
    SCRIPTORIUM_TRY_ASSIGN(m_options, optionsOf(element().attribute(u"options")));
    return Unit{};
  }

  Outcome<Element::Pointer> render(const InputState& state) override
  {
    auto root = std::make_unique<Element>(u"div"_s);
    root->add(u"class"_s,
              isSet(u"inline") ? u"inputtype option-input inline"_s : u"inputtype option-input"_s);
    appendLabel(*root, state);
    Element* select = add(*root, u"select"_s,
                          {{u"name"_s, part("input"_L1)},
                           {u"id"_s, part("input"_L1)},
                           {u"aria-describedby"_s, describedBy(state)}});
    add(*select, u"option"_s, {{u"value"_s, part("option"_L1) + u"_dummy_default"_s}})->text =
        u"Select an option"_s;
    const QString* value = state.value.string();
    for (const QString& option : m_options) {
      Element* shown = add(*select, u"option"_s, {{u"value"_s, option}});
      if ((value && *value == option) || (!state.answerVariable.isEmpty() && state.answerVariable == option))
        shown->add(u"selected"_s, u"true"_s);
      shown->text = u' ' + option + u' ';
    }
    appendStatus(*add(*root, u"div"_s, {{u"class"_s, u"indicator-container"_s}}), state.status);
    appendAnswer(*root);
    appendMessage(*root, state, part("label"_L1));
    return root;
  }

private:
  QStringList m_options;
};

} // namespace

const InputKind& optionInputKind()
{
  static const InputKind kind = inputKindOf<OptionInput>(u"optioninput"_s);
  return kind;
}

} // namespace scriptorium::capa
