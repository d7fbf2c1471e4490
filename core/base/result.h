#pragma once

#include "base/error.h"

#include <QtGlobal>

#include <utility>
#include <variant>

namespace scriptorium {

/// The value of an operation that has nothing to say beyond "it worked".
struct Unit
{
  friend bool operator==(Unit, Unit) = default;
};

/// Either a value or the error that prevented it: an `Error`, or what a module says instead where the words
/// of its errors are data (grading). Same operations as `std::expected`, which GCC 12 lacks in C++20 mode.
/// Reading the side that is not there is our own mistake and asserts.
template <typename T, typename E = Error>
class [[nodiscard]] Result
{
public:
  Result(T value) : m_state(std::in_place_index<0>, std::move(value)) {}
  Result(E error) : m_state(std::in_place_index<1>, std::move(error)) {}

  bool has_value() const { return m_state.index() == 0; }
  explicit operator bool() const { return has_value(); }

  T& value() &
  {
    Q_ASSERT(has_value());
    return *std::get_if<0>(&m_state);
  }
  const T& value() const&
  {
    Q_ASSERT(has_value());
    return *std::get_if<0>(&m_state);
  }
  T&& value() &&
  {
    Q_ASSERT(has_value());
    return std::move(*std::get_if<0>(&m_state));
  }
  T& operator*() & { return value(); }
  const T& operator*() const& { return value(); }
  T&& operator*() && { return std::move(*this).value(); }
  T* operator->() { return &value(); }
  const T* operator->() const { return &value(); }

  const E& error() const
  {
    Q_ASSERT(!has_value());
    return *std::get_if<1>(&m_state);
  }
  T value_or(T fallback) const { return has_value() ? value() : std::move(fallback); }

private:
  std::variant<T, E> m_state;
};

} // namespace scriptorium

/// Leaves the function with the error of `expression`, when it has one.
#define SCRIPTORIUM_TRY(expression)                                                                          \
  do {                                                                                                       \
    if (auto scriptoriumTried = (expression); !scriptoriumTried)                                             \
      return scriptoriumTried.error();                                                                       \
  } while (false)

#define SCRIPTORIUM_JOIN_(a, b) a##b
#define SCRIPTORIUM_JOIN(a, b) SCRIPTORIUM_JOIN_(a, b)
#define SCRIPTORIUM_TRY_ASSIGN_(name, declaration, expression)                                               \
  auto name = (expression);                                                                                  \
  if (!name)                                                                                                 \
    return name.error();                                                                                     \
  declaration = *std::move(name)

/// Declares `declaration` with the value of `expression`, or leaves the function with its error.
#define SCRIPTORIUM_TRY_ASSIGN(declaration, expression)                                                      \
  SCRIPTORIUM_TRY_ASSIGN_(SCRIPTORIUM_JOIN(scriptoriumResult, __LINE__), declaration, expression)
