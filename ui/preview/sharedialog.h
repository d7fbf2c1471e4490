#pragma once

#include <QDialog>
#include <QStringList>

class QComboBox;
class QLabel;

namespace scriptorium {

/// Where a course team finds the preview that is shared with it: link, access code, and the link as a QR code
/// for phones. The window works on beside it.
class ShareDialog : public QDialog
{
  Q_OBJECT

public:
  explicit ShareDialog(QWidget* parent = nullptr);

  /// `links`: the most likely first; `code`: what the page asks for.
  void showShared(const QStringList& links, const QString& code);

Q_SIGNALS:
  void stopRequested();

private:
  QWidget* makeFacts();
  void showLink();

  QLabel* m_wait;
  QWidget* m_facts;
  QLabel* m_picture = nullptr;
  QComboBox* m_links = nullptr;
  QLabel* m_code = nullptr;
};

} // namespace scriptorium
