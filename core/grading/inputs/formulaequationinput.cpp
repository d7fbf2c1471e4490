#include "grading/expression/evaluator.h"
#include "grading/inputs/kinds.h"
#include "grading/problem/status.h"

using namespace Qt::Literals::StringLiterals;

namespace scriptorium::capa {
namespace {

class FormulaEquationInput : public Input
{
public:
  using Input::Input;

  Outcome<Element::Pointer> render(const InputState& state) override
  {
    auto root = std::make_unique<Element>(u"div"_s);
    root->add(u"id"_s, part("formulaequationinput"_L1));
    root->add(u"class"_s, u"inputtype formulaequationinput"_s);
    if (isSet(u"inline"))
      root->add(u"style"_s, u"display:inline-block;vertical-align:top"_s);
    Element* field = add(*root, u"div"_s, {{u"class"_s, statusOf(state.status).cssClass}});
    appendLabel(*field, state);
    appendField(*field, state);
    appendScript(*root, staticPath("js/capa/src/formula_equation_preview.js"_L1))->isOpen = true;
    appendMessage(*root, state, part("label"_L1));
    return root;
  }

  PyValue ajax(const QString& dispatch, const PyDict& data, PyValue&) override
  {
    if (dispatch != "preview_formcalc"_L1)
      return PyDict();
    PyDict result{{u"preview"_s, QString()}, {u"error"_s, QString()}};
    const PyValue given(data);
    const PyValue* formula = given.at(u"formula");
    if (!formula) {
      setEntry(result, u"error"_s, u"No formula specified."_s);
      return result;
    }
    const PyValue* start = given.at(u"request_start");
    const std::optional<qint64> started = start ? start->toInt() : qint64{0};
    if (!started) // Python's int() raises
      return {};
    setEntry(result, u"request_start"_s, *started);
    if (const auto preview = latexPreview(formula->str())) {
      setEntry(result, u"preview"_s, *preview);
    } else if (preview.error().kind == ExpressionError::Kind::Parse) {
      setEntry(result, u"error"_s, u"Sorry, couldn't parse formula"_s);
      setEntry(result, u"formula"_s, *formula);
    } else {
      setEntry(result, u"error"_s, u"Error while rendering preview"_s);
    }
    return result;
  }

private:
  void appendField(Element& to, const InputState& state) const
  {
    const QString trailing = element().attribute(u"trailing_text");
    Element* field = add(to, u"input"_s,
                         {{u"type"_s, u"text"_s},
                          {u"name"_s, part("input"_L1)},
                          {u"id"_s, part("input"_L1)},
                          {u"data-input-id"_s, id()},
                          {u"value"_s, state.value.str()},
                          {u"aria-describedby"_s, describedBy(state, !trailing.isEmpty())}});
    if (const QString size = element().attribute(u"size", u"20"_s); !size.isEmpty())
      field->add(u"size"_s, size);
    add(to, u"span"_s, {{u"class"_s, u"trailing_text"_s}, {u"id"_s, part("trailing_text"_L1)}})->text =
        trailing;
    appendStatus(to, state.status);
    appendAnswer(to);
    Element* preview =
        add(to, u"div"_s, {{u"id"_s, part("input"_L1) + u"_preview"_s}, {u"class"_s, u"equation"_s}});
    preview->text = u" \\(\\) "_s;
    add(*preview, u"img"_s,
        {{u"src"_s, staticPath("images/spinner.gif"_L1)},
         {u"class"_s, u"loading"_s},
         {u"alt"_s, u"Loading"_s}});
  }
};

} // namespace

const InputKind& formulaEquationInputKind()
{
  static const InputKind kind = inputKindOf<FormulaEquationInput>(u"formulaequationinput"_s);
  return kind;
}

} // namespace scriptorium::capa
