#include "grading/inputs/kinds.h"

#include <QRegularExpression>

using namespace Qt::Literals::StringLiterals;

namespace scriptorium::capa {
namespace {

class ImageInput : public Input
{
public:
  using Input::Input;

  Outcome<Unit> setup() override { return requireAttributes({u"src"_s, u"height"_s, u"width"_s}); }

  Outcome<Element::Pointer> render(const InputState& state) override
  {
    const QString source = element().attribute(u"src");
    const QString width = element().attribute(u"width");
    const QString height = element().attribute(u"height");
    auto root = std::make_unique<Element>(u"div"_s);
    root->add(u"id"_s, part("inputtype"_L1));
    root->add(u"class"_s, u"imageinput capa_inputtype"_s);
    add(*root, u"input"_s,
        {{u"type"_s, u"hidden"_s},
         {u"class"_s, u"imageinput"_s},
         {u"src"_s, source},
         {u"name"_s, part("input"_L1)},
         {u"id"_s, part("input"_L1)},
         {u"value"_s, state.value.str()}});
    Element* frame = add(*root, u"div"_s, {{u"style"_s, u"position:relative;"_s}});
    const QString style =
        u"background-image: url('%1'); width: %2px; height: %3px; position: relative; left: 0; top: 0"_s.arg(
            source, width, height);
    Element* image = add(*frame, u"div"_s, {{u"id"_s, part("imageinput"_L1)}, {u"style"_s, style}});
    const auto [x, y] = pointerAt(state.value.str());
    add(*image, u"img"_s,
        {{u"src"_s, staticPath("images/green-pointer.png"_L1)},
         {u"id"_s, part("cross"_L1)},
         {u"style"_s, u"position: absolute; top: %1px; left: %2px"_s.arg(y).arg(x)},
         {u"alt"_s, u"Selection indicator"_s}});
    add(*frame, u"div"_s,
        {{u"id"_s, part("answer"_L1)},
         {u"style"_s, u"position: absolute; left: 0; top: 0"_s},
         {u"data-width"_s, width},
         {u"data-height"_s, height}});
    add(*root, u"script"_s, {{u"type"_s, u"text/javascript"_s}, {u"charset"_s, u"utf-8"_s}})->text =
        u"(new ImageInput('%1'));"_s.arg(id());
    appendStatus(*root, state.status);
    return root;
  }

private:
  /// Where the pointer's image stands: its middle is the point that was clicked.
  static std::pair<qint64, qint64> pointerAt(const QString& value)
  {
    static const QRegularExpression point(u"^\\[([0-9]+),([0-9]+)\\]"_s);
    const auto match = point.match(value.trimmed().remove(u' '));
    if (!match.hasMatch())
      return {0, 0};
    constexpr qint64 kHalfPointer = 15;
    return {match.captured(1).toLongLong() - kHalfPointer, match.captured(2).toLongLong() - kHalfPointer};
  }
};

} // namespace

const InputKind& imageInputKind()
{
  static const InputKind kind = inputKindOf<ImageInput>(u"imageinput"_s);
  return kind;
}

} // namespace scriptorium::capa
