#include "grading/inputs/kinds.h"
#include "grading/problem/status.h"

using namespace Qt::Literals::StringLiterals;

namespace scriptorium::capa {
namespace {

/// A page of the course in a frame, whose functions give the answer.
class JsInput : public Input
{
public:
  using Input::Input;

  Outcome<Element::Pointer> render(const InputState& state) override
  {
    auto root = std::make_unique<Element>(u"div"_s);
    root->add(u"id"_s, part("inputtype"_L1));
    root->add(u"class"_s, u"jsinput"_s);
    root->add(u"data"_s, element().attribute(u"gradefn", u"gradefn"_s));
    const auto addWhereSet = [&root](const QString& name, const QString& value) {
      if (!value.isEmpty())
        root->add(name, value);
    };
    if (state.value.isTrue())
      root->add(u"data-stored"_s, state.value.str());
    addWhereSet(u"data-initial-state"_s, element().attribute(u"initial_state"));
    addWhereSet(u"data-getstate"_s, element().attribute(u"get_statefn"));
    addWhereSet(u"data-setstate"_s, element().attribute(u"set_statefn"));
    addWhereSet(u"data-sop"_s, element().attribute(u"sop"));
    root->add(u"data-processed"_s, u"false"_s);
    appendScript(*root, staticPath("js/capa/src/jschannel.js"_L1))->isOpen = true;
    appendScript(*root, staticPath("js/capa/src/jsinput.js"_L1))->isOpen = true;
    Element* field = root.get();
    if (wrapsField(state.status, true))
      field = add(*root, u"div"_s, {{u"class"_s, statusOf(state.status).cssClass}});
    appendFrame(*field, state);
    appendMessage(*root, state);
    return root;
  }

private:
  void appendFrame(Element& to, const InputState& state) const
  {
    add(to, u"iframe"_s,
        {{u"name"_s, part("iframe"_L1)},
         {u"id"_s, part("iframe"_L1)},
         {u"sandbox"_s, u"allow-scripts allow-popups allow-same-origin allow-forms allow-pointer-lock "
                        "allow-downloads"_s},
         {u"seamless"_s, u"seamless"_s},
         {u"frameborder"_s, u"0"_s},
         {u"src"_s, element().attribute(u"html_file", u"None"_s)},
         {u"height"_s, element().attribute(u"height", u"300"_s)},
         {u"width"_s, element().attribute(u"width", u"400"_s)},
         {u"title"_s, element().attribute(u"title", u"Problem Remote Content"_s)}})
        ->isOpen = true;
    add(to, u"input"_s,
        {{u"type"_s, u"hidden"_s},
         {u"name"_s, part("input"_L1)},
         {u"id"_s, part("input"_L1)},
         {u"waitfor"_s, QString()},
         {u"value"_s, state.value.str()}});
    add(to, u"br"_s);
    appendAnswer(to);
    appendStatus(*add(to, u"div"_s, {{u"class"_s, u"indicator-container"_s}}), state.status);
    add(to, u"div"_s,
        {{u"class"_s, u"error_message"_s},
         {u"style"_s,
          u"padding: 5px 5px 5px 5px; background-color:#FA6666; height:60px; width:400px; display: none"_s}});
  }
};

} // namespace

const InputKind& jsInputKind()
{
  static const InputKind kind = inputKindOf<JsInput>(u"jsinput"_s);
  return kind;
}

} // namespace scriptorium::capa
