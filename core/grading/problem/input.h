#pragma once

#include "grading/values/correctmap.h"
#include "grading/values/outcome.h"
#include "grading/values/problemxml.h"
#include "grading/values/pyvalue.h"

#include <QMap>
#include <QString>
#include <QStringList>

#include <initializer_list>
#include <memory>
#include <optional>

namespace scriptorium::capa {

class Problem;

/// What an input shows: its value and what grading said of it.
struct InputState
{
  PyValue value;   ///< what the learner gave; empty text: nothing yet
  QString status;  ///< as LMS: "unsubmitted", "correct", "submitted" …; null where grading said None
  QString message; ///< raw HTML, the hint of mode "always" before it
  QString label;   ///< inner markup; empty: no label
  QList<std::pair<QString, QString>> descriptions; ///< element id and inner markup
  QString answerVariable;                          ///< "$name" or empty
  bool hasSavedAnswers = false;
  PyValue stored; ///< what the input keeps between requests
};

/// An input of a problem: reads its element once, then renders. One subclass per tag in inputs/ (as
/// LMS: inputtypes.py, templates/). Lives as long as its problem.
class Input
{
public:
  virtual ~Input();

  /// Reads the element. Errors: as the LMS gives, all of which break the load.
  virtual Outcome<Unit> setup() { return Unit{}; }
  /// The canonical HTML as a tree; its root has no tail.
  virtual Outcome<Element::Pointer> render(const InputState& state) = 0;
  /// The answer of input_ajax; None where the input knows no such requests. `stored`: what it keeps.
  virtual PyValue ajax(const QString& dispatch, const PyDict& data, PyValue& stored);
  /// A reply without a score to what this input queued under `key`; `stored` is what it keeps. Errors: Other,
  /// where the LMS fails on the reply.
  virtual Outcome<Unit> receiveUngraded(const QString& message, const QString& key, PyValue& stored);

  /// An answer as people read it: the text of what was chosen. None where there is no such choice.
  virtual std::optional<PyValue> visibleAnswer(const PyValue& answer) const { return answer; }

  const QString& tag() const { return m_tag; }
  /// "P_2_1".
  const QString& id() const { return m_id; }
  const Element& element() const { return m_element; }

  Input(Problem& problem, Element& element);

protected:
  Problem& problem() const { return m_problem; }
  /// Errors: "Missing required attribute NAME." for the first that is not there.
  Outcome<Unit> requireAttributes(const QStringList& names) const;
  /// Whether the attribute is there and not empty.
  bool isSet(QStringView name) const { return !m_element.attribute(name).isEmpty(); }
  /// "PREFIX_ID": how the LMS names the parts of an input.
  QString part(QLatin1StringView prefix) const { return prefix + u'_' + m_id; }
  /// The path of a file of the LMS.
  QString staticPath(QLatin1StringView path) const;
  /// The text of aria-describedby: what `first` names, the status, the descriptions.
  QString describedBy(const InputState& state, bool hasTrailingText = false) const;
  /// Appends an element with attributes.
  static Element* add(Element& to, const QString& tag,
                      std::initializer_list<Element::Attribute> attributes = {});
  /// Appends the label in front of a field, and the descriptions.
  void appendLabel(Element& to, const InputState& state) const;
  void appendDescriptions(Element& to, const InputState& state) const;
  /// Appends the status span (docs/capa.md, Status). `isHidden`: without what it says.
  void appendStatus(Element& to, const QString& status, bool isHidden = false) const;
  /// The paragraph that "Show answer" fills.
  void appendAnswer(Element& to) const;
  static Element* appendScript(Element& to, const QString& source);
  /// Appends the message span, when there is a message. `describedBy`: the element that describes it, if any.
  static void appendMessage(Element& to, const InputState& state, const QString& describedBy = {});

private:
  friend class ProblemLoader;

  Problem& m_problem;
  Element& m_element;
  QString m_tag;
  QString m_id;
};

struct InputKind
{
  QString tag;
  std::unique_ptr<Input> (*make)(Problem& problem, Element& element);
};

/// Null for a tag that is no input.
const InputKind* inputKind(QStringView tag);

} // namespace scriptorium::capa
