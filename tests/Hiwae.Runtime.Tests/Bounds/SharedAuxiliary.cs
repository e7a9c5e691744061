namespace Hiwae.Runtime.Tests.Bounds;

/// <summary>
/// One number of every kind, written by hand: z0 ~ q0 shared, an auxiliary u_j in the plate, z_j given both; p(z), p(x | z), r(z0 | z), r(u | z0, z).
/// Every row has parameters of its own, so that one backward pass gives as many draws of the gradient as there are rows.
/// </summary>
internal sealed class SharedAuxiliary
{
    /// <summary>Of p and r: they enter log q nowhere.</summary>
    public static readonly string[] Generative = ["p x", "r z0", "r u"];

    private readonly Dictionary<string, Tensor> parameters = [];
    private readonly int rows;
    private readonly int samples;

    public SharedAuxiliary(int rows, int samples)
    {
        (this.rows, this.samples) = (rows, samples);
        foreach (var (name, values) in ((string, double[])[])
            [("q z0", [0.3, -0.4]), ("q u", [0.2, 0.8, -0.2]), ("q z", [0.1, 0.9, -0.7, -0.3]), ("p x", [1.2, -0.5]), ("r z0", [0.6, 0.2, -0.3]), ("r u", [0.1, 0.4, 0.3, 0.1])])
        {
            parameters.Add(name, tensor(values).expand(rows, 1, values.Length).clone().requires_grad_());
        }
    }

    /// <summary>Makes a constant of a factor's parameters.</summary>
    public void Freeze(string name) => parameters[name].requires_grad_(false);

    /// <summary>The gradient of log Σ_j v_j by the parameters of each factor, [rows, parameters].</summary>
    public IReadOnlyDictionary<string, Tensor> Gradients(Gradient gradient, double temperature, long seed)
    {
        using var scope = NewDisposeScope();
        foreach (var parameter in parameters.Values)
            parameter.grad = null;
        using var tape = GradientTape.Of(gradient);
        tape.Backward(LogTerms(tape, temperature, Noise.FromSeed(seed, dtype: ScalarType.Float64)), 1, temperature);
        return parameters.ToDictionary(pair => pair.Key, pair => (pair.Value.grad ?? zeros_like(pair.Value)).squeeze(1).MoveToOuterDisposeScope());
    }

    private Tensor LogTerms(GradientTape tape, double temperature, Noise noise)
    {
        var rawQZ0 = parameters["q z0"];
        var z0 = Density.Sample<Normal>(rawQZ0, noise, rows, 1, 1);
        var atZ0 = tape.Point(z0);
        var rawQU = Raw("q u", z0);
        var u = Density.Sample<Normal>(rawQU, noise, rows, samples, 1);
        var atU = tape.Point(u);
        var rawQZ = Raw("q z", z0, u);
        var z = Density.Sample<Normal>(rawQZ, noise, rows, samples, 1);
        var atZ = tape.Point(z);
        var logQ = LogDensity(tape.Parameters(rawQZ0), atZ0) + LogDensity(tape.Parameters(rawQU), atU) + LogDensity(tape.Parameters(rawQZ), atZ);
        var logR = LogDensity(Raw("r z0", atZ), atZ0) + LogDensity(Raw("r u", atZ0, atZ), atU);
        var logX = LogDensity(cat([parameters["p x"].narrow(2, 0, 1) * atZ, Shared("p x", 1)], -1), full(1, 1, 1, 0.8, dtype: ScalarType.Float64));
        return logX + ((LogDensity(zeros(1, 1, 2, dtype: ScalarType.Float64), atZ) + logR - logQ) * temperature) - Math.Log(samples);
    }

    /// <summary>A mean that is linear in the parents, and a log σ.</summary>
    private Tensor Raw(string name, params Tensor[] parents)
    {
        var mean = parameters[name].narrow(2, 0, 1);
        for (var i = 0; i < parents.Length; i++)
            mean = mean + (parameters[name].narrow(2, i + 1, 1) * parents[i]);
        return cat([mean.expand(rows, samples, 1), Shared(name, parents.Length + 1)], -1);
    }

    private Tensor Shared(string name, int column) => parameters[name].narrow(2, column, 1).expand(rows, samples, 1);

    private static Tensor LogDensity(Tensor raw, Tensor value) => Density.Log<Normal>(raw, value);
}
