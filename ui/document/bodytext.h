#pragma once

#include <QByteArray>
#include <QString>

namespace scriptorium {

/// The bytes of a body as a text to edit, and back. Editors know LF alone and no byte order mark; what the
/// author does not touch keeps its line ends, also where a body mixes them. A value.
class BodyText
{
public:
  explicit BodyText(const QByteArray& bytes = {});

  /// False when the bytes are not UTF-8; the text can then be read but not turned into these bytes again.
  bool isText() const { return m_isText; }
  const QString& text() const { return m_text; }
  /// What the body becomes when its text is edited to `edited`. New lines end as most of the others do.
  QByteArray bytes(const QString& edited) const;

private:
  QString m_text;
  QByteArray m_ends; ///< 'n' LF, 'w' CRLF, 'r' CR for each line; empty when all are like `m_usual`
  char m_usual = 'n';
  bool m_hasMark = false;
  bool m_isText = true;
};

} // namespace scriptorium
