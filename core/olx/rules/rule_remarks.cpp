#include "olx/rules/courserules.h"

#include <QHash>

#include <algorithm>

using namespace Qt::Literals::StringLiterals;

namespace scriptorium::olx::rules {
namespace {

class RemarkReport
{
public:
  RemarkReport(const CourseFacts& facts, Report& report) : m_facts(facts), m_report(report) {}

  void run()
  {
    for (const auto& remark : m_facts.records.remarks)
      if (isRead(remark.file))
        add(remark);
  }

private:
  /// Blocks and their bodies, and the pages beside the tree.
  bool isRead(int file) const
  {
    const FileRecord& record = m_facts.records.files[size_t(file)];
    if (record.is(FileRecord::Used) || file == m_facts.root.record.file)
      return true;
    if (!m_facts.files.isInside(file))
      return false;
    const QByteArrayView path = m_facts.records.pathOf(file).sliced(m_facts.files.prefix().size());
    return path.startsWith("about/") || path.startsWith("tabs/") || path.startsWith("info/");
  }

  void add(const Remark& remark)
  {
    m_report.add(remark.severity, remark.rule, placeOf(remark), remark.message, remark.advice);
  }

  Place placeOf(const Remark& remark)
  {
    Place place;
    place.file = m_facts.files.pathFromRoot(remark.file);
    place.line = remark.line;
    if (remark.node < 0)
      nameBodyOwner(place);
    else
      nameBlock(place, remark);
    return place;
  }

  void nameBlock(Place& place, const Remark& remark) const
  {
    const Records& records = m_facts.records;
    const Node& node = records.nodes[size_t(remark.node)];
    place.blockType = records.typeOf(node).name;
    if (records.files[size_t(remark.file)].root != remark.node) {
      place.blockId = QString::fromUtf8(records.text(node.name));
      return;
    }
    // The root of a file goes by the pointer's name, which is the file's.
    QString path = place.file;
    if (path.startsWith(u"drafts/"))
      path.remove(0, 7);
    const qsizetype slash = path.indexOf(u'/');
    if (slash < 0) {
      place.blockId = m_facts.course.blocks[m_facts.course.root].urlName;
      return;
    }
    path = path.sliced(slash + 1);
    if (path.endsWith(u".xml"))
      path.chop(4);
    place.blockId = path.replace(u'/', u':');
  }

  void nameBodyOwner(Place& place)
  {
    if (!m_hasOwners) {
      m_hasOwners = true;
      for (qsizetype i = 0; i < m_facts.course.blocks.size(); ++i) {
        const ParsedBlock& block = m_facts.course.blocks[i];
        if (block.published && block.published->bodyForm == BodyForm::Text)
          m_owners.insert(block.published->bodyPath, i);
        if (block.draft && block.draft->bodyForm == BodyForm::Text)
          m_owners.insert(u"drafts/"_s + block.draft->bodyPath, i);
      }
    }
    const qsizetype owner = m_owners.value(place.file, -1);
    if (owner < 0)
      return;
    place.blockType = m_facts.course.blocks[owner].type;
    place.blockId = m_facts.course.blocks[owner].urlName;
  }

  const CourseFacts& m_facts;
  Report& m_report;
  QHash<QString, qsizetype> m_owners; ///< by path of the body
  bool m_hasOwners = false;
};

} // namespace

void remarks(const CourseFacts& facts, Report& report)
{
  RemarkReport(facts, report).run();
}

} // namespace scriptorium::olx::rules
