namespace Hiwae.Native;

/// <summary>
/// Arithmetic of tensors with numbers that live until the engine has read them. The operators of TorchSharp 0.107.0 leave the number's native copy, also the 1 that <c>a + b</c> multiplies b with,
/// to the garbage collector, which a collection by another thread may let go of it too early (docs/engine.md). What is called many times in a step calculates with these.
/// </summary>
internal static class Numbers
{
    private static readonly Scalar One = 1;

    /// <summary>a + b.</summary>
    public static Tensor Plus(this Tensor a, Tensor b) => a.add(b, One);

    /// <summary>a + n.</summary>
    public static Tensor Plus(this Tensor a, double n)
    {
        using Scalar number = n;
        return a.add(number, One);
    }

    /// <summary>a − n.</summary>
    public static Tensor Minus(this Tensor a, double n) => a.Plus(-n);

    /// <summary>n − a.</summary>
    public static Tensor From(this Tensor a, double n)
    {
        using var negative = a.neg();
        return negative.Plus(n);
    }

    /// <summary>a n.</summary>
    public static Tensor Times(this Tensor a, double n)
    {
        using Scalar number = n;
        return a.mul(number);
    }

    /// <summary>a².</summary>
    public static Tensor Squared(this Tensor a) => a.mul(a);

    /// <summary>a / n.</summary>
    public static Tensor Over(this Tensor a, double n)
    {
        using Scalar number = n;
        return a.div(number);
    }

    /// <summary>a, but at least n.</summary>
    public static Tensor AtLeast(this Tensor a, double n)
    {
        using Scalar number = n;
        return a.clamp_min(number);
    }

    /// <summary>a, but at most n.</summary>
    public static Tensor AtMost(this Tensor a, double n)
    {
        using Scalar number = n;
        return a.clamp_max(number);
    }

    /// <summary>a, but at least one number and at most another.</summary>
    public static Tensor Within(this Tensor a, double least, double most)
    {
        using Scalar low = least, high = most;
        return a.clamp(low, high);
    }

    /// <summary>Whether a is less than n.</summary>
    public static Tensor IsLess(this Tensor a, double n)
    {
        using Scalar number = n;
        return a.lt(number);
    }

    /// <summary>Whether a is at most n.</summary>
    public static Tensor IsAtMost(this Tensor a, double n)
    {
        using Scalar number = n;
        return a.le(number);
    }

    /// <summary>Whether a is greater than n.</summary>
    public static Tensor IsGreater(this Tensor a, double n)
    {
        using Scalar number = n;
        return a.gt(number);
    }
}
