#include "qr/qrcode.h"

#include <qrencode.h>

#include <memory>

using namespace Qt::Literals::StringLiterals;

namespace scriptorium {

Result<QrCode> QrCode::of(const QString& text)
{
  const QByteArray utf8 = text.toUtf8();
  const std::unique_ptr<QRcode, decltype(&QRcode_free)> made(
      QRcode_encodeString8bit(utf8.constData(), 0, QR_ECLEVEL_M), QRcode_free);
  if (!made)
    return Error{Error::Kind::BadInput, text, u"This is too long for a QR code."_s};
  QrCode code;
  code.size = made->width;
  const size_t count = size_t(code.size) * size_t(code.size);
  code.dark.reserve(count);
  for (size_t i = 0; i < count; ++i)
    code.dark.push_back((made->data[i] & 1U) != 0); // the lowest bit says dark, the others what it is for
  return code;
}

QString QrCode::toTerminal() const
{
  constexpr int kQuiet = 4;
  QString text;
  for (int y = -kQuiet; y < size + kQuiet; y += 2) {
    text += u"\x1b[30;107m"_s; // black on bright white
    for (int x = -kQuiet; x < size + kQuiet; ++x) {
      const bool above = isDark(x, y);
      const bool below = isDark(x, y + 1);
      text += QChar(above && below ? 0x2588 : above ? 0x2580 : below ? 0x2584 : 0x20);
    }
    text += u"\x1b[0m\n"_s;
  }
  return text;
}

} // namespace scriptorium
