#include "store/sql/versionhash.h"

#include <QtEndian>

#include <array>

using namespace Qt::Literals::StringLiterals;

namespace scriptorium {
namespace {

/// Numbers as 8 bytes little-endian, texts and bytes with their length in front: no two meanings give one
/// byte string.
class Meaning
{
public:
  void number(qint64 value)
  {
    std::array<char, 8> bytes{};
    qToLittleEndian(value, bytes.data());
    m_bytes.append(bytes.data(), bytes.size());
  }
  void text(const QString& value) { bytes(value.toUtf8()); }
  void bytes(QByteArrayView value)
  {
    number(value.size());
    m_bytes.append(value.data(), value.size());
  }
  Sha256 hash() const { return sha256(m_bytes); }

private:
  QByteArray m_bytes;
};

} // namespace

Sha256 versionHash(const QString& type, const QString& urlName, const BlockVersion& version,
                   const std::optional<Sha256>& body, const NameOf& nameOf)
{
  Meaning meaning;
  meaning.text(type);
  meaning.text(urlName);
  meaning.number(version.fields.size());
  for (const auto& field : version.fields) {
    meaning.text(field.name);
    meaning.text(field.value);
  }
  meaning.number(version.children.size());
  for (const auto& child : version.children) {
    meaning.number(static_cast<qint64>(child.form));
    const BlockName name = child.block.isValid() ? nameOf(child.block) : BlockName{};
    meaning.text(name.type);
    meaning.text(name.urlName);
    meaning.bytes(child.raw);
  }
  meaning.number(static_cast<qint64>(version.bodyForm));
  meaning.bytes(body ? QByteArrayView(reinterpret_cast<const char*>(body->bytes.data()), 32)
                     : QByteArrayView());
  meaning.text(version.bodyPath);
  meaning.number(version.flags.toInt());
  return meaning.hash();
}

Sha256 sourceHash(const QString& path, const Sha256& bytes, int blocks, qint64 order)
{
  Meaning meaning;
  meaning.text(path);
  meaning.bytes(bytes.raw());
  meaning.number(blocks);
  meaning.number(order);
  return meaning.hash();
}

Sha256 metaSeal(const QStringList& values)
{
  Meaning meaning;
  for (const auto& value : values)
    meaning.text(value);
  return meaning.hash();
}

QString versionTitle(const Fields& fields)
{
  return fields.value(u"display_name"_s).value_or(QString());
}

} // namespace scriptorium
