#include "ui/inspectors/jsonedit.h"

#include "model/text/jsonfault.h"
#include "ui/widgets/label.h"

#include <QFontDatabase>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QPlainTextEdit>
#include <QStyle>
#include <QVBoxLayout>

using namespace Qt::Literals::StringLiterals;

namespace scriptorium {

QString indentedJson(const QString& json)
{
  const QJsonDocument document = QJsonDocument::fromJson(json.toUtf8());
  const bool isEmpty = document.isArray() ? document.array().isEmpty() : document.object().isEmpty();
  return document.isNull() || isEmpty ? json.trimmed() : QString::fromUtf8(document.toJson()).trimmed();
}

JsonEdit::JsonEdit(const QString& name, QWidget* parent) : QWidget(parent)
{
  m_edit = new QPlainTextEdit(this);
  m_edit->setObjectName(name);
  m_edit->setAccessibleName(tr("Value as JSON"));
  m_edit->setFont(QFontDatabase::systemFont(QFontDatabase::FixedFont));
  m_edit->setPlaceholderText(tr("\"text\", 3, true, [ … ] or { … }"));
  m_edit->setTabChangesFocus(true);
  m_problem = makeLabel({}, u"problem"_s, this);
  m_problem->setObjectName(name + u"Problem"_s);
  m_problem->setWordWrap(true);
  m_problem->hide();
  auto* layout = new QVBoxLayout(this);
  layout->setContentsMargins(0, 0, 0, 0);
  layout->setSpacing(4);
  layout->addWidget(m_edit, 1);
  layout->addWidget(m_problem);
  connect(m_edit, &QPlainTextEdit::textChanged, this, [this] {
    check();
    Q_EMIT edited();
  });
}

void JsonEdit::setText(const QString& text)
{
  m_shown = text;
  if (m_edit->toPlainText() != text)
    m_edit->setPlainText(text);
  check();
}

QString JsonEdit::text() const
{
  return m_edit->toPlainText();
}

bool JsonEdit::isValid() const
{
  return !jsonFault(text());
}

void JsonEdit::setReadOnly(bool readOnly)
{
  m_edit->setReadOnly(readOnly);
}

void JsonEdit::setProblem(const QString& problem)
{
  m_problem->setText(problem);
  m_problem->setVisible(!problem.isEmpty());
  m_edit->setProperty("invalid", !problem.isEmpty());
  m_edit->style()->unpolish(m_edit);
  m_edit->style()->polish(m_edit);
}

void JsonEdit::check()
{
  const auto fault = text().trimmed().isEmpty() ? std::nullopt : jsonFault(text());
  setProblem(fault ? tr("Line %1, column %2: %3").arg(fault->line).arg(fault->column).arg(fault->reason)
                   : QString());
}

} // namespace scriptorium
