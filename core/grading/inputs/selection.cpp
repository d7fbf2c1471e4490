#include "grading/inputs/selection.h"

namespace scriptorium::capa {

bool isIn(const QString& name, const PyValue& value)
{
  if (const QString* text = value.string())
    return text->contains(name);
  if (value.dict())
    return value.at(name) != nullptr;
  const PyList* items = value.list();
  return items && items->contains(PyValue(name));
}

} // namespace scriptorium::capa
