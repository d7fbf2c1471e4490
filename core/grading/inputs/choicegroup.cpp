#include "grading/inputs/kinds.h"
#include "grading/inputs/selection.h"
#include "grading/problem/inputpage.h"
#include "grading/problem/status.h"
#include "grading/values/problemxml.h"

#include <QHash>

using namespace Qt::Literals::StringLiterals;

namespace scriptorium::capa {
namespace {

/// choicegroup, radiogroup and checkboxgroup: buttons with markup beside them.
class ChoiceGroup : public Input
{
public:
  using Input::Input;

  Outcome<Unit> setup() override
  {
    for (const auto& child : element().children()) {
      if (!child->isElement() || child->tag == "compoundhint"_L1)
        continue;
      if (child->tag != "choice"_L1)
        return otherError(u"Exception"_s, u"[capa.inputtypes.extract_choices] Expected a &lt;choice&gt; or "
                                          "&lt;compoundhint&gt; tag; got %1 instead"_s.arg(child->tag));
      m_choices.append({child->attribute(u"name", u"None"_s), innerXml(*child)});
    }
    return Unit{};
  }

  Outcome<Element::Pointer> render(const InputState& state) override
  {
    auto root = std::make_unique<Element>(u"div"_s);
    root->add(u"class"_s, u"choicegroup capa_inputtype"_s);
    root->add(u"id"_s, part("inputtype"_L1));
    Element* fields = add(*root, u"fieldset"_s, {{u"aria-describedby"_s, describedBy(state)}});
    const QString legendId = id() + u"-legend"_s;
    if (!state.label.isEmpty())
      appendPiece(*add(*fields, u"legend"_s,
                       {{u"id"_s, legendId}, {u"class"_s, u"response-fieldset-legend field-group-hd"_s}}),
                  state.label);
    appendDescriptions(*fields, state);
    for (const auto& [name, markup] : m_choices)
      appendChoice(*fields, state, name, markup);
    add(*fields, u"span"_s, {{u"id"_s, part("answer"_L1)}});
    appendStatus(*add(*root, u"div"_s, {{u"class"_s, u"indicator-container"_s}}), state.status, isSilent());
    if (isSilent() && (state.value.isTrue() || state.status != "unsubmitted"_L1))
      appendPiece(*add(*root, u"div"_s, {{u"class"_s, u"capa_alert"_s}}),
                  element().attribute(u"submitted_message", u"Answer received."_s));
    appendMessage(*root, state, legendId);
    return root;
  }

  std::optional<PyValue> visibleAnswer(const PyValue& answer) const override
  {
    QHash<QString, QString> texts;
    for (const auto& [name, markup] : m_choices)
      texts.insert(name, markup);
    const PyList names = answer.list() != nullptr ? *answer.list() : PyList{answer};
    PyList seen;
    for (const PyValue& name : names) {
      const auto text = name.string() != nullptr ? texts.constFind(*name.string()) : texts.cend();
      if (text == texts.cend())
        return std::nullopt;
      seen += *text;
    }
    return answer.list() != nullptr ? PyValue(seen) : seen.front();
  }

private:
  bool isSilent() const { return element().attribute(u"show_correctness") == "never"_L1; }

  void appendChoice(Element& to, const InputState& state, const QString& name, const QString& markup) const
  {
    const QString type = tag() == "checkboxgroup"_L1 ? u"checkbox"_s : u"radio"_s;
    const QString fieldId = part("input"_L1) + u'_' + name;
    const bool isNamed = isIn(name, state.value); // as part of another name, too
    const bool chosen = type == "radio"_L1 ? state.value == PyValue(name) : isNamed;
    Element* row = add(to, u"div"_s, {{u"class"_s, u"field"_s}});
    Element* field =
        add(*row, u"input"_s,
            {{u"type"_s, type},
             {u"name"_s, part("input"_L1) + (tag() == "choicegroup"_L1 ? QString() : u"[]"_s)},
             {u"id"_s, fieldId},
             {u"class"_s, u"field-input input-"_s + type + (chosen ? u" submitted"_s : QString())},
             {u"value"_s, name}});
    if (chosen)
      field->add(u"checked"_s, u"true"_s);
    const QString status = statusOf(state.status).cssClass;
    QString classes = u"response-label field-label label-inline"_s;
    if (isNamed && !state.status.isEmpty() && !isSilent())
      classes += u" choicegroup_"_s + status;
    Element* label = add(*row, u"label"_s,
                         {{u"id"_s, u"%1-%2-label"_s.arg(id(), name)},
                          {u"for"_s, fieldId},
                          {u"class"_s, classes},
                          {u"aria-describedby"_s, describedBy(state)}});
    appendPiece(*add(*label, u"div"_s), markup);
  }

  QList<std::pair<QString, QString>> m_choices; ///< name and inner markup
};

} // namespace

const InputKind& choiceGroupKind()
{
  static const InputKind kind = inputKindOf<ChoiceGroup>(u"choicegroup"_s);
  return kind;
}

const InputKind& radioGroupKind()
{
  static const InputKind kind = inputKindOf<ChoiceGroup>(u"radiogroup"_s);
  return kind;
}

const InputKind& checkboxGroupKind()
{
  static const InputKind kind = inputKindOf<ChoiceGroup>(u"checkboxgroup"_s);
  return kind;
}

} // namespace scriptorium::capa
