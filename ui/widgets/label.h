#pragma once

#include <QLabel>

namespace scriptorium {

/// A label with a place in the typographic order of the style sheet: "display", "title", "heading", "muted",
/// "small", "problem".
QLabel* makeLabel(const QString& text, const QString& role, QWidget* parent = nullptr);

/// One line of text that is cut with an ellipsis where it does not fit; the whole text is its tool tip.
class ElidedLabel : public QLabel
{
  Q_OBJECT

public:
  explicit ElidedLabel(const QString& role, QWidget* parent = nullptr);
  void setFullText(const QString& text);
  /// In half bold letters, whatever the style sheet says.
  void setStrong(bool strong);
  QSize minimumSizeHint() const override;

protected:
  bool event(QEvent* event) override;
  void resizeEvent(QResizeEvent* event) override;

private:
  void elide();
  void applyWeight();

  QString m_text;
  bool m_isStrong = false;
};

} // namespace scriptorium
