#include "markup/visibletext.h"

#include "markup/entities.h"

#include <algorithm>
#include <array>
#include <string_view>

using namespace std::literals;

namespace scriptorium::markup {
namespace {

constexpr ptrdiff_t kLongestRun = 64;

/// Elements inside a word or sentence; any other tag separates words.
constexpr std::array kInline = {"a"sv,      "abbr"sv, "b"sv,   "big"sv,  "bdi"sv,   "cite"sv, "code"sv,
                                "del"sv,    "dfn"sv,  "em"sv,  "font"sv, "i"sv,     "ins"sv,  "kbd"sv,
                                "mark"sv,   "q"sv,    "s"sv,   "samp"sv, "small"sv, "span"sv, "strike"sv,
                                "strong"sv, "sub"sv,  "sup"sv, "tt"sv,   "u"sv,     "var"sv,  "wbr"sv};
/// Elements whose content nobody reads.
constexpr std::array kHidden = {"script"sv, "style"sv};
/// Attributes that people see or hear.
constexpr std::array kShown = {"alt"sv, "title"sv, "label"sv, "options"sv, "placeholder"sv, "summary"sv};

bool isSpace(char c)
{
  return c == ' ' || (c >= '\t' && c <= '\r');
}

bool isNameCharacter(char c)
{
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '-' || c == '_' ||
         c == ':';
}

char lower(char c)
{
  return c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c;
}

bool isSameName(std::string_view written, std::string_view name)
{
  return written.size() == name.size() && std::ranges::equal(written, name, {}, lower, lower);
}

template <size_t Count>
bool isOneOf(std::string_view written, const std::array<std::string_view, Count>& names)
{
  return std::ranges::any_of(names, [&](std::string_view name) { return isSameName(written, name); });
}

/// Collects words: single spaces between them, runs too long to be words dropped.
class Words
{
public:
  explicit Words(qsizetype most) : m_bytes(most + 1, Qt::Uninitialized), m_at(m_bytes.data()), m_run(m_at) {}

  void add(char c)
  {
    m_isAscii = m_isAscii && static_cast<signed char>(c) >= 0;
    *m_at++ = c;
  }

  void separate()
  {
    if (m_at == m_run)
      return;
    if (m_isAscii && m_at - m_run > kLongestRun)
      m_at = m_run;
    else
      *m_at++ = ' ';
    m_run = m_at;
    m_isAscii = true;
  }

  void addCharacter(char32_t c)
  {
    constexpr char32_t kNoBreakSpace = 0xA0;
    constexpr char32_t kSoftHyphen = 0xAD;
    if (c == kSoftHyphen)
      return;
    if (c == kNoBreakSpace || (c < 0x80 && isSpace(static_cast<char>(c))))
      return separate();
    if (c < 0x80)
      return add(static_cast<char>(c));
    if (c >= 0x10000) {
      add(static_cast<char>(0xF0 | (c >> 18)));
      add(static_cast<char>(0x80 | ((c >> 12) & 0x3F)));
    } else if (c >= 0x800) {
      add(static_cast<char>(0xE0 | (c >> 12)));
    } else {
      add(static_cast<char>(0xC0 | (c >> 6)));
    }
    if (c >= 0x800)
      add(static_cast<char>(0x80 | ((c >> 6) & 0x3F)));
    add(static_cast<char>(0x80 | (c & 0x3F)));
  }

  QByteArray finish()
  {
    separate();
    const qsizetype size = m_at - m_bytes.constData();
    m_bytes.truncate(std::max<qsizetype>(0, size - 1));
    return std::move(m_bytes);
  }

private:
  QByteArray m_bytes;
  char* m_at;
  char* m_run; ///< where the word that is being written begins
  bool m_isAscii = true;
};

/// One pass over the markup. Each step writes no more than it reads.
class Extractor
{
public:
  explicit Extractor(QByteArrayView markup)
      : m_at(markup.data()), m_end(markup.data() + markup.size()), m_words(markup.size())
  {}

  QByteArray run()
  {
    while (m_at < m_end) {
      if (*m_at == '<')
        readMarkup();
      else if (*m_at == ']' && rest().starts_with("]]>"sv))
        m_at += 3;
      else
        readCharacter(m_end);
    }
    return m_words.finish();
  }

private:
  std::string_view rest() const { return {m_at, static_cast<size_t>(m_end - m_at)}; }

  void readCharacter(const char* end)
  {
    const char c = *m_at;
    if (c == '&')
      return readEntity(end);
    ++m_at;
    if (isSpace(c))
      m_words.separate();
    else
      m_words.add(c);
  }

  void readEntity(const char* end)
  {
    constexpr ptrdiff_t kLongestEntity = 33; // "&CounterClockwiseContourIntegral;"
    const char* const limit = end - m_at > kLongestEntity ? m_at + kLongestEntity : end;
    const char* const stop = std::find(m_at, limit, ';');
    const char32_t character = stop == limit ? 0 : entityCharacter({m_at + 1, stop - m_at - 1});
    if (character == 0) {
      ++m_at;
      return m_words.separate();
    }
    m_at = stop + 1;
    m_words.addCharacter(character);
  }

  void skipTo(std::string_view mark)
  {
    const size_t found = rest().find(mark);
    m_at = found == std::string_view::npos ? m_end : m_at + found + mark.size();
  }

  void readMarkup()
  {
    if (rest().starts_with("<!--"sv))
      return skipTo("-->"sv);
    if (rest().starts_with("<![CDATA["sv)) {
      m_at += "<![CDATA["sv.size();
      return;
    }
    if (rest().starts_with("<?"sv))
      return skipTo("?>"sv);
    const bool isEnd = rest().starts_with("</"sv);
    const char* const name = m_at + (isEnd ? 2 : 1);
    const char* stop = name;
    while (stop < m_end && isNameCharacter(*stop))
      ++stop;
    // "a < b" is text, whatever a parser would say.
    if (stop == name && !rest().starts_with("<!"sv)) {
      ++m_at;
      return m_words.separate();
    }
    const std::string_view tag(name, static_cast<size_t>(stop - name));
    m_at = stop;
    if (!isOneOf(tag, kInline))
      m_words.separate();
    const bool isEmptyTag = readAttributes();
    if (!isEnd && !isEmptyTag && isOneOf(tag, kHidden))
      skipHidden(tag);
  }

  /// Goes behind the tag; true when it ends in "/>".
  bool readAttributes()
  {
    std::string_view name;
    while (m_at < m_end && *m_at != '>') {
      const char* const start = m_at;
      while (m_at < m_end && isNameCharacter(*m_at))
        ++m_at;
      if (m_at > start)
        name = {start, static_cast<size_t>(m_at - start)};
      else if (*m_at == '"' || *m_at == '\'')
        readValue(isOneOf(name, kShown));
      else
        ++m_at;
    }
    const bool isEmptyTag = m_at[-1] == '/';
    if (m_at < m_end)
      ++m_at;
    return isEmptyTag;
  }

  void readValue(bool isShown)
  {
    const char* const stop = std::find(m_at + 1, m_end, *m_at);
    ++m_at;
    if (stop == m_end) // a lone quote
      return;
    if (isShown) {
      m_words.separate();
      while (m_at < stop)
        readCharacter(stop);
      m_words.separate();
    }
    m_at = stop + 1;
  }

  void skipHidden(std::string_view tag)
  {
    while (m_at < m_end) {
      skipTo("</"sv);
      if (isSameName(rest().substr(0, tag.size()), tag))
        return skipTo(">"sv);
    }
  }

  const char* m_at;
  const char* m_end;
  Words m_words;
};

} // namespace

QByteArray visibleText(QByteArrayView markup)
{
  return Extractor(markup).run();
}

} // namespace scriptorium::markup
