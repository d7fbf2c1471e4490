#include "olx/write/coursewriter.h"

#include <nlohmann/json.hpp>

using namespace Qt::Literals::StringLiterals;

namespace scriptorium::olx {
namespace {

/// Watches for numbers that would change: integers too long for 64 bits are read as floating point.
struct NumberWatch : nlohmann::json::json_sax_t
{
  bool isExact = true;

  bool null() override { return true; }
  bool boolean(bool) override { return true; }
  bool number_integer(number_integer_t) override { return true; }
  bool number_unsigned(number_unsigned_t) override { return true; }
  bool number_float(number_float_t, const string_t& text) override
  {
    isExact = isExact && text.find_first_of(".eE") != string_t::npos;
    return true;
  }
  bool string(string_t&) override { return true; }
  bool binary(binary_t&) override { return true; }
  bool start_object(std::size_t) override { return true; }
  bool key(string_t&) override { return true; }
  bool end_object() override { return true; }
  bool start_array(std::size_t) override { return true; }
  bool end_array() override { return true; }
  bool parse_error(std::size_t, const std::string&, const nlohmann::json::exception&) override
  {
    return false;
  }
};

} // namespace

Result<QByteArray> studioJson(QByteArrayView json)
{
  NumberWatch watch;
  if (!nlohmann::json::sax_parse(json.begin(), json.end(), &watch))
    return Error{Error::Kind::BadInput, {}, u"This is not valid JSON."_s};
  if (!watch.isExact)
    return Error{Error::Kind::BadInput, {}, u"The JSON holds a number that is too long to be kept."_s};
  const auto parsed = nlohmann::json::parse(json.begin(), json.end(), nullptr, false);
  return QByteArray::fromStdString(parsed.dump(4, ' ', true, nlohmann::json::error_handler_t::replace));
}

} // namespace scriptorium::olx
