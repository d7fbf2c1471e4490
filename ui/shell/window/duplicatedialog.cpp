#include "ui/shell/window/duplicatedialog.h"

#include "ui/widgets/label.h"

#include <QDialogButtonBox>
#include <QLineEdit>
#include <QPushButton>
#include <QVBoxLayout>

#include <utility>

using namespace Qt::Literals::StringLiterals;

namespace scriptorium {

DuplicateDialog::DuplicateDialog(const QString& title, const CourseKey& proposed, QStringList taken,
                                 QWidget* parent)
    : QDialog(parent), m_key(proposed), m_taken(std::move(taken))
{
  setObjectName(u"duplicateDialog"_s);
  setWindowTitle(tr("Duplicate a course"));
  setMinimumWidth(480);
  auto* intro = makeLabel(tr("The copy of “%1” begins a history of its own; changes in one do not reach the "
                             "other. Under which key is it to be stored?")
                              .arg(title),
                          {}, this);
  intro->setWordWrap(true);
  m_text = new QLineEdit(proposed.toString(), this);
  m_text->setObjectName(u"duplicateKey"_s);
  m_text->setAccessibleName(tr("Key of the copy"));
  m_problem = makeLabel({}, u"problem"_s, this);
  m_problem->setObjectName(u"duplicateProblem"_s);
  m_problem->setWordWrap(true);
  auto* buttons = new QDialogButtonBox(QDialogButtonBox::Cancel, this);
  m_done = buttons->addButton(tr("Duplicate"), QDialogButtonBox::AcceptRole);
  m_done->setProperty("primary", true);
  m_done->setDefault(true);
  auto* layout = new QVBoxLayout(this);
  layout->setContentsMargins(20, 20, 20, 16);
  layout->setSpacing(12);
  layout->addWidget(intro);
  layout->addWidget(m_text);
  layout->addWidget(m_problem);
  layout->addStretch();
  layout->addWidget(buttons);
  connect(m_text, &QLineEdit::textChanged, this, &DuplicateDialog::check);
  connect(buttons, &QDialogButtonBox::accepted, this, &DuplicateDialog::choose);
  connect(buttons, &QDialogButtonBox::rejected, this, &QDialog::reject);
  check();
  // The run is what a copy mostly has of its own.
  const auto run = m_text->text().lastIndexOf(u'+') + 1;
  m_text->setSelection(static_cast<int>(run), static_cast<int>(m_text->text().size() - run));
}

void DuplicateDialog::check()
{
  const auto key = CourseKey::parse(m_text->text().trimmed());
  QString problem;
  if (!key)
    problem = key.error().detail;
  else if (key->kind() != m_key.kind())
    problem = tr("The copy needs a key of the same kind.");
  else if (m_taken.contains(key->toString()))
    problem = tr("A course of this key is stored already.");
  else
    m_key = *key;
  m_problem->setText(problem);
  m_done->setEnabled(problem.isEmpty());
}

void DuplicateDialog::choose()
{
  if (!m_done->isEnabled())
    return;
  accept();
  Q_EMIT chosen(m_key);
}

} // namespace scriptorium
