#pragma once

#include <QByteArrayView>
#include <QString>

namespace scriptorium {

/// Hears what a JSON text holds, in order, while `readJson` reads it: for those who need lines, the place of
/// a fault, or numbers as written. Each may say false to stop the reading. What is not overridden goes on.
/// Texts and names are UTF-8 and last for the call.
class JsonEvents
{
public:
  JsonEvents() = default;
  virtual ~JsonEvents() = default;
  Q_DISABLE_COPY_MOVE(JsonEvents)

  virtual bool null() { return true; }
  virtual bool boolean(bool) { return true; }
  /// Of 64 bits; `plain` has no sign before a zero.
  virtual bool whole(double /*value*/, QByteArrayView /*plain*/) { return true; }
  /// Any other number.
  virtual bool number(double /*value*/, QByteArrayView /*written*/) { return true; }
  virtual bool text(QByteArrayView) { return true; }
  virtual bool openList() { return true; }
  virtual bool closeList() { return true; }
  virtual bool openObject() { return true; }
  virtual bool name(QByteArrayView) { return true; }
  virtual bool closeObject() { return true; }
  /// The text is no JSON. `byte` is the 1-based place; 0 when the library tells none, which is a number
  /// beyond floating point. `what` is the library's sentence, its own names included.
  virtual void fault(qsizetype /*byte*/, const QString& /*what*/) {}

  /// 1-based; of the last byte read. A number ends where another byte was read, perhaps that of the next
  /// line.
  int line() const { return m_line; }

private:
  friend bool readJson(QByteArrayView json, JsonEvents& events);
  int m_line = 1;
};

/// Whether `json` was read to its end. A byte order mark is a fault, as it is to Python. There is no limit to
/// its depth, as reading does not recurse.
bool readJson(QByteArrayView json, JsonEvents& events);

} // namespace scriptorium
