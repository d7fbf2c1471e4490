#pragma once

#include <QPushButton>

namespace scriptorium {

/// A button that tells a value in a few lines, cut with an ellipsis where they do not fit; pressing it opens
/// what changes the value.
class SummaryButton : public QPushButton
{
  Q_OBJECT

public:
  explicit SummaryButton(QWidget* parent = nullptr);

  void setSummary(const QString& text);
  QString summary() const { return m_summary; }
  QSize sizeHint() const override;
  QSize minimumSizeHint() const override;

protected:
  void resizeEvent(QResizeEvent* event) override;

private:
  void elide();

  QString m_summary;
};

} // namespace scriptorium
