#pragma once

#include "model/text/json.h"

#include <QByteArray>
#include <QHash>
#include <QList>
#include <QString>

#include <utility>

namespace scriptorium::render {

using WebFields = QList<std::pair<QString, QString>>;

/// What a browser asks, as a value: no sockets here.
struct WebRequest
{
  QByteArray method;                     ///< in capitals
  QString path;                          ///< without query, percent signs decoded; "+" stands for itself
  WebFields query;                       ///< decoded, "+" is a blank; in order
  QHash<QByteArray, QByteArray> headers; ///< by name in small letters
  QByteArray body;
  QByteArray peer; ///< the address it came from; empty without a network

  QByteArray header(const QByteArray& name) const { return headers.value(name); }
  QString cookie(const QString& name) const;
  /// The first value of this name; empty when there is none.
  QString queried(const QString& name) const;
  bool isQueried(const QString& name) const;
  /// The fields of a body of type application/x-www-form-urlencoded, or of multipart/form-data without its
  /// files.
  WebFields form() const;
  /// The body as JSON; null when it is none.
  Json json() const;
};

/// "a=1&b=%2B" → fields.
WebFields parseUrlEncoded(QByteArrayView text);

/// What the server answers.
struct WebReply
{
  int status = 200;
  QByteArray type = "text/html; charset=utf-8";
  QByteArray body;
  QList<std::pair<QByteArray, QByteArray>> headers;

  static WebReply json(const Json& value, int status = 200);
  static WebReply html(const QString& page, int status = 200);
  static WebReply text(const QByteArray& text, int status = 200);
  /// A page of ours that says what went wrong.
  static WebReply error(int status, const QString& title, const QString& sentence);
  static WebReply notFound();
  static WebReply redirect(const QString& location, int status = 302);
  WebReply& with(const QByteArray& name, const QByteArray& value);
};

} // namespace scriptorium::render
