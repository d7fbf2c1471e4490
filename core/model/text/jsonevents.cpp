#include "model/text/jsonevents.h"

#include <array>
#include <charconv>
#include <iterator>
#include <nlohmann/json.hpp>

using namespace Qt::Literals::StringLiterals;

namespace scriptorium {
namespace {

/// Reads bytes and counts the lines passed; the parser's events come when their token has just been read.
class CountingIterator
{
public:
  using iterator_category = std::input_iterator_tag;
  using value_type = char;
  using difference_type = std::ptrdiff_t;
  using pointer = const char*;
  using reference = const char&;

  CountingIterator(const char* at, int* line) : m_at(at), m_line(line) {}
  reference operator*() const { return *m_at; }
  CountingIterator& operator++()
  {
    if (*m_at == '\n')
      ++*m_line;
    ++m_at;
    return *this;
  }
  bool operator==(const CountingIterator& other) const { return m_at == other.m_at; }
  friend bool operator!=(const CountingIterator& a, const CountingIterator& b) { return a.m_at != b.m_at; }

private:
  const char* m_at;
  int* m_line;
};

/// Passes the parser's events on. Function names are those nlohmann asks for.
class Passing : public nlohmann::json_sax<nlohmann::json>
{
public:
  explicit Passing(JsonEvents& events) : m_events(events) {}

  bool null() override { return m_events.null(); }
  bool boolean(bool value) override { return m_events.boolean(value); }
  bool number_integer(number_integer_t value) override { return passWhole(value); }
  bool number_unsigned(number_unsigned_t value) override { return passWhole(value); }
  bool number_float(number_float_t value, const string_t& written) override
  {
    return m_events.number(value, QByteArrayView(written));
  }
  bool string(string_t& value) override { return m_events.text(QByteArrayView(value)); }
  bool binary(binary_t&) override { return false; }
  bool start_object(std::size_t) override { return m_events.openObject(); }
  bool key(string_t& name) override { return m_events.name(QByteArrayView(name)); }
  bool end_object() override { return m_events.closeObject(); }
  bool start_array(std::size_t) override { return m_events.openList(); }
  bool end_array() override { return m_events.closeList(); }
  bool parse_error(std::size_t, const std::string&, const nlohmann::detail::exception& fault) override
  {
    const auto* placed = dynamic_cast<const nlohmann::json::parse_error*>(&fault);
    m_events.fault(placed ? static_cast<qsizetype>(placed->byte) : 0, QString::fromUtf8(fault.what()));
    return false;
  }

private:
  template <typename Number>
  bool passWhole(Number value)
  {
    std::array<char, 24> digits{};
    const auto written = std::to_chars(digits.begin(), digits.end(), value);
    return m_events.whole(static_cast<double>(value), QByteArrayView(digits.data(), written.ptr));
  }

  JsonEvents& m_events;
};

} // namespace

bool readJson(QByteArrayView json, JsonEvents& events)
{
  events.m_line = 1;
  if (json.startsWith("\xEF\xBB\xBF")) {
    events.fault(1, u"- a byte order mark at the start"_s);
    return false;
  }
  Passing passing(events);
  const CountingIterator begin(json.begin(), &events.m_line);
  const CountingIterator end(json.end(), &events.m_line);
  return nlohmann::json::sax_parse(begin, end, &passing);
}

} // namespace scriptorium
