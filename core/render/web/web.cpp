#include "render/web/web.h"

#include <QUrl>

#include <algorithm>

using namespace Qt::Literals::StringLiterals;

namespace scriptorium::render {
namespace {

QString decodedField(QByteArrayView text)
{
  QByteArray bytes = text.toByteArray();
  bytes.replace('+', ' ');
  return QString::fromUtf8(QByteArray::fromPercentEncoding(bytes));
}

/// The value of a parameter in a header: `name="x"`.
QByteArray parameter(const QByteArray& header, const QByteArray& name)
{
  const qsizetype at = header.indexOf(name + "=\"");
  if (at < 0)
    return {};
  const qsizetype from = at + name.size() + 2;
  const qsizetype to = header.indexOf('"', from);
  return to < 0 ? QByteArray() : header.sliced(from, to - from);
}

/// One part of a body of several: its name and value; files have no value here.
void takePart(QByteArrayView part, WebFields& fields)
{
  const qsizetype end = part.indexOf("\r\n\r\n");
  if (end < 0)
    return;
  const QByteArray head = part.first(end).toByteArray();
  const QByteArray name = parameter(head, "; name");
  if (name.isEmpty() || head.contains("; filename="))
    return;
  QByteArrayView value = part.sliced(end + 4);
  if (value.endsWith("\r\n"))
    value.chop(2);
  fields.append({QString::fromUtf8(name), QString::fromUtf8(value)});
}

WebFields multipart(QByteArrayView body, const QByteArray& type)
{
  const qsizetype at = type.indexOf("boundary=");
  WebFields fields;
  if (at < 0)
    return fields;
  QByteArray boundary = type.sliced(at + 9).trimmed();
  boundary.replace('"', QByteArray());
  const QByteArray line = "--" + boundary;
  for (qsizetype from = body.indexOf(line); from >= 0;) {
    const qsizetype next = body.indexOf(line, from + line.size());
    if (next < 0)
      break;
    takePart(body.sliced(from + line.size(), next - from - line.size()), fields);
    from = next;
  }
  return fields;
}

} // namespace

WebFields parseUrlEncoded(QByteArrayView text)
{
  WebFields fields;
  for (const QByteArray& pair : text.toByteArray().split('&')) {
    if (pair.isEmpty())
      continue;
    const qsizetype equals = pair.indexOf('=');
    const QByteArrayView view(pair);
    fields.append({decodedField(equals < 0 ? view : view.first(equals)),
                   equals < 0 ? QString() : decodedField(view.sliced(equals + 1))});
  }
  return fields;
}

QString WebRequest::cookie(const QString& name) const
{
  for (const QByteArray& pair : header("cookie").split(';')) {
    const QByteArray trimmed = pair.trimmed();
    const qsizetype equals = trimmed.indexOf('=');
    if (equals > 0 && QString::fromUtf8(trimmed.first(equals)) == name)
      return QString::fromUtf8(trimmed.sliced(equals + 1));
  }
  return {};
}

QString WebRequest::queried(const QString& name) const
{
  const auto found = std::ranges::find(query, name, [](const auto& field) { return field.first; });
  return found == query.end() ? QString() : found->second;
}

bool WebRequest::isQueried(const QString& name) const
{
  return std::ranges::any_of(query, [&name](const auto& field) { return field.first == name; });
}

WebFields WebRequest::form() const
{
  const QByteArray type = header("content-type");
  return type.startsWith("multipart/form-data") ? multipart(body, type) : parseUrlEncoded(body);
}

Json WebRequest::json() const
{
  return Json::parse(QByteArrayView(body)).value_or(Json());
}

WebReply WebReply::json(const Json& value, int status)
{
  return {status, "application/json", value.toUtf8(), {}};
}

WebReply WebReply::html(const QString& page, int status)
{
  return {status, "text/html; charset=utf-8", page.toUtf8(), {}};
}

WebReply WebReply::text(const QByteArray& text, int status)
{
  return {status, "text/plain; charset=utf-8", text, {}};
}

WebReply WebReply::error(int status, const QString& title, const QString& sentence)
{
  return html(u"<!DOCTYPE html>\n<html lang=\"en\"><head><meta charset=\"utf-8\"><title>%1</title>"
              "<style>:root{color-scheme:light dark}body{font:1rem/1.5 system-ui,sans-serif;max-width:40rem;"
              "margin:15vh auto;padding:0 1.5rem}</style></head>"
              "<body class=\"ltr  lang_en\"><main><h1>%1</h1><p>%2</p></main></body></html>"_s.arg(
                  title.toHtmlEscaped(), sentence.toHtmlEscaped()),
              status);
}

WebReply WebReply::notFound()
{
  return error(404, u"Page not found"_s, u"The preview has nothing at this address."_s);
}

WebReply WebReply::redirect(const QString& location, int status)
{
  WebReply reply{status, "text/html; charset=utf-8", {}, {}};
  return reply.with("Location", QUrl(location).toEncoded());
}

WebReply& WebReply::with(const QByteArray& name, const QByteArray& value)
{
  headers.append({name, value});
  return *this;
}

} // namespace scriptorium::render
