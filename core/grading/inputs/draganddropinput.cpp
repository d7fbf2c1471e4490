#include "grading/inputs/kinds.h"
#include "grading/problem/inputpage.h"
#include "grading/problem/status.h"

using namespace Qt::Literals::StringLiterals;

namespace scriptorium::capa {
namespace {

CapaError missing(const QString& name)
{
  return otherError(u"ValueError"_s, u"Missing required attribute %1."_s.arg(name));
}

Outcome<PyList> targetsOf(const Element& element)
{
  PyList targets;
  for (const Element* target : element.childrenNamed(u"target")) {
    PyDict entry;
    for (const QString& name : {u"id"_s, u"x"_s, u"y"_s, u"w"_s, u"h"_s}) {
      const auto value = target->find(name);
      if (!value)
        return missing(name);
      entry.append({name, *value});
    }
    targets.append(entry);
  }
  return targets;
}

/// Labels and images that are dragged onto places of a picture; the browser is told of them in JSON.
class DragAndDropInput : public Input
{
public:
  using Input::Input;

  Outcome<Unit> setup() override
  {
    const auto picture = element().find(u"img");
    if (!picture)
      return missing(u"img"_s);
    PyDict told{{u"base_image"_s, *picture},
                {u"target_outline"_s, element().attribute(u"target_outline", u"False"_s)},
                {u"one_per_target"_s, element().attribute(u"one_per_target", u"True"_s)}};
    SCRIPTORIUM_TRY_ASSIGN(PyList draggables, this->draggables());
    told.append({u"draggables"_s, draggables});
    SCRIPTORIUM_TRY_ASSIGN(PyList targets, targetsOf(element()));
    told.append({u"targets"_s, targets});
    if (isSet(u"label_bg_color"))
      told.append({u"label_bg_color"_s, element().attribute(u"label_bg_color")});
    m_json = QString::fromLatin1(PyValue(told).toJson());
    return Unit{};
  }

  Outcome<Element::Pointer> render(const InputState& state) override
  {
    auto root = std::make_unique<Element>(u"div"_s);
    root->add(u"id"_s, part("inputtype"_L1));
    root->add(u"class"_s, u"capa_inputtype"_s);
    add(*root, u"div"_s,
        {{u"class"_s, u"drag_and_drop_problem_div"_s},
         {u"id"_s, part("drag_and_drop_div"_L1)},
         {u"data-plain-id"_s, id()}});
    appendPiece(*add(*root, u"div"_s,
                     {{u"class"_s, u"drag_and_drop_problem_json"_s},
                      {u"id"_s, part("drag_and_drop_json"_L1)},
                      {u"style"_s, u"display:none"_s}}),
                m_json);
    appendScript(*root, staticPath("js/capa/drag_and_drop.js"_L1));
    Element* box = root.get();
    if (wrapsField(state.status, false))
      box =
          add(*root, u"div"_s, {{u"class"_s, statusOf(state.status).cssClass}, {u"id"_s, part("status"_L1)}});
    add(*box, u"input"_s,
        {{u"type"_s, u"text"_s},
         {u"name"_s, part("input"_L1)},
         {u"id"_s, part("input"_L1)},
         {u"aria-describedby"_s, part("answer"_L1)},
         {u"value"_s, state.value.str()},
         {u"style"_s, u"display:none"_s}});
    appendStatus(*add(*box, u"p"_s,
                      {{u"class"_s, u"indicator-container drag-and-drop--status"_s},
                       {u"aria-describedby"_s, part("input"_L1)}}),
                 state.status);
    appendAnswer(*box);
    appendMessage(*box, state);
    return root;
  }

private:
  Outcome<PyList> draggables() const
  {
    // Any text in no_labels, its default "False" included, keeps labels from being taken from ids: as LMS.
    const bool takesIds = element().attribute(u"no_labels", u"False"_s).isEmpty();
    PyList all;
    for (const Element* draggable : element().childrenNamed(u"draggable")) {
      const auto name = draggable->find(u"id");
      if (!name)
        return missing(u"id"_s);
      QString label = draggable->attribute(u"label");
      if (takesIds && label.isEmpty())
        label = *name;
      SCRIPTORIUM_TRY_ASSIGN(PyList fields, targetsOf(*draggable));
      all.append(PyDict{{u"id"_s, *name},
                        {u"label"_s, label},
                        {u"icon"_s, draggable->attribute(u"icon")},
                        {u"can_reuse"_s, draggable->attribute(u"can_reuse")},
                        {u"target_fields"_s, fields}});
    }
    return all;
  }

  QString m_json;
};

} // namespace

const InputKind& dragAndDropInputKind()
{
  static const InputKind kind = inputKindOf<DragAndDropInput>(u"drag_and_drop_input"_s);
  return kind;
}

} // namespace scriptorium::capa
