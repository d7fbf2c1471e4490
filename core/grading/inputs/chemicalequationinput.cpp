#include "grading/expression/chemistry.h"
#include "grading/inputs/kinds.h"
#include "grading/inputs/plaintext.h"
#include "grading/problem/status.h"

using namespace Qt::Literals::StringLiterals;

namespace scriptorium::capa {
namespace {

class ChemicalEquationInput : public Input
{
public:
  using Input::Input;

  Outcome<Element::Pointer> render(const InputState& state) override
  {
    auto root = std::make_unique<Element>(u"div"_s);
    root->add(u"id"_s, part("chemicalequationinput"_L1));
    root->add(u"class"_s, u"chemicalequationinput"_s);
    appendScript(*root, staticPath("js/capa/chemical_equation_preview.js"_L1))->isOpen = true;
    Element* box = add(*root, u"div"_s, {{u"class"_s, statusOf(state.status).cssClass}});
    const QString value = state.value.str();
    Element* field = add(*box, u"input"_s,
                         {{u"type"_s, u"text"_s},
                          {u"name"_s, part("input"_L1)},
                          {u"id"_s, part("input"_L1)},
                          {u"aria-label"_s, plainText(state.label)},
                          {u"aria-describedby"_s, part("answer"_L1)},
                          {u"data-input-id"_s, id()},
                          {u"value"_s, value}});
    if (const QString size = element().attribute(u"size", u"20"_s); !size.isEmpty())
      field->add(u"size"_s, size);
    Element* indicator = add(*box, u"p"_s, {{u"class"_s, u"indicator-container"_s}});
    indicator->text = u' ' + value + u' ';
    appendStatus(*indicator, state.status);
    add(*box, u"div"_s, {{u"id"_s, part("input"_L1) + u"_preview"_s}, {u"class"_s, u"equation"_s}});
    appendAnswer(*box);
    return root;
  }

  PyValue ajax(const QString& dispatch, const PyDict& data, PyValue&) override
  {
    if (dispatch != "preview_chemcalc"_L1)
      return PyDict();
    PyDict result{{u"preview"_s, QString()}, {u"error"_s, QString()}};
    const PyValue given(data);
    const PyValue* formula = given.at(u"formula");
    if (!formula)
      setEntry(result, u"error"_s, u"No formula specified."_s);
    else if (const auto preview = chemicalPreview(formula->str()))
      setEntry(result, u"preview"_s, *preview);
    else
      setEntry(result, u"error"_s, u"Error while rendering preview"_s);
    return result;
  }
};

} // namespace

const InputKind& chemicalEquationInputKind()
{
  static const InputKind kind = inputKindOf<ChemicalEquationInput>(u"chemicalequationinput"_s);
  return kind;
}

} // namespace scriptorium::capa
