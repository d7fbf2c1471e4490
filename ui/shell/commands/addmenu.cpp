#include "ui/shell/commands/addmenu.h"

#include "ui/document/coursedocument.h"
#include "ui/widgets/icon.h"

#include <QCoreApplication>
#include <QMenu>
#include <QRegularExpression>

#include <algorithm>

using namespace Qt::Literals::StringLiterals;

namespace scriptorium {
namespace {

struct Texts
{
  Q_DECLARE_TR_FUNCTIONS(AddMenu)
};

void addType(QMenu* menu, const BlockType& type, AddChoice choice)
{
  choice.type = type.type;
  const QIcon picture = icon(blockIconName(type.type, type.icon));
  const auto addAction = [&](QMenu* to, const QString& text, const QString& templateId) {
    choice.templateId = templateId;
    QAction* action = to->addAction(picture, text);
    action->setData(QVariant::fromValue(choice));
    action->setObjectName(u"add:%1:%2"_s.arg(type.type, templateId));
  };
  if (type.templates.size() <= 1) {
    addAction(menu, type.displayName, type.templates.isEmpty() ? QString() : type.templates.first().id);
    return;
  }
  QMenu* templates = menu->addMenu(picture, type.displayName);
  for (const auto& sample : type.templates)
    addAction(templates, sample.displayName, sample.id);
}

/// What courses are mostly made of stands first.
qsizetype rank(const QString& type)
{
  static const QStringList kFirst{u"html"_s, u"problem"_s, u"video"_s, u"discussion"_s};
  const qsizetype at = kFirst.indexOf(type);
  return at < 0 ? kFirst.size() : at;
}

/// A line of words between entries; style sheets do not show the text of sections.
void addHeading(QMenu* menu, const QString& text)
{
  if (!menu->isEmpty())
    menu->addSeparator();
  menu->addAction(text)->setEnabled(false);
}

/// The types that may stand below `parent`, by category: what is common first.
void addTypes(QMenu* menu, CourseDocument& document, const Outline::Node* parent, int row)
{
  const AddChoice choice{parent->row.id, row, {}, {}};
  QList<const BlockType*> common;
  QList<const BlockType*> advanced;
  const QList<const BlockType*> all = document.types().all();
  for (const BlockType* type : all) {
    if (type->category == "deprecated"_L1 || !document.outlineModel().takesChildren(parent, {type->type}))
      continue;
    (type->category == "advanced"_L1 ? advanced : common).append(type);
  }
  std::ranges::stable_sort(common, {}, [](const BlockType* type) { return rank(type->type); });
  for (const BlockType* type : std::as_const(common))
    addType(menu, *type, choice);
  if (advanced.isEmpty())
    return;
  QMenu* more = menu->addMenu(icon(u"puzzle"_s), Texts::tr("Advanced"));
  for (const BlockType* type : std::as_const(advanced))
    addType(more, *type, choice);
}

} // namespace

QMenu* makeAddMenu(CourseDocument& document, const Outline::Node& node, QWidget* parent)
{
  auto* menu = new QMenu(parent);
  menu->setObjectName(u"addMenu"_s);
  menu->setAttribute(Qt::WA_DeleteOnClose);
  const OutlineModel& model = document.outlineModel();
  if (document.types().type(node.row.type).isContainer) {
    addHeading(menu, Texts::tr("Inside “%1”").arg(model.title(&node).left(40)));
    addTypes(menu, document, &node, -1);
  }
  if (node.parent) {
    addHeading(menu, Texts::tr("After “%1”").arg(model.title(&node).left(40)));
    addTypes(menu, document, node.parent, node.index + 1);
  }
  return menu;
}

QStringList clipboardTypes(const QByteArray& olx)
{
  // Only a hint for choosing the place; the store parses the document and decides.
  static const QRegularExpression kTag(u"<([A-Za-z_][\\w.-]*)"_s);
  const QString head = QString::fromUtf8(olx.left(4096));
  const auto first = kTag.match(head);
  if (!first.hasMatch())
    return {};
  if (first.captured(1) != "olx-clipboard"_L1)
    return {first.captured(1)};
  const auto second = kTag.match(head, first.capturedEnd());
  return second.hasMatch() ? QStringList{second.captured(1)} : QStringList{};
}

} // namespace scriptorium
