#pragma once

#include "grading/correctmap.h"
#include "grading/element.h"
#include "grading/outcome.h"
#include "grading/pyvalue.h"

#include <QMap>
#include <QString>
#include <QStringList>

#include <memory>

namespace scriptorium::capa {

class Problem;

/// What an input shows: its value and what grading said of it.
struct InputState
{
  PyValue value;         ///< what the learner gave; None: nothing yet
  QString status;        ///< of reference §1: "unsubmitted", "correct", "submitted" …
  QString message;       ///< raw HTML, the hint of mode "always" before it
  QString responseLabel; ///< inner markup; empty: no label
  QList<std::pair<QString, QString>> descriptions; ///< element id and inner markup
  QString describedBy; ///< the aria-describedby text: ids of status and descriptions
};

/// An input of a problem: reads its element once, then renders. One subclass per tag in inputs/ (X
/// capa/inputtypes.py, capa/templates). Lives as long as its problem.
class Input
{
public:
  virtual ~Input();

  /// Reads the element. Errors: as the LMS gives, all of which break the load.
  virtual Outcome<Unit> setup() { return Unit{}; }
  /// The canonical HTML as a tree; its root has no tail.
  virtual Outcome<Element::Pointer> render(const InputState& state) = 0;
  /// The answer of input_ajax.
  virtual PyDict ajax(const QString& dispatch, const PyDict& data);

  const QString& tag() const { return m_tag; }
  /// "P_2_1".
  const QString& id() const { return m_id; }
  const Element& element() const { return m_element; }

protected:
  Input(Problem& problem, Element& element);

  Problem& problem() const { return m_problem; }
  /// The status span of reference §1.
  Element::Pointer statusSpan(const QString& status) const;
  /// Appends the message span, when there is a message. `labelId`: what describes it; empty means "label_ID".
  void appendMessage(Element& to, const InputState& state, const QString& labelId = {}) const;

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
