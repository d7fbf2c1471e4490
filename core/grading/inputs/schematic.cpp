#include "grading/inputs/kinds.h"
#include "grading/inputs/plaintext.h"

using namespace Qt::Literals::StringLiterals;

namespace scriptorium::capa {
namespace {

class Schematic : public Input
{
public:
  using Input::Input;

  Outcome<Element::Pointer> render(const InputState& state) override
  {
    auto root = std::make_unique<Element>(u"div"_s);
    appendScript(*root, staticPath("js/capa/schematicinput.js"_L1))->isOpen = true;
    const auto given = [this](QStringView name) { return element().attribute(name, u"None"_s); };
    add(*root, u"input"_s,
        {{u"type"_s, u"hidden"_s},
         {u"class"_s, u"schematic"_s},
         {u"height"_s, given(u"height")},
         {u"width"_s, given(u"width")},
         {u"parts"_s, given(u"parts")},
         {u"analyses"_s, given(u"analyses")},
         {u"name"_s, part("input"_L1)},
         {u"id"_s, part("input"_L1)},
         {u"aria-label"_s, plainText(state.label)},
         {u"aria-describedby"_s, part("answer"_L1)},
         {u"value"_s, state.value.str()},
         {u"initial_value"_s, given(u"initial_value")},
         {u"submit_analyses"_s, given(u"submit_analyses")}});
    add(*root, u"span"_s, {{u"id"_s, part("answer"_L1)}});
    appendStatus(*add(*root, u"div"_s, {{u"class"_s, u"indicator-container"_s}}), state.status);
    return root;
  }
};

} // namespace

const InputKind& schematicKind()
{
  static const InputKind kind = inputKindOf<Schematic>(u"schematic"_s);
  return kind;
}

} // namespace scriptorium::capa
