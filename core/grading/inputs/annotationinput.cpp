#include "grading/inputs/kinds.h"
#include "grading/problem/inputpage.h"
#include "grading/problem/problem.h"
#include "grading/problem/status.h"

using namespace Qt::Literals::StringLiterals;

namespace scriptorium::capa {
namespace {

/// The text of the first child of that name; `fallback` where there is no such child.
QString passage(const Element& element, QStringView name, const QString& fallback)
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
    SCRIPTORIUM_TRY(stored(problem().state().answers.value(id())));
    return Unit{};
  }

  Outcome<Element::Pointer> render(const InputState& state) override
  {
    SCRIPTORIUM_TRY_ASSIGN(const PyValue answer, stored(state.value));
    auto root = std::make_unique<Element>(u"div"_s);
    root->add(u"class"_s, u"annotation-input"_s);
    appendScript(*root, staticPath("js/capa/annotationinput.js"_L1))->isOpen = true;
    Element* header = add(*root, u"div"_s, {{u"class"_s, u"annotation-header"_s}});
    appendPiece(*header, u' ' + passage(element(), u"title", u"Annotation Exercise"_s) + u' ');
    add(*header, u"a"_s, {{u"class"_s, u"annotation-return"_s}, {u"href"_s, u"javascript:void(0)"_s}})->text =
        u"Return to Annotation"_s;
    add(*header, u"br"_s);
    appendBody(*add(*root, u"div"_s, {{u"class"_s, u"annotation-body"_s}}), state, answer,
               textOf(state.value));
    if (!state.message.isEmpty()) {
      // It stands behind the page's only element: no XML.
      appendPiece(*root, u"</div>"_s);
      appendMessage(*root, state, part("label"_L1));
    }
    return root;
  }

private:
  static QString textOf(const PyValue& given)
  {
    const QString text = given.isNone() ? QString() : given.str();
    return text.isEmpty() ? u"null"_s : text;
  }

  static Outcome<PyValue> stored(const PyValue& given)
  {
    auto answer = PyValue::fromJson(textOf(given).toUtf8());
    if (!answer)
      return otherError(u"JSONDecodeError"_s, u"The stored answer is not JSON."_s);
    return *std::move(answer);
  }

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
      appendPiece(*made, markup);
      return made;
    };
    block(u"block block-highlight"_s, passage(element(), u"text", u"None"_s));
    block(u"block block-comment"_s, passage(element(), u"comment", u"None"_s));
    block(u"block"_s, passage(element(), u"comment_prompt", u"Type a commentary below:"_s));
    const QString commentId = part("input"_L1) + u"_comment"_s;
    const PyValue* comment = answer.at(u"comment");
    Element* field = add(body, u"textarea"_s,
                         {{u"class"_s, u"comment"_s},
                          {u"id"_s, commentId},
                          {u"name"_s, commentId},
                          {u"aria-describedby"_s, part("answer"_L1)}});
    if (comment && comment->string())
      appendPiece(*field, *comment->string());
    block(u"block"_s, passage(element(), u"tag_prompt", u"Select one tag:"_s))
        ->add(u"id"_s, part("label"_L1));
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
      appendPiece(*tag, option->text.isEmpty() ? u"None"_s : option->text);
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
