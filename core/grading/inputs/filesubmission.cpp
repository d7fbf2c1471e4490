#include "grading/inputs/kinds.h"
#include "grading/problem/inputpage.h"
#include "grading/problem/status.h"

using namespace Qt::Literals::StringLiterals;

namespace scriptorium::capa {
namespace {

class FileSubmission : public Input
{
public:
  using Input::Input;

  Outcome<Element::Pointer> render(const InputState& state) override
  {
    const bool isWaiting = state.status == "incomplete"_L1;
    const QString word = isWaiting ? u"queued"_s : state.status;
    const Status status = statusOf(word);
    auto root = std::make_unique<Element>(u"section"_s);
    root->add(u"id"_s, part("filesubmission"_L1));
    root->add(u"class"_s, u"filesubmission"_s);
    Element* grader = add(*root, u"div"_s, {{u"class"_s, u"grader-status file"_s}});
    add(*grader, u"span"_s, {{u"class"_s, status.cssClass}, {u"id"_s, part("status"_L1)}})->text =
        status.name;
    if (word == "queued"_L1)
      add(*grader, u"span"_s, {{u"style"_s, u"display:none;"_s}, {u"class"_s, u"xqueue"_s}, {u"id"_s, id()}})
          ->text = isWaiting ? state.message : u"0"_s;
    add(*grader, u"p"_s, {{u"class"_s, u"debug"_s}})->text = word;
    add(*grader, u"input"_s,
        {{u"type"_s, u"file"_s},
         {u"name"_s, part("input"_L1)},
         {u"id"_s, part("input"_L1)},
         {u"value"_s, state.value.str()},
         {u"multiple"_s, u"multiple"_s},
         {u"data-required_files"_s, files(u"required_files")},
         {u"data-allowed_files"_s, files(u"allowed_files")},
         {u"aria-label"_s, state.label}});
    Element* message = add(*root, u"div"_s, {{u"class"_s, u"message"_s}, {u"tabindex"_s, u"-1"_s}});
    appendPiece(*message, isWaiting
                              ? u"Your files have been submitted. As soon as your submission is graded, this "
                                "message will be replaced with the grader's feedback."_s
                              : state.message);
    return root;
  }

private:
  QString files(QStringView attribute) const
  {
    const auto names = element().find(attribute);
    PyList list;
    for (const QString& name : names.value_or(QString()).simplified().split(u' ', Qt::SkipEmptyParts))
      list.append(name);
    return QString::fromLatin1(PyValue(list).toJson());
  }
};

} // namespace

const InputKind& fileSubmissionKind()
{
  static const InputKind kind = inputKindOf<FileSubmission>(u"filesubmission"_s);
  return kind;
}

} // namespace scriptorium::capa
