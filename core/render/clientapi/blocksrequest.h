#pragma once

#include "base/result.h"
#include "render/clientapi/blockstree.h"

namespace scriptorium::render {

/// Whose blocks are asked for, and which.
struct BlocksRequest
{
  BlocksQuery query;
  Learner learner;
};

/// Reads and judges a request to the Blocks API; the error is the reply that refuses it.
Result<BlocksRequest, WebReply> blocksOfCourse(const Visit& visit);
Result<BlocksRequest, WebReply> blocksOfBlock(const Visit& visit, const QString& usage);

} // namespace scriptorium::render
