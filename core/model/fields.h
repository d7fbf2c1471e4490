#pragma once

#include "base/result.h"

#include <QByteArray>
#include <QList>
#include <QString>

#include <optional>

namespace scriptorium {

/// The fields of a block exactly as its OLX element carries them: attribute name and raw attribute value
/// (entities decoded, nothing else interpreted), in the order of the file. What a value means is
/// `FieldSpec`'s to say. Two lists with the same entries in another order are different fields, but
/// equivalent ones (`isEquivalent`).
class Fields
{
public:
  struct Entry
  {
    QString name;
    QString value;
    friend bool operator==(const Entry&, const Entry&) = default;
  };

  Fields() = default;
  Fields(std::initializer_list<Entry> entries) : m_entries(entries) {}

  bool isEmpty() const { return m_entries.isEmpty(); }
  qsizetype size() const { return m_entries.size(); }
  auto begin() const { return m_entries.cbegin(); }
  auto end() const { return m_entries.cend(); }

  bool contains(const QString& name) const { return value(name).has_value(); }
  /// The raw value; nothing when the field is not set.
  std::optional<QString> value(const QString& name) const;
  /// Replaces the value at its place, or appends the field.
  void set(const QString& name, const QString& value);
  /// Sets one after the other. Quick, however many there are.
  void setAll(const QList<Entry>& entries);
  /// Takes the field away. False when it was not set.
  bool remove(const QString& name);

  /// A JSON object of strings, in order: the form in the store. Stable: equal fields give equal bytes.
  QByteArray toJson() const;
  /// Errors: BadInput, when `json` is not an object of strings.
  static Result<Fields> fromJson(QByteArrayView json);

  bool isEquivalent(const Fields& other) const;
  friend bool operator==(const Fields&, const Fields&) = default;

private:
  QList<Entry> m_entries;
};

} // namespace scriptorium
