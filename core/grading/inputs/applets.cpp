#include "grading/inputs/kinds.h"
#include "grading/problem/status.h"

using namespace Qt::Literals::StringLiterals;

namespace scriptorium::capa {
namespace {

/// What the inputs of biology and chemistry share: a program of its own beside a hidden field.
class Applet : public Input
{
public:
  using Input::Input;

protected:
  /// The element that carries the status, or `to` itself where the LMS has none.
  Element& statusBox(Element& to, const InputState& state, const QString& cssClass, bool hasId) const
  {
    if (!wrapsField(state.status, false))
      return to;
    Element* box = add(to, u"div"_s, {{u"class"_s, cssClass + statusOf(state.status).cssClass}});
    if (hasId)
      box->add(u"id"_s, part("status"_L1));
    return *box;
  }

  Element* appendField(Element& to, const InputState& state, const QString& type) const
  {
    Element* field = add(to, u"input"_s,
                         {{u"type"_s, type},
                          {u"name"_s, part("input"_L1)},
                          {u"id"_s, part("input"_L1)},
                          {u"aria-describedby"_s, part("answer"_L1)},
                          {u"value"_s, state.value.str()}});
    if (type == "text"_L1)
      field->add(u"style"_s, u"display:none"_s);
    return field;
  }

  static void appendSetting(Element& to, const QString& name, const QString& value)
  {
    add(to, u"input"_s, {{u"type"_s, u"hidden"_s}, {u"name"_s, name}, {u"id"_s, name}, {u"value"_s, value}});
  }
};

class Crystallography : public Applet
{
public:
  using Applet::Applet;

  Outcome<Unit> setup() override { return requireAttributes({u"height"_s, u"width"_s}); }

  Outcome<Element::Pointer> render(const InputState& state) override
  {
    auto root = std::make_unique<Element>(u"section"_s);
    root->add(u"id"_s, part("inputtype"_L1));
    root->add(u"class"_s, u"capa_inputtype"_s);
    add(*root, u"div"_s,
        {{u"class"_s, u"crystalography_problem"_s},
         {u"style"_s,
          u"width:%1; height:%2"_s.arg(element().attribute(u"width"), element().attribute(u"height"))}});
    Element* lattice = add(*root, u"div"_s, {{u"class"_s, u"input_lattice"_s}});
    lattice->text = u" Lattice: "_s;
    add(*lattice, u"select"_s);
    appendScript(*root, u"/static/js/raphael.js"_s);
    appendScript(*root, u"/static/js/sylvester.js"_s);
    appendScript(*root, u"/static/js/crystallography.js"_s);
    Element& box = statusBox(*root, state, u"status "_s, true);
    appendField(box, state, u"text"_s);
    appendStatus(box, state.status);
    appendAnswer(box);
    appendMessage(box, state);
    return root;
  }
};

class VseprInput : public Applet
{
public:
  using Applet::Applet;

  Outcome<Unit> setup() override
  {
    return requireAttributes({u"height"_s, u"width"_s, u"molecules"_s, u"geometries"_s});
  }

  Outcome<Element::Pointer> render(const InputState& state) override
  {
    auto root = std::make_unique<Element>(u"section"_s);
    root->add(u"id"_s, part("inputtype"_L1));
    root->add(u"class"_s, u"capa_inputtype"_s);
    Element* row = add(*add(*root, u"table"_s), u"tr"_s);
    Element* drawing = add(*add(*row, u"td"_s, {{u"height"_s, u"600"_s}}), u"div"_s,
                           {{u"id"_s, part("vsepr_div"_L1)},
                            {u"style"_s, u"position:relative"_s},
                            {u"data-molecules"_s, element().attribute(u"molecules")},
                            {u"data-geometries"_s, element().attribute(u"geometries")}});
    add(*drawing, u"canvas"_s,
        {{u"id"_s, part("vsepr_canvas"_L1)},
         {u"width"_s, element().attribute(u"width")},
         {u"height"_s, element().attribute(u"height")}});
    add(*add(*row, u"td"_s, {{u"valign"_s, u"top"_s}}), u"select"_s,
        {{u"class"_s, u"molecule_select"_s}, {u"id"_s, part("molecule_select"_L1)}, {u"size"_s, u"18"_s}});
    appendScript(*root, u"/static/js/vsepr/vsepr.js"_s);
    Element& box = statusBox(*root, state, {}, true);
    appendField(box, state, u"text"_s);
    Element* status = add(box, u"p"_s, {{u"class"_s, u"status"_s}});
    add(*status, u"span"_s, {{u"class"_s, u"sr"_s}})->text = statusOf(state.status).name;
    appendAnswer(box);
    appendMessage(box, state);
    return root;
  }
};

class DesignProtein2dInput : public Applet
{
public:
  using Applet::Applet;

  Outcome<Unit> setup() override { return requireAttributes({u"width"_s, u"height"_s, u"target_shape"_s}); }

  Outcome<Element::Pointer> render(const InputState& state) override
  {
    auto root = std::make_unique<Element>(u"section"_s);
    root->add(u"id"_s, part("designprotein2dinput"_L1));
    root->add(u"class"_s, u"designprotein2dinput"_s);
    appendScript(*root, u"/static/js/capa/protex/protex.nocache.js"_s)->isOpen = true;
    appendScript(*root, staticPath("js/capa/design-protein-2d.js"_L1))->isOpen = true;
    Element& box = statusBox(*root, state, {}, true);
    add(box, u"div"_s, {{u"id"_s, u"protex_container"_s}});
    appendSetting(box, u"target_shape"_s, element().attribute(u"target_shape"));
    appendField(box, state, u"hidden"_s);
    appendStatus(box, state.status);
    appendAnswer(box);
    return root;
  }
};

class EditAGeneInput : public Applet
{
public:
  using Applet::Applet;

  Outcome<Unit> setup() override
  {
    return requireAttributes({u"genex_dna_sequence"_s, u"genex_problem_number"_s});
  }

  Outcome<Element::Pointer> render(const InputState& state) override
  {
    auto root = std::make_unique<Element>(u"section"_s);
    root->add(u"id"_s, part("editageneinput"_L1));
    root->add(u"class"_s, u"editageneinput"_s);
    appendScript(*root, u"/static/js/capa/genex/genex.nocache.js"_s)->isOpen = true;
    appendScript(*root, staticPath("js/capa/edit-a-gene.js"_L1))->isOpen = true;
    Element& box = statusBox(*root, state, {}, false);
    add(box, u"div"_s, {{u"id"_s, u"genex_container"_s}});
    appendSetting(box, u"genex_dna_sequence"_s, element().attribute(u"genex_dna_sequence"));
    appendSetting(box, u"genex_problem_number"_s, element().attribute(u"genex_problem_number"));
    appendField(box, state, u"hidden"_s);
    Element* status =
        add(box, u"p"_s, {{u"class"_s, u"indicator-container"_s}, {u"aria-describedby"_s, part("input"_L1)}});
    appendStatus(*status, state.status);
    appendAnswer(box);
    return root;
  }
};

} // namespace

const InputKind& crystallographyKind()
{
  static const InputKind kind = inputKindOf<Crystallography>(u"crystallography"_s);
  return kind;
}

const InputKind& vseprInputKind()
{
  static const InputKind kind = inputKindOf<VseprInput>(u"vsepr_input"_s);
  return kind;
}

const InputKind& designProtein2dInputKind()
{
  static const InputKind kind = inputKindOf<DesignProtein2dInput>(u"designprotein2dinput"_s);
  return kind;
}

const InputKind& editAGeneInputKind()
{
  static const InputKind kind = inputKindOf<EditAGeneInput>(u"editageneinput"_s);
  return kind;
}

} // namespace scriptorium::capa
