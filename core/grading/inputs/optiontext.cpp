#include "grading/inputs/optiontext.h"

#include <QRegularExpression>

#include <optional>

using namespace Qt::Literals::StringLiterals;

namespace scriptorium::capa {
namespace {

/// The words of Python's shlex in its old mode, with `'` as quote, `,` and blank between, `#` for comments.
class Words
{
public:
  explicit Words(const QString& text) : m_text(text) {}

  /// An empty word: no more. Errors: an open quote.
  Outcome<QString> next()
  {
    skipSeparators();
    if (m_at >= m_text.size())
      return QString();
    const QChar first = m_text[m_at];
    if (first == u'\'')
      return quoted();
    if (!isWordCharacter(first))
      return QString(m_text[m_at++]);
    return bare();
  }

private:
  static bool isSeparator(QChar c) { return c == u',' || c == u' '; }
  static bool isWordCharacter(QChar c)
  {
    return (c >= u'a' && c <= u'z') || (c >= u'A' && c <= u'Z') || (c >= u'0' && c <= u'9') || c == u'_';
  }

  void skipComment()
  {
    const qsizetype end = m_text.indexOf(u'\n', m_at);
    m_at = end < 0 ? m_text.size() : end + 1;
  }

  void skipSeparators()
  {
    while (m_at < m_text.size()) {
      if (m_text[m_at] == u'#')
        skipComment();
      else if (isSeparator(m_text[m_at]))
        ++m_at;
      else
        return;
    }
  }

  Outcome<QString> quoted()
  {
    const qsizetype end = m_text.indexOf(u'\'', m_at + 1);
    if (end < 0)
      return otherError(u"ValueError"_s, u"No closing quotation"_s);
    const QString word = m_text.mid(m_at, end + 1 - m_at);
    m_at = end + 1;
    return word;
  }

  QString bare()
  {
    QString word;
    while (m_at < m_text.size()) {
      const QChar c = m_text[m_at];
      if (isSeparator(c)) {
        ++m_at;
        return word;
      }
      if (c == u'#') {
        skipComment();
        continue;
      }
      if (!isWordCharacter(c) && c != u'\'')
        return word;
      word += c;
      ++m_at;
    }
    return word;
  }

  const QString& m_text;
  qsizetype m_at = 0;
};

} // namespace

Outcome<QStringList> optionsOf(const QString& attribute)
{
  static const QRegularExpression inside(u"([a-zA-Z])(?:'|\\\\')([a-zA-Z])"_s);
  QString text = attribute;
  text.replace(inside, u"\\1&#39;\\2"_s).replace(R"(\')"_L1, "&#39;"_L1);
  text = text.mid(1, text.size() - 2);
  Words words(text);
  QStringList options;
  for (;;) {
    SCRIPTORIUM_TRY_ASSIGN(const QString word, words.next());
    if (word.isEmpty())
      return options;
    options << word.mid(1, word.size() - 2).replace("&#39;"_L1, "'"_L1);
  }
}

} // namespace scriptorium::capa
