#pragma once

#include <QByteArray>
#include <QString>

#include <vector>

namespace scriptorium::render {

/// Something that the LMS would write into its tracking log, as the answer to a request leaves it behind;
/// `render/events` makes the entry of it.
struct Happening
{
  enum class Source
  {
    Block,  ///< published by a block
    Server, ///< by another part of the server
    Browser ///< by a script of a page
  };
  QString name;
  QByteArray data; ///< JSON, or a text that is none
  Source source = Source::Server;
  int node = -1;  ///< the block it is about; -1: none
  QString page{}; ///< of Browser: the address that it names
};
using Happenings = std::vector<Happening>;

} // namespace scriptorium::render
