#include "grading/expression/chemistry.h"
#include "grading/expression/complextext.h"
#include "grading/expression/evaluator.h"
#include "support/testmain.h"

#include <QTest>

#include <cmath>
#include <ctime>

using namespace Qt::Literals::StringLiterals;
using namespace scriptorium;
using namespace scriptorium::capa;

namespace {

/// "int 5", "int64 5", "float 2.5", "complex 1 2", or the Python class of the error.
QString summary(const Result<Number, ExpressionError>& result)
{
  if (!result)
    return result.error().exception;
  if (const auto* integer = std::get_if<BigInteger>(&*result))
    return (integer->isNumPy ? u"int64 "_s : u"int "_s) + integer->digits;
  const auto text = [](double value) { return QString::number(value, 'g', 10); };
  if (const auto* real = std::get_if<double>(&*result))
    return u"float "_s + text(*real);
  const auto& complex = std::get<std::complex<double>>(*result);
  return u"complex %1 %2"_s.arg(text(complex.real()), text(complex.imag()));
}

} // namespace

class TestExpression : public QObject
{
  Q_OBJECT

private Q_SLOTS:
  void evaluates_data()
  {
    QTest::addColumn<QString>("formula");
    QTest::addColumn<QString>("expected");
    const auto row = [](const char* name, const QString& formula, const QString& expected) {
      QTest::newRow(name) << formula << expected;
    };
    row("whole numbers stay exact", u"10^30+1"_s, u"int 1000000000000000000000000000001"_s);
    row("whole numbers leave 64 bits", u"9223372036854775807+1"_s, u"int 9223372036854775808"_s);
    row("large whole numbers come back", u"10^30-10^30+7"_s, u"int 7"_s);
    row("division is true division", u"7/2"_s, u"float 3.5"_s);
    row("large numbers divide exactly", u"10^400/10^399"_s, u"float 10"_s);
    row("a quotient beyond the range", u"10^400/3"_s, u"OverflowError"_s);
    row("a large number meets a float", u"10^400*1.0"_s, u"OverflowError"_s);
    row("Python's power overflows", u"10.0^400"_s, u"OverflowError"_s);
    row("NumPy's power is infinite", u"(10*sqrt(1))^400"_s, u"float inf"_s);
    row("Python's negative root is complex", u"(-8)^(1/3)"_s, u"complex 1 1.732050808"_s);
    row("NumPy's negative root is nan", u"(-8*sqrt(1))^(1/3)"_s, u"float nan"_s);
    row("Python divides by zero", u"5/(2-2)"_s, u"ZeroDivisionError"_s);
    row("NumPy divides by zero", u"1/sin(0)"_s, u"float inf"_s);
    row("zero to a negative power", u"0^-1"_s, u"ZeroDivisionError"_s);
    row("abs makes a 64-bit number", u"abs(-3)"_s, u"int64 3"_s);
    row("it stays one", u"abs(-3)*2+1"_s, u"int64 7"_s);
    row("it has no negative power", u"abs(-2)^-1"_s, u"ValueError"_s);
    row("it wraps around", u"abs(3)^50"_s, u"int64 6048575297968530377"_s);
    row("it gives way to a large number", u"abs(3)*10^30"_s, u"int 3000000000000000000000000000000"_s);
    row("it divides by zero as NumPy", u"abs(3)/0"_s, u"float inf"_s);
    row("abs of a large number", u"abs(-10^30)"_s, u"int 1000000000000000000000000000000"_s);
    row("functions refuse large numbers", u"sin(10^30)"_s, u"TypeError"_s);
    row("a float beside a large number is Python's", u"1/(sqrt(4)*10^30-2*10^30)"_s, u"ZeroDivisionError"_s);
    row("factorials are exact", u"fact(25)"_s, u"int 15511210043330985984000000"_s);
    row("of a negative number", u"fact(-1)"_s, u"ValueError"_s);
    row("of a float", u"fact(3.0)"_s, u"TypeError"_s);
    row("of a 64-bit number", u"fact(abs(-3))"_s, u"int 6"_s);
    row("a sign belongs to its number", u"2^-2^2"_s, u"int 16"_s);
    row("a leading sign to its product", u"-2^2"_s, u"int -4"_s);
    row("blanks after a sign", u"2 * - 3"_s, u"int -6"_s);
    row("a sign before a name", u"2*-pi"_s, u"ParseException"_s);
    row("two signs", u"--5"_s, u"int 5"_s);
    row("three signs", u"---5"_s, u"ParseException"_s);
    row("blanks around the exponent", u"1 E + 5"_s, u"float 100000"_s);
    row("a percent sign after a blank", u"5 %"_s, u"float 0.05"_s);
    row("no-break spaces are not blanks", u"1\u00a0+1"_s, u"ParseException"_s);
    row("only blanks of any kind", u"\u00a0 \t"_s, u"float nan"_s);
    row("an exponent beyond the range", u"1e999"_s, u"float inf"_s);
    row("an exponent below it", u"1e-999"_s, u"float 0"_s);
    row("parallel with zero", u"0||5"_s, u"float nan"_s);
    row("parallel without a sum", u"1||-1"_s, u"ZeroDivisionError"_s);
    row("an infinite complex number", u"arctan(i)"_s, u"complex nan inf"_s);
    row("i squared", u"i^2"_s, u"complex -1 0"_s);
    row("complex division by zero", u"i/0"_s, u"ZeroDivisionError"_s);
    row("i takes NumPy's floats for Python's", u"1/(i*sin(0))"_s, u"ZeroDivisionError"_s);
    row("but not on its left", u"1/(sin(0)*i)"_s, u"complex inf nan"_s);
    row("an infinite exponent of i", u"i^exp(1000)"_s, u"ZeroDivisionError"_s);
    row("a huge exponent of a complex number", u"(2*i)^1e300"_s, u"OverflowError"_s);
    row("a complex number over a tiny one", u"i/2^-1074"_s, u"complex 0 inf"_s);
    row("functions refuse numbers beyond floats", u"tanh(10^400)"_s, u"TypeError"_s);
    row("roots of large negative numbers", u"sqrt(-10^30)"_s, u"complex 0 1e+15"_s);
    row("parentheses come before syntax", u"(2+*"_s, u"UnmatchedParenthesis"_s);
    row("syntax comes before names", u"q+"_s, u"ParseException"_s);
    row("names come before arithmetic", u"q/0"_s, u"UndefinedVariable"_s);
    row("4,300 digits", QString(4300, u'9') + u"-"_s + QString(4300, u'9'), u"int 0"_s);
    row("4,301 digits", QString(4301, u'9'), u"ValueError"_s);
  }
  void evaluates()
  {
    QFETCH(QString, formula);
    QFETCH(QString, expected);
    QCOMPARE(summary(evaluateExpression(formula)), expected);
  }

  void namesWhatIsUndefined_data()
  {
    QTest::addColumn<QString>("formula");
    QTest::addColumn<bool>("isCaseSensitive");
    QTest::addColumn<QString>("message");
    const auto row = [](const char* name, const QString& formula, bool isCaseSensitive,
                        const QString& message) {
      QTest::newRow(name) << formula << isCaseSensitive << u"Invalid Input: "_s + message;
    };
    row("each once, sorted", u"w+Z+w"_s, false, u"Z, w not permitted in answer as a variable"_s);
    row("variables before functions", u"foo(w)"_s, false, u"w not permitted in answer as a variable"_s);
    row("a function of another case", u"SIN(1)"_s, true,
        u"SIN not permitted in answer as a function (did you mean sin?)"_s);
    row("a variable as function", u"x(2)"_s, false,
        u"x not permitted in answer as a function (did you forget to use * for multiplication?)"_s);
    row("all suggestions", u"X+PI"_s, true,
        u"PI, X not permitted in answer as a variable (did you mean pi, x?)"_s);
    row("no suggestion without case", u"y"_s, false, u"y not permitted in answer as a variable"_s);
  }
  void namesWhatIsUndefined()
  {
    QFETCH(QString, formula);
    QFETCH(bool, isCaseSensitive);
    QFETCH(QString, message);
    const auto result = evaluateExpression(formula, {{u"x"_s, 2.0}}, isCaseSensitive);
    QVERIFY(!result);
    QCOMPARE(result.error().message, message);
  }

  void variablesOverrideConstants()
  {
    QCOMPARE(summary(evaluateExpression(u"E+e"_s, {{u"e"_s, 2.0}})), u"float 4"_s);
    QCOMPARE(summary(evaluateExpression(u"n/2"_s, {{u"n"_s, BigInteger{u"7"_s}}}, true)), u"float 3.5"_s);
    QCOMPARE(
        summary(evaluateExpression(u"x_1'*U_{ij}^{kl}"_s, {{u"x_1'"_s, 2.0}, {u"U_{ij}^{kl}"_s, 3.0}}, true)),
        u"float 6"_s);
  }

  void whatIsTooMuchEndsQuickly_data()
  {
    QTest::addColumn<QString>("formula");
    QTest::newRow("a tower") << u"9^9^9^9"_s;
    QTest::newRow("many factorials") << u"fact(200000)"_s + u"*fact(200000)"_s.repeated(700);
    QTest::newRow("a factorial of a factorial") << u"fact(fact(20))"_s;
    QTest::newRow("squares of squares") << u"("_s.repeated(100) + u"12345"_s + u")^2"_s.repeated(100);
    QTest::newRow("deep") << u"("_s.repeated(4000) + u"1"_s + u")"_s.repeated(4000);
    QTest::newRow("long") << u"1+"_s.repeated(100'000) + u"1"_s;
    QTest::newRow("signs") << u"-"_s.repeated(9000) + u"1"_s;
    QTest::newRow("powers of powers of two") << u"2^4000000*2^4000000"_s;
  }
  void whatIsTooMuchEndsQuickly()
  {
    QFETCH(QString, formula);
    const std::clock_t start = std::clock(); // of the processor: other work on the machine does not count
    QVERIFY(!evaluateExpression(formula));
    static_cast<void>(latexPreview(formula));
    const auto time = std::clock() - start;
    QVERIFY2(time < 2 * CLOCKS_PER_SEC, qPrintable(QString::number(time)));
  }

  void previewsLatex_data()
  {
    QTest::addColumn<QString>("formula");
    QTest::addColumn<QString>("latex");
    QTest::newRow("parentheses in a fraction") << u"((x))/y"_s << u"\\frac{(x)}{y}"_s;
    QTest::newRow("a product after a fraction") << u"a/b*c/d"_s << u"\\frac{a}{b}\\cdot \\frac{c}{d}"_s;
    QTest::newRow("three levels") << u"x^y^(z)"_s << u"x^{y^{z}}"_s;
    QTest::newRow("logarithms") << u"log10(x)+log2(y^2)"_s << u"\\log_{10}(x)+\\log_2\\left(y^{2}\\right)"_s;
    QTest::newRow("further underscores") << u"a_b_c"_s << u"a_{b\\_c}"_s;
    QTest::newRow("an underscore at the end") << u"b_/c"_s << u"\\frac{b\\_}{c}"_s;
    QTest::newRow("a sign before a function") << u"-sin(x)"_s << u"-\\text{sin}(x)"_s;
    QTest::newRow("a tall number") << u"(1E-5)"_s << u"\\left(1\\!\\times\\!10^{-5}\\right)"_s;
    QTest::newRow("Greek with an index") << u"Varphi_infty"_s << u"\\Varphi_{\\infty}"_s;
    QTest::newRow("omicron is no sign") << u"omicron"_s << u"omicron"_s;
  }
  void previewsLatex()
  {
    QFETCH(QString, formula);
    QFETCH(QString, latex);
    const auto result = latexPreview(formula);
    QVERIFY(result);
    QCOMPARE(*result, latex);
  }

  void comparesWithinTolerance_data()
  {
    QTest::addColumn<double>("given");
    QTest::addColumn<double>("expected");
    QTest::addColumn<QString>("tolerance");
    QTest::addColumn<bool>("isWithin");
    const auto row = [](const char* name, double given, double expected, const QString& tolerance,
                        bool isWithin) { QTest::newRow(name) << given << expected << tolerance << isWithin; };
    row("in decimals, not in binary", 1.2, 1.1, u"0.1"_s, true);
    row("just beyond", 1.2000000000000002, 1.1, u"0.1"_s, false);
    row("a percentage is of the expected number", 111, 100, u"11%"_s, true);
    row("not of the given one", 89, 100, u"10%"_s, false);
    row("the default is of the larger", 100.001, 100, u"0.001%"_s, true);
    row("the default written otherwise is not", 100.0010001, 100, u"0.0010%"_s, false);
    row("infinities are equal", HUGE_VAL, HUGE_VAL, u"1"_s, true);
    row("infinities of either sign are not", HUGE_VAL, -HUGE_VAL, u"1"_s, false);
    row("an infinite tolerance", 1, 2, u"1e999"_s, true);
    row("nothing is near nan", std::nan(""), std::nan(""), u"1e999"_s, false);
    row("tiny numbers", 3e-320, 1e-320, u"2e-320"_s, true);
    row("numbers far apart are rounded to 28 digits", 1e20, 1e-20, u"1e20"_s, true);
    row("a negative tolerance", 1, 1, u"-1e-9"_s, false);
  }
  void comparesWithinTolerance()
  {
    QFETCH(double, given);
    QFETCH(double, expected);
    QFETCH(QString, tolerance);
    QFETCH(bool, isWithin);
    const auto result = isWithinTolerance(given, expected, tolerance, false);
    QVERIFY(result);
    QCOMPARE(*result, isWithin);
  }

  void tolerancesThatAreNone()
  {
    QCOMPARE(isWithinTolerance(1.0, 1.0, u"1/2"_s, false).error().exception, u"ValueError"_s);
    QVERIFY(*isWithinTolerance(1.5, 1.0, u"1/2"_s, true));
    QCOMPARE(isWithinTolerance(1.0, 1.0, u"x"_s, true).error().exception, u"UndefinedVariable"_s);
    QCOMPARE(isWithinTolerance(1.0, 1.0, u""_s, true).error().exception, u"InvalidOperation"_s);
    QCOMPARE(
        isWithinTolerance(BigInteger{u"1"_s + u"0"_s.repeated(400)}, 1.0, u"1"_s, false).error().exception,
        u"OverflowError"_s);
  }

  void readsComplexTexts_data()
  {
    QTest::addColumn<QString>("text");
    QTest::addColumn<QString>("expected");
    const auto row = [](const QString& text, const QString& expected) {
      QTest::newRow(qPrintable(text)) << text << expected;
    };
    row(u"5"_s, u"5 0"_s);
    row(u" 3+4j "_s, u"3 4"_s);
    row(u"( 3-4J )"_s, u"3 -4"_s);
    row(u"j"_s, u"0 1"_s);
    row(u"-j"_s, u"0 -1"_s);
    row(u"1-j"_s, u"1 -1"_s);
    row(u"2e3j"_s, u"0 2000"_s);
    row(u"1e400"_s, u"inf 0"_s);
    row(u"-Infinity+nanj"_s, u"-inf nan"_s);
    row(u"1_000"_s, u"1000 0"_s);
    row(u"\u0663"_s, u"3 0"_s);
    for (const auto& text : {u"1/2"_s, u"2+3*j"_s, u"3 + 4j"_s, u""_s, u"+"_s, u"1__0"_s, u"_1"_s, u"1_"_s,
                             u"3+4"_s, u"((1))"_s, u"nan(1)"_s, u"0x10"_s, u"5 6"_s, u"--5"_s})
      row(text, u"none"_s);
  }
  void readsComplexTexts()
  {
    QFETCH(QString, text);
    QFETCH(QString, expected);
    const auto value = complexFromText(text);
    QCOMPARE(value ? u"%1 %2"_s.arg(value->real()).arg(value->imag()) : u"none"_s, expected);
  }

  void previewsChemistry_data()
  {
    QTest::addColumn<QString>("formula");
    QTest::addColumn<QString>("html");
    const auto row = [](const char* name, const QString& formula, const QString& html) {
      QTest::newRow(name) << formula << u"<span class=\"math\">%1</span>"_s.arg(html);
    };
    row("counts", u"2H2O + CO2(g)"_s, u"2H<sub>2</sub>O+CO<sub>2</sub>(g)"_s);
    row("fractions", u"1/2 O2"_s, u"<sup>1</sup>&frasl;<sub>2</sub>O<sub>2</sub>"_s);
    row("ions and groups", u"5[Ni(NH3)4]^2+ + SO4^2-"_s,
        u"5[Ni(NH<sub>3</sub>)<sub>4</sub>]<sup>2+</sup>+SO<sub>4</sub><sup>2-</sup>"_s);
    row("a charge of one", u"H^1+"_s, u"H<sup>+</sup>"_s);
    row("an equation", u"H^+ + OH^- <-> H2O"_s, u"H<sup>+</sup>+OH<sup>-</sup>\u2194H<sub>2</sub>O"_s);
    row("one side is none", u"H2 -> Qq"_s,
        u"H<sub>2</sub>\u2192<span class=\"inline-error inline\"> Qq</span>"_s);
    row("what is none is escaped", u"<b>'"_s, u"<span class=\"inline-error inline\">&lt;b&gt;&#39;</span>"_s);
    row("brackets without end", u"("_s.repeated(5000),
        u"<span class=\"inline-error inline\">%1</span>"_s.arg(u"("_s.repeated(5000)));
  }
  void previewsChemistry()
  {
    QFETCH(QString, formula);
    QFETCH(QString, html);
    const auto result = chemicalPreview(formula);
    QVERIFY(result);
    QCOMPARE(*result, html);
  }

  void bracesBreakTheChemicalPreview() { QVERIFY(!chemicalPreview(u"H{O}"_s)); }
};

SCRIPTORIUM_TEST(TestExpression)
#include "tst_expression.moc"
