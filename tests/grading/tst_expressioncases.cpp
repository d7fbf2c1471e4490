#include "grading/expression/evaluator.h"
#include "support/shared.h"
#include "support/testmain.h"

#include <QFile>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QTest>

#include <cmath>

using namespace Qt::Literals::StringLiterals;
using namespace scriptorium;
using namespace scriptorium::capa;

namespace {

QJsonArray casesOf(const QString& name)
{
  QFile file(testing::sharedFolder() + u"/capa-cases/"_s + name);
  if (testing::sharedFolder().isEmpty() || !file.open(QIODevice::ReadOnly))
    return {};
  return QJsonDocument::fromJson(file.readAll()).object().value("cases"_L1).toArray();
}

/// Plain numbers, "nan", "inf", {"int": "…"}, {"re", "im"} and [re, im].
std::complex<double> toComplex(const QJsonValue& value)
{
  const QJsonObject object = value.toObject();
  if (object.contains("int"_L1))
    return object.value("int"_L1).toString().toDouble();
  if (!object.isEmpty())
    return {toComplex(object.value("re"_L1)).real(), toComplex(object.value("im"_L1)).real()};
  if (value.isArray())
    return {value.toArray().at(0).toDouble(), value.toArray().at(1).toDouble()};
  if (value.isString())
    return value.toString() == "nan"_L1 ? std::nan("") : value.toString() == "inf"_L1 ? HUGE_VAL : -HUGE_VAL;
  return value.toDouble();
}

std::complex<double> toComplex(const Number& number)
{
  if (const auto* integer = std::get_if<BigInteger>(&number))
    return integer->digits.toDouble();
  if (const auto* real = std::get_if<double>(&number))
    return *real;
  return std::get<std::complex<double>>(number);
}

bool isClose(double a, double b)
{
  return a == b || (std::isnan(a) && std::isnan(b)) ||
         std::fabs(a - b) <= 1e-12 * std::max({std::fabs(a), std::fabs(b), 1e-3});
}

Number toNumber(const QJsonValue& value)
{
  if (value.isArray())
    return toComplex(value);
  const double number = value.toDouble();
  if (number == std::floor(number) && std::fabs(number) < 1e15)
    return BigInteger{QString::number(static_cast<qint64>(number))};
  return number;
}

QString typeOf(const Number& number)
{
  if (const auto* integer = std::get_if<BigInteger>(&number))
    return integer->isNumPy ? u"int64"_s : u"int"_s;
  return std::holds_alternative<double>(number) ? u"float"_s : u"complex"_s;
}

void addRows(const QString& file)
{
  QTest::addColumn<QJsonObject>("row");
  for (const auto& value : casesOf(file)) {
    const QJsonObject row = value.toObject();
    QTest::newRow(row.value("title"_L1).toString().toUtf8().constData()) << row;
  }
}

} // namespace

class TestExpressionCases : public QObject
{
  Q_OBJECT

private Q_SLOTS:
  void initTestCase()
  {
    if (testing::sharedFolder().isEmpty())
      QSKIP(testing::kNoShared);
  }

  void calc_data() { addRows(u"calc.json"_s); }
  void calc()
  {
    QFETCH(QJsonObject, row);
    Expression::Variables variables;
    const QJsonObject given = row.value("vars"_L1).toObject();
    for (auto it = given.begin(); it != given.end(); ++it)
      variables[it.key()] = it.value().toDouble();
    const QJsonObject expected = row.value("expect"_L1).toObject();
    const auto result = evaluateExpression(row.value("expr"_L1).toString(), variables,
                                           row.value("case_sensitive"_L1).toBool());
    if (expected.contains("error"_L1)) {
      QVERIFY(!result);
      QCOMPARE(result.error().exception, expected.value("error"_L1).toString());
      if (expected.value("message"_L1).isString())
        QCOMPARE(result.error().message, expected.value("message"_L1).toString());
      return;
    }
    QVERIFY2(result, result ? "" : qPrintable(result.error().message));
    const auto wanted = toComplex(expected.value("value"_L1));
    const auto found = toComplex(*result);
    QVERIFY2(isClose(found.real(), wanted.real()) && isClose(found.imag(), wanted.imag()),
             qPrintable(u"%1 %2"_s.arg(found.real(), 0, 'g', 17).arg(found.imag(), 0, 'g', 17)));
    QCOMPARE(typeOf(*result), expected.value("type"_L1).toString());
  }

  void preview_data() { addRows(u"preview.json"_s); }
  void preview()
  {
    QFETCH(QJsonObject, row);
    const QJsonObject expected = row.value("expect"_L1).toObject();
    const auto result = latexPreview(row.value("expr"_L1).toString());
    QCOMPARE(result.has_value(), expected.value("is_valid"_L1).toBool());
    if (result)
      QCOMPARE(*result, expected.value("preview"_L1).toString());
  }

  void tolerance_data() { addRows(u"tolerance.json"_s); }
  void tolerance()
  {
    QFETCH(QJsonObject, row);
    const QJsonValue tolerance = row.value("tolerance"_L1);
    const auto result = isWithinTolerance(
        toNumber(row.value("student"_L1)), toNumber(row.value("instructor"_L1)),
        tolerance.isString() ? tolerance.toString() : QString::number(tolerance.toDouble(), 'g', 17), false,
        row.value("relative"_L1).toBool());
    QVERIFY(result);
    QCOMPARE(*result, row.value("expect"_L1).toObject().value("equal"_L1).toBool());
  }
};

SCRIPTORIUM_TEST(TestExpressionCases)
#include "tst_expressioncases.moc"
