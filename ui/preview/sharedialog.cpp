#include "ui/preview/sharedialog.h"

#include "qr/qrcode.h"
#include "ui/widgets/label.h"

#include <QClipboard>
#include <QComboBox>
#include <QDialogButtonBox>
#include <QGridLayout>
#include <QGuiApplication>
#include <QImage>
#include <QPixmap>
#include <QPushButton>
#include <QVBoxLayout>

using namespace Qt::Literals::StringLiterals;

namespace scriptorium {
namespace {

constexpr int kQuietZone = 4; ///< squares around a code, as its standard wants

/// Black on white in every look: cameras expect it so.
QPixmap picture(const QString& text, int size, qreal ratio)
{
  const auto code = QrCode::of(text);
  if (!code)
    return {};
  const int squares = code->size + 2 * kQuietZone;
  QImage image(squares, squares, QImage::Format_RGB32);
  for (int y = 0; y < squares; ++y)
    for (int x = 0; x < squares; ++x)
      image.setPixel(x, y, code->isDark(x - kQuietZone, y - kQuietZone) ? 0xff000000U : 0xffffffffU);
  const int pixels = int(size * ratio) / squares * squares; // whole pixels a square
  QPixmap pixmap = QPixmap::fromImage(image.scaled(pixels, pixels));
  pixmap.setDevicePixelRatio(ratio);
  return pixmap;
}

QPushButton* makeCopyButton(const QString& name, QWidget* parent)
{
  auto* button = new QPushButton(ShareDialog::tr("Copy"), parent);
  button->setAccessibleName(name);
  button->setAutoDefault(false);
  return button;
}

} // namespace

ShareDialog::ShareDialog(QWidget* parent) : QDialog(parent)
{
  setObjectName(u"shareDialog"_s);
  setWindowTitle(tr("Share the preview"));
  setMinimumWidth(520);
  m_wait = makeLabel(tr("The preview starts…"), u"muted"_s, this);
  m_facts = makeFacts();
  m_facts->hide();
  auto* buttons = new QDialogButtonBox(QDialogButtonBox::Close, this);
  auto* stop = buttons->addButton(tr("Stop sharing"), QDialogButtonBox::DestructiveRole);
  stop->setObjectName(u"stopSharing"_s);
  stop->setAutoDefault(false);
  connect(stop, &QPushButton::clicked, this, &ShareDialog::stopRequested);
  connect(buttons, &QDialogButtonBox::rejected, this, &QDialog::reject);
  auto* layout = new QVBoxLayout(this);
  layout->setContentsMargins(16, 16, 16, 12);
  layout->setSpacing(12);
  layout->addWidget(m_wait);
  layout->addWidget(m_facts, 1);
  layout->addWidget(buttons);
}

QWidget* ShareDialog::makeFacts()
{
  auto* facts = new QWidget(this);
  m_picture = new QLabel(facts);
  m_picture->setObjectName(u"sharePicture"_s);
  m_links = new QComboBox(facts);
  m_links->setObjectName(u"shareLinks"_s);
  m_links->setAccessibleName(tr("Link"));
  m_code = makeLabel({}, u"display"_s, facts);
  m_code->setObjectName(u"shareCode"_s);
  m_code->setTextInteractionFlags(Qt::TextSelectableByMouse | Qt::TextSelectableByKeyboard);
  auto* copyLink = makeCopyButton(tr("Copy the link"), facts);
  auto* copyCode = makeCopyButton(tr("Copy the access code"), facts);
  connect(m_links, &QComboBox::currentIndexChanged, this, &ShareDialog::showLink);
  connect(copyLink, &QPushButton::clicked, this,
          [this] { QGuiApplication::clipboard()->setText(m_links->currentText()); });
  connect(copyCode, &QPushButton::clicked, this,
          [this] { QGuiApplication::clipboard()->setText(m_code->text()); });
  auto* words = makeLabel(
      tr("Everybody in this network who has the code sees the course, drafts too, and every edit at "
         "once. The page asks for a name, and keeps what is answered under it. The connection is not "
         "encrypted: share in a network that you trust. Sharing ends with the course."),
      u"small"_s, facts);
  words->setWordWrap(true);
  auto* grid = new QGridLayout(facts);
  grid->setContentsMargins(0, 0, 0, 0);
  grid->setHorizontalSpacing(16);
  grid->addWidget(m_picture, 0, 0, 4, 1, Qt::AlignTop);
  grid->addWidget(makeLabel(tr("Link"), u"heading"_s, facts), 0, 1);
  grid->addWidget(m_links, 1, 1);
  grid->addWidget(copyLink, 1, 2);
  grid->addWidget(makeLabel(tr("Access code"), u"heading"_s, facts), 2, 1);
  grid->addWidget(m_code, 3, 1);
  grid->addWidget(copyCode, 3, 2);
  grid->addWidget(words, 4, 0, 1, 3, Qt::AlignTop);
  grid->setColumnStretch(1, 1);
  grid->setRowStretch(4, 1);
  return facts;
}

void ShareDialog::showShared(const QStringList& links, const QString& code)
{
  m_links->clear();
  m_links->addItems(links);
  m_code->setText(code);
  m_wait->hide();
  m_facts->show();
  showLink();
  layout()->activate();
  resize(width(), qMax(height(), heightForWidth(width()))); // the words wrap
}

void ShareDialog::showLink()
{
  constexpr int kSize = 200;
  m_picture->setPixmap(picture(m_links->currentText(), kSize, devicePixelRatioF()));
  m_picture->setAccessibleName(tr("QR code of %1").arg(m_links->currentText()));
}

} // namespace scriptorium
