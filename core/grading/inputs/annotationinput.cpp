#include "grading/inputs/kinds.h"
#include "grading/inputs/status.h"
#include "grading/markup.h"

using namespace Qt::Literals::StringLiterals;

namespace scriptorium::capa {
namespace {

/// The text of the first child of that name; `fallback` where there is no such child.
QString textOf(const Element& element, QStringView name, const QString& fallback)
{
  const Element* child = element.firstChild(name);
  return child ? child->text : fallback;
}

/// A passage with a comment field and tags of which one is graded.
class AnnotationInput : public Input
{
public:
  using Input::Input;

  Outcome<Unit> setup() override
  {
    static const QStringList choices{u"correct"_s, u"partially-correct"_s, u"incorrect"_s};
    for (const Element* option : options()) {
      const auto choice = option->find(u"choice");
      if (!choice)
        return otherError(u"ValueError"_s, u"Missing required choice attribute."_s);
      if (!choices.contains(*choice))
        return otherError(u"ValueError"_s, u"Invalid choice attribute: %1. Must be one of: %2"_s.arg(
                                               *choice, choices.join(u", "_s)));
    }
    return Unit{};
  }

  Outcome<Element::Pointer> render(const InputState& state) override
  {
    const QString value = state.value.str().isEmpty() ? u"null"_s : state.value.str();
    const auto answer = PyValue::fromJson(value.toUtf8());
    if (!answer)
      return otherError(u"JSONDecodeError"_s, u"The stored answer is not JSON."_s);
    auto root = std::make_unique<Element>(u"div"_s);
    root->add(u"class"_s, u"annotation-input"_s);
    appendScript(*root, staticPath("js/capa/annotationinput.js"_L1));
    Element* header = add(*root, u"div"_s, {{u"class"_s, u"annotation-header"_s}});
    appendMarkup(*header, u' ' + textOf(element(), u"title", u"Annotation Exercise"_s) + u' ');
    add(*header, u"a"_s, {{u"class"_s, u"annotation-return"_s}, {u"href"_s, u"javascript:void(0)"_s}})->text =
        u"Return to Annotation"_s;
    add(*header, u"br"_s);
    appendBody(*add(*root, u"div"_s, {{u"class"_s, u"annotation-body"_s}}), state, *answer, value);
    return root;
  }

private:
  std::vector<Element*> options() const
  {
    std::vector<Element*> all;
    for (const Element* group : element().childrenNamed(u"options"))
      for (Element* option : group->childrenNamed(u"option"))
        all.push_back(option);
    return all;
  }

  void appendBody(Element& body, const InputState& state, const PyValue& answer, const QString& value) const
  {
    const auto block = [&body](const QString& cssClass, const QString& markup) {
      Element* made = add(body, u"div"_s, {{u"class"_s, cssClass}});
      appendMarkup(*made, markup);
      return made;
    };
    block(u"block block-highlight"_s, textOf(element(), u"text", u"None"_s));
    block(u"block block-comment"_s, textOf(element(), u"comment", u"None"_s));
    block(u"block"_s, textOf(element(), u"comment_prompt", u"Type a commentary below:"_s));
    const QString commentId = part("input"_L1) + u"_comment"_s;
    const PyValue* comment = answer.at(u"comment");
    add(body, u"textarea"_s,
        {{u"class"_s, u"comment"_s},
         {u"id"_s, commentId},
         {u"name"_s, commentId},
         {u"aria-describedby"_s, part("answer"_L1)}})
        ->text = comment && comment->string() ? *comment->string() : QString();
    block(u"block"_s, textOf(element(), u"tag_prompt", u"Select one tag:"_s))->add(u"id"_s, part("label"_L1));
    appendTags(body, state, answer);
    add(body, u"input"_s,
        {{u"type"_s, u"hidden"_s},
         {u"class"_s, u"value"_s},
         {u"name"_s, part("input"_L1)},
         {u"id"_s, part("input"_L1)},
         {u"value"_s, value}});
    appendStatus(body, state.status);
    add(body, u"p"_s, {{u"id"_s, part("answer"_L1)}, {u"class"_s, u"answer answer-annotation"_s}});
  }

  void appendTags(Element& body, const InputState& state, const PyValue& answer) const
  {
    const PyValue* given = answer.at(u"options");
    const PyList chosen = given && given->list() ? *given->list() : PyList();
    const QString status = statusOf(state.status).cssClass;
    Element* tags = add(body, u"ul"_s, {{u"class"_s, u"tags"_s}});
    int number = 0;
    for (const Element* option : options()) {
      Element* item = add(*tags, u"li"_s);
      if (!chosen.isEmpty() && option->attribute(u"choice") == status && state.status == status) {
        Element* mark = add(*item, u"span"_s,
                            {{u"class"_s, u"tag-status "_s + status},
                             {u"aria-describedby"_s, part("input"_L1) + u"_comment"_s}});
        appendStatus(*mark, state.status);
        mark->children().front()->set(u"id"_s, u"status_"_s); // the LMS leaves the rest out
      }
      const bool isChosen = chosen.contains(PyValue(number));
      Element* tag = add(
          *item, u"span"_s,
          {{u"class"_s, isChosen ? u"tag selected"_s : u"tag"_s}, {u"data-id"_s, QString::number(number)}});
      appendMarkup(*tag, option->text.isEmpty() ? u"None"_s : option->text);
      ++number;
    }
  }
};

} // namespace

const InputKind& annotationInputKind()
{
  static const InputKind kind = inputKindOf<AnnotationInput>(u"annotationinput"_s);
  return kind;
}

} // namespace scriptorium::capa
