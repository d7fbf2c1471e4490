#pragma once

#include "store/coursestore.h"
#include "store/sql/database.h"

#include <QString>

namespace scriptorium::testing {

using namespace Qt::Literals::StringLiterals;

/// What must hold after every step; empty when it does. Reads every head: a few ms for 1,000 blocks.
inline QString brokenInvariant(const CourseStore& store)
{
#define SCRIPTORIUM_LISTS                                                                                    \
  "WITH listed AS (SELECT b.id AS parent, c.key AS k, "                                                      \
  "CASE c.type WHEN 'integer' THEN c.value ELSE json_extract(c.value, '$.b') END AS child, "                 \
  "CASE c.type WHEN 'integer' THEN 0 ELSE coalesce(json_extract(c.value, '$.f'), 0) END AS form "            \
  "FROM block b JOIN version v ON v.id = b.head AND v.children <> '[]', json_each(v.children) c), "          \
  "placed AS (SELECT parent, child, form, row_number() OVER (PARTITION BY parent ORDER BY k) - 1 AS pos "    \
  "FROM listed WHERE form < 3) "
  struct Rule
  {
    const char* says;
    const char* sql;
  };
  static constexpr Rule kRules[] = {
      {"parents and positions follow the heads", SCRIPTORIUM_LISTS
       "SELECT b.id FROM block b LEFT JOIN placed p ON p.child = b.id WHERE b.head IS NOT NULL "
       "AND (b.parent IS NOT p.parent OR (p.parent IS NOT NULL AND b.pos <> p.pos))"},
      {"no block stands in two lists",
       SCRIPTORIUM_LISTS "SELECT child FROM placed GROUP BY child HAVING count(*) > 1"},
      {"no block stands in two published lists",
       "SELECT child FROM (SELECT CASE c.type WHEN 'integer' THEN c.value ELSE json_extract(c.value, '$.b') "
       "END AS child "
       "FROM block b JOIN version v ON v.id = b.published AND v.children <> '[]', json_each(v.children) c "
       "WHERE c.type = 'integer' OR coalesce(json_extract(c.value, '$.f'), 0) < 2) GROUP BY child HAVING "
       "count(*) > 1"},
      {"published lists name published blocks",
       "SELECT child FROM (SELECT CASE c.type WHEN 'integer' THEN c.value ELSE json_extract(c.value, '$.b') "
       "END AS child "
       "FROM block b JOIN version v ON v.id = b.published AND v.children <> '[]', json_each(v.children) c "
       "WHERE c.type = 'integer' OR coalesce(json_extract(c.value, '$.f'), 0) < 2) "
       "JOIN block o ON o.id = child WHERE o.published IS NULL"},
      {"lists name living blocks",
       SCRIPTORIUM_LISTS "SELECT child FROM listed WHERE form < 4 AND NOT EXISTS "
                         "(SELECT 1 FROM block b WHERE b.id = child AND b.head IS NOT NULL)"},
      {"a published list marks exactly the drafts among its blocks",
       SCRIPTORIUM_LISTS "SELECT p.child FROM placed p JOIN block b ON b.id = p.child "
                         "JOIN block o ON o.id = p.parent AND o.published = o.head "
                         "WHERE (p.form = 2) <> (b.published IS NULL)"},
      {"what is in a published unit is published",
       "SELECT b.id FROM block b JOIN block p ON p.id = b.parent AND p.published = p.head "
       "WHERE b.published IS NOT b.head AND p.type NOT IN ('course', 'library', 'chapter', 'sequential')"},
      {"deleted blocks stand nowhere",
       "SELECT id FROM block WHERE head IS NULL AND (parent IS NOT NULL OR published IS NOT NULL)"},
      {"heads are versions of their own block", "SELECT b.id FROM block b LEFT JOIN version h ON h.id = "
                                                "b.head LEFT JOIN version p ON p.id = b.published "
                                                "WHERE (b.head IS NOT NULL AND h.block IS NOT b.id) OR "
                                                "(b.published IS NOT NULL AND p.block IS NOT b.id)"},
      {"every step changed or approved something",
       "SELECT id FROM op WHERE id = (SELECT max(id) FROM op) AND NOT EXISTS "
       "(SELECT 1 FROM change c WHERE c.op = op.id) AND NOT EXISTS "
       "(SELECT 1 FROM approval a WHERE a.op = op.id)"},
      {"what is undone is the end of the history",
       "SELECT id FROM op WHERE state = 0 AND kind NOT IN ('undo', 'redo') "
       "AND id > (SELECT min(id) FROM op WHERE state = 1)"},
      {"the blocks are what the newest step left",
       "SELECT b.id FROM change c JOIN block b ON b.id = c.block WHERE c.op = (SELECT max(id) FROM op) "
       "AND (b.head IS NOT c.new_head OR b.published IS NOT c.new_published)"},
  };
#undef SCRIPTORIUM_LISTS
  for (const Rule& rule : kRules) {
    auto query = store.database().prepare(rule.sql);
    const auto row = query.step();
    if (!row)
      return QString::fromLatin1(rule.says) + u": "_s + row.error().toString();
    if (*row)
      return QString::fromLatin1(rule.says) + u": not so for %1"_s.arg(query.integer(0));
  }
  return {};
}

} // namespace scriptorium::testing
