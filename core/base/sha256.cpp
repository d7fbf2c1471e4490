#include "base/sha256.h"

#include <openssl/evp.h>

#include <algorithm>
#include <cctype>
#include <cstring>

using namespace Qt::Literals::StringLiterals;

namespace scriptorium {

struct Sha256Hasher::Context
{
  EVP_MD_CTX* md = EVP_MD_CTX_new();
  ~Context() { EVP_MD_CTX_free(md); }
  // Looking the algorithm up takes a lock and longer than hashing a small file.
  void start() const
  {
    static EVP_MD* const algorithm = EVP_MD_fetch(nullptr, "SHA256", nullptr);
    EVP_DigestInit_ex(md, algorithm, nullptr);
  }
  Context() { start(); }
  Context(const Context&) = delete;
  Context& operator=(const Context&) = delete;
};

Sha256Hasher::Sha256Hasher() : m_context(std::make_unique<Context>()) {}
Sha256Hasher::~Sha256Hasher() = default;
Sha256Hasher::Sha256Hasher(Sha256Hasher&&) noexcept = default;
Sha256Hasher& Sha256Hasher::operator=(Sha256Hasher&&) noexcept = default;

void Sha256Hasher::add(QByteArrayView bytes)
{
  EVP_DigestUpdate(m_context->md, bytes.data(), static_cast<size_t>(bytes.size()));
}

Sha256 Sha256Hasher::finish()
{
  Sha256 hash;
  EVP_DigestFinal_ex(m_context->md, hash.bytes.data(), nullptr);
  m_context->start();
  return hash;
}

Sha256 sha256(QByteArrayView bytes)
{
  thread_local Sha256Hasher hasher;
  hasher.add(bytes);
  return hasher.finish();
}

QByteArray Sha256::raw() const
{
  return {reinterpret_cast<const char*>(bytes.data()), static_cast<qsizetype>(bytes.size())};
}

QByteArray Sha256::hex() const
{
  return raw().toHex();
}

Result<Sha256> Sha256::fromRaw(QByteArrayView raw)
{
  Sha256 hash;
  if (raw.size() != static_cast<qsizetype>(hash.bytes.size()))
    return Error{Error::Kind::BadInput, {}, u"A SHA-256 has 32 bytes."_s};
  std::memcpy(hash.bytes.data(), raw.data(), hash.bytes.size());
  return hash;
}

Result<Sha256> Sha256::fromHex(QByteArrayView text)
{
  // QByteArray passes over what is no digit.
  const auto isDigit = [](char c) { return std::isxdigit(static_cast<unsigned char>(c)) != 0; };
  const QByteArray raw = QByteArray::fromHex(text.toByteArray());
  if (text.size() != 64 || !std::ranges::all_of(text, isDigit))
    return Error{Error::Kind::BadInput, {}, u"A SHA-256 is written as 64 hex digits."_s};
  return fromRaw(raw);
}

} // namespace scriptorium
