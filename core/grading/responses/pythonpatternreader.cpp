#include "grading/responses/pythonpatternreader.h"

#include <limits>

using namespace Qt::Literals::StringLiterals;

namespace scriptorium::capa {

namespace {

constexpr int kMostLevels = 100;
constexpr quint64 kMostRepeats = 4294967295ULL;

bool isDigit(char32_t c)
{
  return c >= U'0' && c <= U'9';
}

bool isOctal(char32_t c)
{
  return c >= U'0' && c <= U'7';
}

bool isHex(char32_t c)
{
  return isDigit(c) || (c >= U'a' && c <= U'f') || (c >= U'A' && c <= U'F');
}

bool isLetter(char32_t c)
{
  return (c >= U'a' && c <= U'z') || (c >= U'A' && c <= U'Z');
}

bool isIn(char32_t c, QLatin1String set)
{
  return c != U'\0' && c < 128 && set.contains(QLatin1Char(static_cast<char>(c)));
}

QString asText(char32_t c)
{
  return QString::fromUcs4(&c, 1);
}

QString coded(qint64 code)
{
  return u"\\x{%1}"_s.arg(code, 0, 16);
}

bool isIdentifier(const QString& name)
{
  if (name.isEmpty() || name.front().isDigit())
    return false;
  for (const QChar c : name)
    if (!c.isLetterOrNumber() && c != u'_')
      return false;
  return true;
}

/// The character that a one-letter escape stands for, or -1.
qint64 controlCode(char32_t letter)
{
  switch (letter) {
  case U'a':
    return 7;
  case U'f':
    return 12;
  case U'n':
    return 10;
  case U'r':
    return 13;
  case U't':
    return 9;
  case U'v':
    return 11;
  default:
    return -1;
  }
}

} // namespace

Result<QString, PatternError> PythonPatternReader::read()
{
  SCRIPTORIUM_TRY(readAlternatives(0));
  if (!atEnd())
    return error(u"unbalanced parenthesis"_s, m_at);
  return m_out;
}

bool PythonPatternReader::take(char32_t wanted)
{
  if (atEnd() || peek() != wanted)
    return false;
  ++m_at;
  return true;
}

QString PythonPatternReader::text(qsizetype from, qsizetype to) const
{
  return QString::fromUcs4(reinterpret_cast<const char32_t*>(m_pattern.constData()) + from, to - from);
}

PatternError PythonPatternReader::error(const QString& words, qsizetype position) const
{
  const QString where = u"%1 at position %2"_s.arg(words).arg(position);
  const QString before = text(0, position);
  if (!m_pattern.contains(static_cast<uint>('\n')))
    return {where};
  const qsizetype column = position - before.toUcs4().lastIndexOf(static_cast<uint>('\n'));
  return {u"%1 (line %2, column %3)"_s.arg(where).arg(before.count(u'\n') + 1).arg(column)};
}

void PythonPatternReader::write(char32_t literal)
{
  if (literal < 128 && !isLetter(literal) && !isDigit(literal) && literal > U' ')
    m_out += u'\\';
  if (literal < U' ')
    m_out += coded(static_cast<qint64>(literal));
  else
    m_out += asText(literal);
}

PythonPatternReader::Step PythonPatternReader::readAlternatives(int depth)
{
  if (depth > kMostLevels)
    return PatternError{u"maximum recursion depth exceeded"_s};
  bool isFirst = depth == 0;
  do {
    SCRIPTORIUM_TRY(readSequence(depth, isFirst));
    isFirst = false;
    if (peek() == U'|' && !atEnd())
      m_out += u'|';
  } while (take(U'|'));
  return Unit{};
}

PythonPatternReader::Step PythonPatternReader::readSequence(int depth, bool isFirst)
{
  m_last = Last::Nothing;
  const qsizetype begun = m_at;
  while (!atEnd() && peek() != U'|' && peek() != U')') {
    const qsizetype start = m_at;
    const char32_t c = peek();
    ++m_at;
    if (c == U'\\') {
      SCRIPTORIUM_TRY(readEscape(start));
    } else if (c == U'[') {
      SCRIPTORIUM_TRY(readSet());
      m_last = Last::Item;
    } else if (isIn(c, "*+?{"_L1)) {
      SCRIPTORIUM_TRY(readQuantifier(start));
    } else if (c == U'(') {
      SCRIPTORIUM_TRY(readGroup(start, depth, isFirst && start == begun));
    } else if (c == U'^' || c == U'$') {
      m_out += asText(c);
      m_last = Last::Nothing;
    } else {
      if (c == U'.')
        m_out += u'.';
      else
        write(c);
      m_last = Last::Item;
    }
  }
  return Unit{};
}

Result<qint64, PatternError> PythonPatternReader::readCode(qsizetype start, int digits)
{
  const qsizetype begun = m_at;
  while (m_at - begun < digits && isHex(peek()))
    ++m_at;
  if (m_at - begun != digits)
    return error(u"incomplete escape "_s + text(start, m_at), start);
  const qint64 code = text(begun, m_at).toLongLong(nullptr, 16);
  if (code > 0x10ffff)
    return error(u"bad escape "_s + text(start, m_at), start);
  return code;
}

PythonPatternReader::Step PythonPatternReader::readEscape(qsizetype start)
{
  if (atEnd())
    return error(u"bad escape (end of pattern)"_s, start);
  const char32_t c = peek();
  ++m_at;
  m_last = isIn(c, "AbBZ"_L1) ? Last::Nothing : Last::Item;
  if (c == U'Z') {
    m_out += R"(\z)"_L1;
  } else if (isIn(c, "AbBdDsSwW"_L1)) {
    m_out += u'\\' + asText(c);
  } else if (const qint64 control = controlCode(c); control >= 0) {
    m_out += coded(control);
  } else if (isIn(c, "xuU"_L1)) {
    SCRIPTORIUM_TRY_ASSIGN(const qint64 code, readCode(start, c == U'x' ? 2 : c == U'u' ? 4 : 8));
    m_out += coded(code);
  } else if (isDigit(c)) {
    return readReference(start);
  } else if (isLetter(c)) {
    return error(u"bad escape "_s + text(start, m_at), start);
  } else {
    write(c);
  }
  return Unit{};
}

PythonPatternReader::Step PythonPatternReader::readReference(qsizetype start)
{
  const qsizetype first = start + 1;
  if (text(first, m_at) == "0"_L1) {
    while (m_at - first < 3 && isOctal(peek()))
      ++m_at;
    m_out += coded(text(first, m_at).toLongLong(nullptr, 8));
    return Unit{};
  }
  if (isDigit(peek())) {
    ++m_at;
    const auto digit = [this](qsizetype at) { return static_cast<char32_t>(m_pattern[at]); };
    if (isOctal(digit(first)) && isOctal(digit(first + 1)) && isOctal(peek())) {
      ++m_at;
      const qint64 code = text(first, m_at).toLongLong(nullptr, 8);
      if (code > 0377)
        return error(u"octal escape value %1 outside of range 0-0o377"_s.arg(text(start, m_at)), start);
      m_out += coded(code);
      return Unit{};
    }
  }
  const int group = text(first, m_at).toInt();
  if (group > m_groups)
    return error(u"invalid group reference %1"_s.arg(group), first);
  if (m_open.contains(group))
    return error(u"cannot refer to an open group"_s, start);
  m_out += u"\\g{%1}"_s.arg(group);
  return Unit{};
}

/// A character of a set, or -1 for a class such as \d.
Result<qint64, PatternError> PythonPatternReader::readSetItem(QString& out, qsizetype start)
{
  const char32_t c = peek();
  ++m_at;
  auto code = static_cast<qint64>(c);
  if (c == U'\\') {
    if (atEnd())
      return error(u"bad escape (end of pattern)"_s, start);
    const char32_t letter = peek();
    ++m_at;
    if (isIn(letter, "dDsSwW"_L1)) {
      out = u'\\' + asText(letter);
      return -1;
    }
    if (letter == U'b') {
      code = 8;
    } else if (const qint64 control = controlCode(letter); control >= 0) {
      code = control;
    } else if (isIn(letter, "xuU"_L1)) {
      SCRIPTORIUM_TRY_ASSIGN(code, readCode(start, letter == U'x' ? 2 : letter == U'u' ? 4 : 8));
    } else if (isOctal(letter)) {
      while (m_at - start < 4 && isOctal(peek()))
        ++m_at;
      code = text(start + 1, m_at).toLongLong(nullptr, 8);
      if (code > 0377)
        return error(u"octal escape value %1 outside of range 0-0o377"_s.arg(text(start, m_at)), start);
    } else if (isLetter(letter) || isDigit(letter)) {
      return error(u"bad escape "_s + text(start, m_at), start);
    } else {
      code = static_cast<qint64>(letter);
    }
  }
  out = coded(code);
  return code;
}

PythonPatternReader::Step PythonPatternReader::readSet()
{
  const qsizetype opened = m_at - 1;
  const PatternError unterminated = error(u"unterminated character set"_s, opened);
  m_out += u'[';
  if (take(U'^'))
    m_out += u'^';
  for (bool isEmpty = true;; isEmpty = false) {
    if (atEnd())
      return unterminated;
    if (!isEmpty && take(U']'))
      break;
    const qsizetype start = m_at;
    QString low;
    SCRIPTORIUM_TRY_ASSIGN(const qint64 lowCode, readSetItem(low, start));
    m_out += low;
    if (!take(U'-'))
      continue;
    if (atEnd())
      return unterminated;
    if (take(U']')) {
      m_out += R"(\-)"_L1;
      break;
    }
    QString high;
    SCRIPTORIUM_TRY_ASSIGN(const qint64 highCode, readSetItem(high, m_at));
    if (lowCode < 0 || highCode < lowCode)
      return error(u"bad character range "_s + text(start, m_at), start);
    m_out += u'-' + high;
  }
  m_out += u']';
  return Unit{};
}

/// `{2}`, `{2,}`, `{,3}`, `{2,3}` behind the opening brace; false: the brace is plain text.
bool PythonPatternReader::readBraces(QString& out, std::optional<PatternError>& problem)
{
  const qsizetype begun = m_at;
  if (peek() == U'}' && !atEnd())
    return false;
  const auto digits = [this] {
    const qsizetype from = m_at;
    while (isDigit(peek()))
      ++m_at;
    return text(from, m_at);
  };
  const QString low = digits();
  const bool hasComma = take(U',');
  const QString high = hasComma ? digits() : low;
  if (!take(U'}')) {
    m_at = begun;
    return false;
  }
  const auto number = [](const QString& digitsOf) {
    bool isNumber = false;
    const quint64 value = digitsOf.toULongLong(&isNumber);
    return isNumber ? value : std::numeric_limits<quint64>::max();
  };
  if ((!low.isEmpty() && number(low) >= kMostRepeats) || (!high.isEmpty() && number(high) >= kMostRepeats))
    problem = PatternError{u"the repetition number is too large"_s};
  else if (!high.isEmpty() && !low.isEmpty() && number(high) < number(low))
    problem = error(u"min repeat greater than max repeat"_s, begun);
  out = u'{' + (low.isEmpty() ? u"0"_s : low) + (hasComma ? u',' + high : QString()) + u'}';
  return true;
}

PythonPatternReader::Step PythonPatternReader::readQuantifier(qsizetype start)
{
  const auto c = static_cast<char32_t>(m_pattern[start]);
  QString out = asText(c);
  if (c == U'{') {
    std::optional<PatternError> problem;
    if (!readBraces(out, problem)) {
      m_out += R"(\{)"_L1;
      m_last = Last::Item;
      return Unit{};
    }
    if (problem)
      return *problem;
  }
  if (m_last == Last::Nothing)
    return error(u"nothing to repeat"_s, start);
  if (m_last == Last::Repeat)
    return error(u"multiple repeat"_s, start);
  m_out += out;
  if (take(U'?'))
    m_out += u'?';
  else if (take(U'+'))
    m_out += u'+';
  m_last = Last::Repeat;
  return Unit{};
}

Result<QString, PatternError> PythonPatternReader::readUntil(char32_t end, const QString& what)
{
  const qsizetype begun = m_at;
  while (!atEnd() && peek() != end)
    ++m_at;
  if (m_at == begun)
    return error(u"missing "_s + what, begun);
  if (atEnd())
    return error(u"missing %1, unterminated name"_s.arg(asText(end)), begun);
  const QString name = text(begun, m_at);
  ++m_at;
  return name;
}

PythonPatternReader::Step PythonPatternReader::readBody(qsizetype start, int depth, const QString& opening)
{
  m_out += opening;
  SCRIPTORIUM_TRY(readAlternatives(depth + 1));
  if (!take(U')'))
    return error(u"missing ), unterminated subpattern"_s, start);
  m_out += u')';
  m_last = Last::Item;
  return Unit{};
}

PythonPatternReader::Step PythonPatternReader::readCapture(qsizetype start, int depth, const QString& name)
{
  const int group = ++m_groups;
  if (!name.isEmpty()) {
    if (const auto taken = m_names.constFind(name); taken != m_names.cend())
      return error(
          u"redefinition of group name '%1' as group %2; was group %3"_s.arg(name).arg(group).arg(*taken),
          m_at - name.size() - 1);
    m_names.insert(name, group);
  }
  m_open += group;
  SCRIPTORIUM_TRY(readBody(start, depth, u"("_s));
  m_open.removeLast();
  return Unit{};
}

PythonPatternReader::Step PythonPatternReader::readNamed(qsizetype start, int depth)
{
  const bool isReference = peek() == U'=';
  if (!take(U'<') && !take(U'=')) {
    if (atEnd())
      return error(u"unexpected end of pattern"_s, m_at);
    ++m_at;
    return error(u"unknown extension "_s + text(start + 1, m_at), start + 1);
  }
  const qsizetype begun = m_at;
  SCRIPTORIUM_TRY_ASSIGN(const QString name, readUntil(isReference ? U')' : U'>', u"group name"_s));
  if (!isIdentifier(name))
    return error(u"bad character in group name '%1'"_s.arg(name), begun);
  if (!isReference)
    return readCapture(start, depth, name);
  const auto group = m_names.constFind(name);
  if (group == m_names.cend())
    return error(u"unknown group name '%1'"_s.arg(name), begun);
  if (m_open.contains(*group))
    return error(u"cannot refer to an open group"_s, begun);
  m_out += u"\\g{%1}"_s.arg(*group);
  m_last = Last::Item;
  return Unit{};
}

PythonPatternReader::Step PythonPatternReader::readCondition(qsizetype start, int depth)
{
  const qsizetype begun = m_at;
  SCRIPTORIUM_TRY_ASSIGN(const QString name, readUntil(U')', u"group name"_s));
  int group = 0;
  if (isIdentifier(name)) {
    group = m_names.value(name);
    if (group == 0)
      return error(u"unknown group name '%1'"_s.arg(name), begun);
  } else {
    bool isNumber = false;
    group = name.toInt(&isNumber);
    if (!isNumber || group < 0)
      return error(u"bad character in group name '%1'"_s.arg(name), begun);
    if (group == 0)
      return error(u"bad group number"_s, begun);
    if (group > m_groups)
      return error(u"invalid group reference %1"_s.arg(group), begun);
  }
  return readBody(start, depth, u"(?(%1)"_s.arg(group));
}

PythonPatternReader::Step PythonPatternReader::readFlags(qsizetype start, int depth, bool isFirst,
                                                         bool hasItems)
{
  QString kept;
  bool isMinus = false;
  for (;; ++m_at) {
    if (atEnd())
      return error(isMinus ? u"missing :"_s : u"missing -, : or )"_s, m_at);
    const char32_t c = peek();
    if (c == U':' || (c == U')' && !isMinus))
      break;
    if (c == U'-' && !isMinus)
      isMinus = true;
    else if (!isIn(c, "aimsux"_L1))
      return error(isLetter(c) ? u"unknown flag"_s : isMinus ? u"missing :"_s : u"missing -, : or )"_s, m_at);
    if (isIn(c, "imsx-"_L1))
      kept += asText(c);
  }
  if (take(U':'))
    return readBody(start, depth, u"(?%1:"_s.arg(kept));
  ++m_at;
  if (!isFirst || hasItems)
    return error(u"global flags not at the start of the expression"_s, start);
  m_out += u"(?%1)"_s.arg(kept);
  return Unit{};
}

PythonPatternReader::Step PythonPatternReader::readGroup(qsizetype start, int depth, bool isFirst)
{
  if (!take(U'?'))
    return readCapture(start, depth, {});
  if (atEnd())
    return error(u"unexpected end of pattern"_s, m_at);
  const char32_t c = peek();
  if (isIn(c, "aiLmsux-"_L1))
    return readFlags(start, depth, isFirst, m_last != Last::Nothing);
  ++m_at;
  switch (c) {
  case U'P':
    return readNamed(start, depth);
  case U':':
  case U'=':
  case U'!':
  case U'>':
    return readBody(start, depth, u"(?"_s + asText(c));
  case U'(':
    return readCondition(start, depth);
  case U'#': {
    while (!atEnd() && peek() != U')')
      ++m_at;
    return take(U')') ? Step(Unit{}) : Step(error(u"missing ), unterminated comment"_s, start));
  }
  case U'<': {
    if (atEnd())
      return error(u"unexpected end of pattern"_s, m_at);
    const char32_t kind = peek();
    ++m_at;
    if (kind != U'=' && kind != U'!')
      return error(u"unknown extension ?<"_s + asText(kind), start + 1);
    return readBody(start, depth, u"(?<"_s + asText(kind));
  }
  default:
    return error(u"unknown extension ?"_s + asText(c), start + 1);
  }
}

} // namespace scriptorium::capa
