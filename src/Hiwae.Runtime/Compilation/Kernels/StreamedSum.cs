namespace Hiwae.Compilation.Kernels;

/// <summary>The sum of the weights π w of a group, or of their powers, of which only some are there at a time: e^Base · Sum.</summary>
internal sealed class StreamedSum
{
    /// <summary>The logarithm, in nats, that the sum is taken relative to.</summary>
    public float Base { get; private set; }

    /// <summary>The sum.</summary>
    public double Sum { get; private set; }

    /// <summary>log Sum.</summary>
    public float LogSum => (float)Math.Log(Sum);

    /// <summary>The logarithm of the whole, in nats.</summary>
    public float Log => (float)(Base + Math.Log(Sum));

    /// <summary>The highest logarithm of a weight in the part that was added last; −∞ where there is none.</summary>
    public float Highest { get; private set; }

    /// <summary>Starts anew.</summary>
    public void Clear() => (Base, Sum, Highest) = (0, 0, float.NegativeInfinity);

    /// <summary>Adds e^<paramref name="logarithm"/> · <paramref name="sum"/>. What is not a number stays so.</summary>
    /// <param name="logarithm">The highest logarithm of a weight in the part.</param>
    /// <param name="sum">The sum of the part's weights divided by the highest.</param>
    public void Add(float logarithm, double sum)
    {
        Highest = sum == 0 ? float.NegativeInfinity : logarithm;
        if (sum == 0)
            return;
        if (Sum == 0)
            (Base, Sum) = (logarithm, sum);
        else if (logarithm > Base)
            (Base, Sum) = (logarithm, (Sum * Math.Exp(Base - logarithm)) + sum);
        else
            Sum += sum * Math.Exp(logarithm - Base);
    }

    /// <summary>Becomes a sum that is known by its logarithm, in nats. What is not a number stays so.</summary>
    public void Become(double logarithm)
    {
        Base = double.IsFinite(logarithm) ? (float)logarithm : 0f;
        Sum = Math.Exp(logarithm - Base);
    }

    /// <summary>Takes another's value.</summary>
    public void Become(StreamedSum other) => (Base, Sum, Highest) = (other.Base, other.Sum, other.Highest);

    /// <summary>Adds the sum of other parts.</summary>
    public void Add(StreamedSum other) => Add(other.Base, other.Sum);
}
