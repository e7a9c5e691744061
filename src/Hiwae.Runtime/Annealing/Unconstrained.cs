namespace Hiwae.Annealing;

/// <summary>Latent values z as functions of real numbers u, on which chains move: the identity, the exponential where z is positive, the sigmoid where it is between 0 and 1.</summary>
internal sealed class Unconstrained
{
    private readonly Support[] supports;

    private Unconstrained(Support[] supports) => (this.supports, IsIdentity) = (supports, supports.All(support => support == Support.Real));

    /// <summary>Whether z is u.</summary>
    public bool IsIdentity { get; }

    /// <summary>The number of values of a point.</summary>
    public int Size => supports.Length;

    /// <summary>The map for a model's latent variables.</summary>
    /// <exception cref="ArgumentException">One of them is discrete; the message names it.</exception>
    public static Unconstrained Of(ModelDescription model) =>
        new([.. model.Latents.SelectMany(variable => Enumerable.Repeat(SupportOf(model, variable), variable.Size))]);

    /// <summary>z of u, with log |dz/du| summed over the values of each row.</summary>
    /// <param name="u">[rows, size].</param>
    /// <param name="logJacobian">Receives the logarithms, [rows].</param>
    public double[] Map(double[] u, double[] logJacobian)
    {
        Array.Clear(logJacobian);
        if (IsIdentity)
            return u;
        var z = new double[u.Length];
        for (var i = 0; i < u.Length; i++)
        {
            (z[i], var log) = supports[i % Size] switch
            {
                Support.Positive => (Math.Exp(u[i]), u[i]),
                Support.UnitInterval => (1 / (1 + Math.Exp(-u[i])), -Softplus(u[i]) - Softplus(-u[i])),
                _ => (u[i], 0),
            };
            logJacobian[i / Size] += log;
        }

        return z;
    }

    /// <summary>From the gradient by z that by u, in place: g dz/du + c d log |dz/du| / du.</summary>
    /// <param name="z">The values, [rows, size].</param>
    /// <param name="gradient">The gradient.</param>
    /// <param name="factor">c.</param>
    public void Pull(double[] z, double[] gradient, double factor)
    {
        if (IsIdentity)
            return;
        for (var i = 0; i < z.Length; i++)
        {
            gradient[i] = supports[i % Size] switch
            {
                Support.Positive => (gradient[i] * z[i]) + factor,
                Support.UnitInterval => (gradient[i] * z[i] * (1 - z[i])) + (factor * (1 - (2 * z[i]))),
                _ => gradient[i],
            };
        }
    }

    /// <summary>u of z, in place. Values that were rounded to an end of their range are moved inside.</summary>
    public void Invert(double[] z)
    {
        if (IsIdentity)
            return;
        const double least = 1e-30, half = 1.0 / (1 << 25);
        for (var i = 0; i < z.Length; i++)
        {
            z[i] = supports[i % Size] switch
            {
                Support.Positive => Math.Log(Math.Max(z[i], least)),
                Support.UnitInterval => Math.Log(Math.Max(z[i], least)) - Math.Log(Math.Max(1 - z[i], half)),
                _ => z[i],
            };
        }
    }

    private static double Softplus(double x) => Math.Max(x, 0) + double.LogP1(Math.Exp(-Math.Abs(x)));

    private static Support SupportOf(ModelDescription model, VariableDescription variable)
    {
        var factor = variable.Factors.First(f => f.Kind == (variable.Factors.Any(g => g.IsTarget) ? FactorKind.Q : FactorKind.P));
        return factor.Support is Support.Real or Support.Positive or Support.UnitInterval
            ? factor.Support
            : throw new ArgumentException(
                $"{model.Name}.{variable.Name} is discrete ({factor.Density}), and annealing moves along a gradient; estimate log p(x) by importance sampling, with more samples.");
    }
}
