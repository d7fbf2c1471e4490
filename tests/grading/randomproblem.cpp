#include "grading/randomproblem.h"

using namespace Qt::Literals::StringLiterals;
using namespace scriptorium::capa;

namespace scriptorium::testing {
namespace {

constexpr int kMostResponses = 4;

/// Appends one response after the other to a problem.
class ProblemWriter
{
public:
  explicit ProblemWriter(Choices& choices) : m_choices(choices) {}

  RandomProblem write()
  {
    const int count = 1 + m_choices.below(kMostResponses);
    for (int i = 0; i < count; ++i) {
      m_id = u"P_%1_1"_s.arg(i + 2);
      add(u"<p>before</p>"_s);
      response(m_choices.below(8));
    }
    if (m_choices.maybe())
      add(u"<solution><p>why</p></solution>"_s);
    if (m_choices.maybe())
      add(u"<demandhint><hint>think</hint></demandhint>"_s);
    m_problem.responses = count;
    m_problem.xml = (u"<problem>"_s + m_text + u"</problem>"_s).toUtf8();
    return std::move(m_problem);
  }

private:
  void add(const QString& text) { m_text += text; }
  void answer(const PyValue& right, const PyValue& wrong)
  {
    m_problem.right[m_id] = right;
    m_problem.wrong[m_id] = wrong;
  }
  QString label() { return m_choices.maybe() ? u"<label>What?</label>"_s : QString(); }
  QString word(int i) const { return u"word%1"_s.arg(i); }

  void response(int kind)
  {
    switch (kind) {
    case 0:
      return numerical();
    case 1:
      return range();
    case 2:
      return formula();
    case 3:
      return multipleChoice();
    case 4:
      return choices();
    case 5:
      return option();
    case 6:
      return text();
    default:
      return choiceText();
    }
  }

  QString numberInput() { return m_choices.maybe() ? u"<formulaequationinput/>"_s : u"<textline/>"_s; }

  void numerical()
  {
    const double value = (m_choices.below(256) - 128) / 4.0;
    const QString tolerances[] = {QString(), u"5%"_s, u"0.1"_s, u"0.001%"_s, u" 1e-3 "_s};
    const QString tolerance = tolerances[m_choices.below(5)];
    add(u"<numericalresponse answer=\"%1\">%2"_s.arg(value).arg(label()));
    if (!tolerance.isNull())
      add(u"<responseparam type=\"tolerance\" default=\"%1\"/>"_s.arg(tolerance));
    if (m_choices.maybe())
      add(u"<additional_answer answer=\"1000\"/>"_s);
    add(numberInput() + u"</numericalresponse>"_s);
    answer(u"%1*2/2"_s.arg(value), QString::number(value + 90 + m_choices.below(9)));
  }

  void range()
  {
    const int low = m_choices.below(50), high = low + 1 + m_choices.below(50);
    add(u"<numericalresponse answer=\"%1%2,%3%4\"%5>"_s.arg(m_choices.maybe() ? u"["_s : u"("_s)
            .arg(low)
            .arg(high)
            .arg(m_choices.maybe() ? u"]"_s : u")"_s,
                 m_choices.maybe() ? u" partial_credit=\"close\""_s : QString()));
    add(numberInput() + u"</numericalresponse>"_s);
    answer(u"(%1+%2)/2"_s.arg(low).arg(high), QString::number(high + 1 + m_choices.below(200)));
  }

  void formula()
  {
    const int factor = 1 + m_choices.below(9), power = 1 + m_choices.below(3);
    add(u"<formularesponse type=\"%1\" samples=\"x,y@1,2:5,7#%2\" answer=\"%3*x^%4+y\">"_s
            .arg(m_choices.maybe() ? u"cs"_s : u"ci"_s)
            .arg(1 + m_choices.below(10))
            .arg(factor)
            .arg(power));
    add(numberInput() + u"</formularesponse>"_s);
    answer(u"y + %1*x%2"_s.arg(factor).arg(u"*x"_s.repeated(power - 1)),
           u"%1*x^%2-y"_s.arg(factor).arg(power));
  }

  void multipleChoice()
  {
    const int count = 2 + m_choices.below(6), right = m_choices.below(count);
    const bool isShuffled = m_choices.maybe(), isNamed = m_choices.maybe();
    add(u"<multiplechoiceresponse>%1<choicegroup type=\"MultipleChoice\"%2>"_s.arg(
        label(), isShuffled          ? u" shuffle=\"true\""_s
                 : m_choices.maybe() ? u" answer-pool=\"2\""_s
                                     : QString()));
    const auto name = [isNamed](int i) { return isNamed ? u"n%1"_s.arg(i) : QString::number(i); };
    for (int i = 0; i < count; ++i) {
      add(u"<choice correct=\"%1\""_s.arg(i == right ? u"true"_s : u"false"_s));
      add(isNamed ? u" name=\"%1\""_s.arg(name(i)) : QString());
      add(m_choices.maybe() ? u" fixed=\"true\">"_s : u">"_s);
      add(word(i) + (m_choices.maybe() ? u"<choicehint>hint</choicehint>"_s : QString()) + u"</choice>"_s);
    }
    add(u"</choicegroup></multiplechoiceresponse>"_s);
    answer(u"choice_"_s + name(right), u"choice_"_s + name((right + 1) % count));
  }

  void choices()
  {
    const int count = 1 + m_choices.below(7);
    const QString credits[] = {QString(), u" partial_credit=\"EDC\""_s, u" partial_credit=\"halves\""_s};
    PyList right, wrong;
    add(u"<choiceresponse%1>%2<checkboxgroup>"_s.arg(credits[m_choices.below(3)], label()));
    for (int i = 0; i < count; ++i) {
      const bool isRight = i == 0 || m_choices.maybe();
      (isRight ? right : wrong) += PyValue(u"choice_%1"_s.arg(i));
      add(u"<choice correct=\"%1\">%2</choice>"_s.arg(isRight ? u"true"_s : u"False"_s, word(i)));
    }
    add(u"</checkboxgroup></choiceresponse>"_s);
    answer(PyValue(right), PyValue(wrong));
  }

  void option()
  {
    const int count = 2 + m_choices.below(5), right = m_choices.below(count);
    const bool isAttribute = m_choices.maybe();
    QStringList options;
    for (int i = 0; i < count; ++i)
      options += isAttribute ? u"'%1'"_s.arg(word(i))
                             : u"<option correct=\"%1\">%2<optionhint>h</optionhint></option>"_s.arg(
                                   i == right ? u"True"_s : u"False"_s, word(i));
    add(u"<optionresponse>"_s + label());
    add(isAttribute ? u"<optioninput options=\"(%1)\" correct=\"%2\"/>"_s.arg(options.join(u','), word(right))
                    : u"<optioninput>%1</optioninput>"_s.arg(options.join(QString())));
    add(u"</optionresponse>"_s);
    answer(word(right), word((right + 1) % count));
  }

  void text()
  {
    const QString types[] = {u""_s, u"ci"_s, u"regexp"_s, u"ci regexp"_s};
    const QString type = types[m_choices.below(4)];
    const QString right = word(m_choices.below(100));
    add(u"<stringresponse answer=\"%1\" type=\"%2\">%3"_s.arg(right, type, label()));
    if (m_choices.maybe())
      add(u"<correcthint>yes</correcthint>"_s);
    if (m_choices.maybe())
      add(u"<stringequalhint answer=\"other\">no</stringequalhint>"_s);
    add(u"<textline size=\"20\"/></stringresponse>"_s);
    answer(u" "_s + (type.startsWith("ci"_L1) ? right.toUpper() : right), u"other"_s);
  }

  void choiceText()
  {
    const int value = m_choices.below(100);
    const bool isRadio = m_choices.maybe();
    const QString group = isRadio ? u"radiotextgroup"_s : u"checkboxtextgroup"_s;
    add(u"<choicetextresponse><%1><choice correct=\"true\">is <numtolerance_input answer=\"%2\"/></choice>"
        "<choice correct=\"false\">none</choice></%1></choicetextresponse>"_s.arg(group)
            .arg(value));
    const QString box = m_id + u"_choiceinput_0bc"_s, field = m_id + u"_choiceinput_0_numtolerance_input_0"_s;
    answer(PyValue(PyDict{{box, PyValue(box)}, {field, PyValue(QString::number(value))}}),
           PyValue(PyDict{{box, PyValue(box)}, {field, PyValue(QString::number(value + 1))}}));
  }

  Choices& m_choices;
  RandomProblem m_problem;
  QString m_text;
  QString m_id;
};

} // namespace

RandomProblem randomProblem(Choices& choices)
{
  return ProblemWriter(choices).write();
}

} // namespace scriptorium::testing
