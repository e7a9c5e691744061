namespace Hiwae.Formulas;

/// <summary>
/// A number to write formulas over. A formula that is a generic function of such numbers is written once and runs with several: tensors (<see cref="TensorReal"/>), 64-bit
/// numbers (<see cref="Real64"/>), and <see cref="Expression"/>s, which record it, so that it can be differentiated and compiled.
/// </summary>
/// <remarks>
/// A formula has no branches: what depends on a comparison is <see cref="IfLess"/>, and all of its arguments are computed. Each should see numbers only for which it and
/// its derivative are finite, because zero times infinity is not a number.
/// </remarks>
/// <typeparam name="TSelf">The number.</typeparam>
public interface IReal<TSelf> where TSelf : IReal<TSelf>
{
    /// <summary>A number that is the same for all values.</summary>
    static abstract TSelf Constant(double value);

    /// <summary>a + b.</summary>
    static abstract TSelf operator +(TSelf left, TSelf right);

    /// <summary>a − b.</summary>
    static abstract TSelf operator -(TSelf left, TSelf right);

    /// <summary>a b.</summary>
    static abstract TSelf operator *(TSelf left, TSelf right);

    /// <summary>a / b.</summary>
    static abstract TSelf operator /(TSelf left, TSelf right);

    /// <summary>−a.</summary>
    static abstract TSelf operator -(TSelf value);

    /// <summary>a + b.</summary>
    static virtual TSelf operator +(TSelf left, double right) => left + TSelf.Constant(right);

    /// <summary>a + b.</summary>
    static virtual TSelf operator +(double left, TSelf right) => TSelf.Constant(left) + right;

    /// <summary>a − b.</summary>
    static virtual TSelf operator -(TSelf left, double right) => left - TSelf.Constant(right);

    /// <summary>a − b.</summary>
    static virtual TSelf operator -(double left, TSelf right) => TSelf.Constant(left) - right;

    /// <summary>a b.</summary>
    static virtual TSelf operator *(TSelf left, double right) => left * TSelf.Constant(right);

    /// <summary>a b.</summary>
    static virtual TSelf operator *(double left, TSelf right) => TSelf.Constant(left) * right;

    /// <summary>a / b.</summary>
    static virtual TSelf operator /(TSelf left, double right) => left / TSelf.Constant(right);

    /// <summary>a / b.</summary>
    static virtual TSelf operator /(double left, TSelf right) => TSelf.Constant(left) / right;

    /// <summary>e^x.</summary>
    static abstract TSelf Exp(TSelf x);

    /// <summary>e^x − 1, exact for small x.</summary>
    static abstract TSelf ExpM1(TSelf x);

    /// <summary>log x.</summary>
    static abstract TSelf Log(TSelf x);

    /// <summary>log(1 + x), exact for small x.</summary>
    static abstract TSelf Log1P(TSelf x);

    /// <summary>√x.</summary>
    static abstract TSelf Sqrt(TSelf x);

    /// <summary>x².</summary>
    static abstract TSelf Square(TSelf x);

    /// <summary>|x|; its derivative at 0 is 0.</summary>
    static abstract TSelf Abs(TSelf x);

    /// <summary>−1, 0 or 1.</summary>
    static abstract TSelf Sign(TSelf x);

    /// <summary>The greatest whole number that is not greater.</summary>
    static abstract TSelf Floor(TSelf x);

    /// <summary>The nearest whole number, the even one of two.</summary>
    static abstract TSelf Round(TSelf x);

    /// <summary>sin x.</summary>
    static abstract TSelf Sin(TSelf x);

    /// <summary>cos x.</summary>
    static abstract TSelf Cos(TSelf x);

    /// <summary>tanh x.</summary>
    static abstract TSelf Tanh(TSelf x);

    /// <summary>1/(1 + e^−x).</summary>
    static abstract TSelf Sigmoid(TSelf x);

    /// <summary>log(1 + e^x).</summary>
    static abstract TSelf Softplus(TSelf x);

    /// <summary>log(e^a + e^b).</summary>
    static abstract TSelf LogAddExp(TSelf left, TSelf right);

    /// <summary>The larger; the first where they are equal.</summary>
    static abstract TSelf Max(TSelf left, TSelf right);

    /// <summary>The smaller; the first where they are equal.</summary>
    static abstract TSelf Min(TSelf left, TSelf right);

    /// <summary>x cut to a range; a derivative passes where x is in it.</summary>
    static virtual TSelf Clamp(TSelf x, double least, double most) => TSelf.Min(TSelf.Max(x, TSelf.Constant(least)), TSelf.Constant(most));

    /// <summary>
    /// x cut to the numbers strictly between 0 and 1, so that both log x and log(1 − x) are finite: to what the number's precision allows.
    /// </summary>
    static abstract TSelf InsideUnitInterval(TSelf x);

    /// <summary>One number where a comparison holds, another elsewhere, also where one of those compared is not a number.</summary>
    /// <param name="left">a.</param>
    /// <param name="right">b.</param>
    /// <param name="where">What it is where a &lt; b.</param>
    /// <param name="elsewhere">What it is elsewhere.</param>
    static abstract TSelf IfLess(TSelf left, TSelf right, TSelf where, TSelf elsewhere);

    /// <summary>
    /// δ(x) = log Γ(x) − (x − ½) log x + x − ½ log 2π for x &gt; 0, what Stirling's formula leaves over (NIST Digital Library of Mathematical Functions, 5.11.1). See
    /// <see cref="Stirling"/> for what is made of it.
    /// </summary>
    static abstract TSelf StirlingRemainder(TSelf x);

    /// <summary>δ′(x) for x &gt; 0, the derivative of <see cref="StirlingRemainder"/>.</summary>
    static abstract TSelf StirlingSlope(TSelf x);
}
