#pragma once

#include <QByteArray>
#include <QList>
#include <QString>

#include <optional>
#include <utility>
#include <variant>

namespace scriptorium::capa {

class PyValue;
using PyList = QList<PyValue>;
/// In the order of insertion, as Python keeps it. Keys are unique.
using PyDict = QList<std::pair<QString, PyValue>>;

/// A Python value that survives JSON: what scripts leave behind, what learners send, what scripts give back.
class PyValue
{
public:
  /// An integer of any size, as decimal digits with an optional minus.
  struct Integer
  {
    QString digits;
    friend bool operator==(const Integer&, const Integer&) = default;
  };

  PyValue();  ///< None
  ~PyValue(); // these five are not inline: GCC 12 warns of uninitialised members when it inlines them
  PyValue(const PyValue& other);
  PyValue(PyValue&& other) noexcept;
  PyValue& operator=(const PyValue& other);
  PyValue& operator=(PyValue&& other) noexcept;
  PyValue(bool value) : m_value(value) {}
  PyValue(double value) : m_value(value) {}
  PyValue(Integer value) : m_value(std::move(value)) {}
  PyValue(int value) : m_value(Integer{QString::number(value)}) {}
  PyValue(qint64 value) : m_value(Integer{QString::number(value)}) {}
  PyValue(QString value) : m_value(std::move(value)) {}
  PyValue(PyList value) : m_value(std::move(value)) {}
  PyValue(PyDict value) : m_value(std::move(value)) {}
  PyValue(const char*) = delete;

  bool isNone() const { return std::holds_alternative<std::monostate>(m_value); }
  const bool* boolean() const { return std::get_if<bool>(&m_value); }
  const double* real() const { return std::get_if<double>(&m_value); }
  const Integer* integer() const { return std::get_if<Integer>(&m_value); }
  const QString* string() const { return std::get_if<QString>(&m_value); }
  const PyList* list() const { return std::get_if<PyList>(&m_value); }
  const PyDict* dict() const { return std::get_if<PyDict>(&m_value); }

  /// The entry of a dict; null when this is none or it has no such key.
  const PyValue* at(QStringView key) const;

  /// Python's truth.
  bool isTrue() const;
  /// Python's `str()`.
  QString str() const;
  /// Python's `repr()`: shortest digits of floats, single quotes unless the text holds one.
  QString repr() const;
  /// Python's `float()` of a number, a bool or a text; none where it raises.
  std::optional<double> toFloat() const;
  /// Python's `int()` of the same; none where it raises or when it does not fit.
  std::optional<qint64> toInt() const;

  /// JSON as Python's json.dumps writes it (NaN and Infinity included); round trips.
  QByteArray toJson() const;
  /// None where it is not JSON (json.loads), deeper than 200 or longer than 16 MB.
  static std::optional<PyValue> fromJson(QByteArrayView json);

  friend bool operator==(const PyValue&, const PyValue&) = default;

private:
  std::variant<std::monostate, bool, double, Integer, QString, PyList, PyDict> m_value;
};

/// Replaces the entry or appends one.
void setEntry(PyDict& dict, const QString& key, PyValue value);
/// The same for all of `others`, in time that grows with both and not with their product.
void setEntries(PyDict& dict, const PyDict& others);

/// Python's `repr(float)`.
QString floatRepr(double value);
/// Python's `float(text)`: white space around, underscores, inf, nan; none where it raises.
std::optional<double> floatFromText(QStringView text);

} // namespace scriptorium::capa
