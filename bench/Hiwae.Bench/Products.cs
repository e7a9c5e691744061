namespace Hiwae.Bench;

/// <summary>The matrix products of a workload, in chains: rows that go through one layer after the other.</summary>
/// <param name="Chains">Independent of each other.</param>
/// <param name="Backward">Whether weights, and where needed inputs, get gradients.</param>
internal sealed record Products(ImmutableArray<Products.Chain> Chains, bool Backward = true)
{
    /// <summary>A layer; a convolution is the product of its windows with its weights.</summary>
    /// <param name="Inputs">Columns of the input.</param>
    /// <param name="Outputs">Columns of the output.</param>
    internal readonly record struct Layer(int Inputs, int Outputs);

    /// <summary>Layers that the same rows go through.</summary>
    /// <param name="Rows">The number of rows.</param>
    /// <param name="Layers">One after the other.</param>
    /// <param name="InputGradient">Whether the first layer's input gets a gradient; data do not.</param>
    internal sealed record Chain(int Rows, ImmutableArray<Layer> Layers, bool InputGradient);

    /// <summary>Floating-point operations, two for each multiplication and addition.</summary>
    public double Operations => Chains.Sum(chain => chain.Layers
        .Select((layer, i) => 2.0 * chain.Rows * layer.Inputs * layer.Outputs * (!Backward ? 1 : i > 0 || chain.InputGradient ? 3 : 2))
        .Sum());

    /// <summary>784-200-200-50 and back, K samples of each datum.</summary>
    public static Products Iwae(int batch, int samples) => new(
    [
        Dense(batch, 784, [200, 200], 100, false),
        Dense(batch * samples, 50, [200, 200], 784, true),
    ]);

    /// <summary>The same without gradients.</summary>
    public static Products IwaeForward(int batch, int samples) => Iwae(batch, samples) with { Backward = false };

    /// <summary>Proposals that share an auxiliary draw; what a layer sees of the datum is computed once for all samples.</summary>
    public static Products Hiwae(int batch, int samples, int size, int parameters, int latent, ImmutableArray<int> hidden) => new(
    [
        Dense(batch, size, hidden, 2 * latent, false), // q_z0
        Dense(batch, latent, hidden, samples * 2 * latent, true), // q_z
        new(batch, [new(size, hidden[0])], false),
        Dense(batch * samples, latent, hidden, 2 * latent, true), // r_z0
        new(batch, [new(size, hidden[0])], false),
        Dense(batch * samples, latent, hidden, parameters, true), // p_x
    ]);

    /// <summary>20-64-5 and back, K samples of each datum.</summary>
    public static Products CountTable(int batch, int samples) => new(
    [
        Dense(batch, 20, [64], 10, false),
        Dense(batch * samples, 5, [64], 20, true),
    ]);

    /// <summary>784-200-200-2 and back, and the networks of four couplings, each of one value for the other.</summary>
    public static Products FlowPrior(int batch, int samples) => new(
    [
        Dense(batch, 784, [200, 200], 4, false),
        Dense(batch * samples, 2, [200, 200], 784, true),
        .. Enumerable.Repeat(Dense(batch * samples, 1, [64], 2, true), 4),
    ]);

    /// <summary>The residual convolutions of hiwae-conv, each as the product of its windows with its weights.</summary>
    public static Products HiwaeConv(int batch, int samples)
    {
        var rows = batch * samples;
        return new(
        [
            .. Residual(batch * 196, 9, 16, 144, true, false), // f_h
            .. Residual(batch * 196, 144, 16, 144, false, true),
            .. Residual(batch * 49, 144, 32, 288, true, true),
            .. Residual(batch * 49, 288, 32, 288, false, true),
            .. Residual(batch * 16, 288, 32, 288, true, true),
            .. Residual(batch, 512, 100, 100, true, true),
            new(batch, [new(100, 64)], true), // q_z0
            new(batch, [new(32, 100), new(100, 100), new(100, samples * 64)], true), // q_z
            .. Context(batch),
            new(rows, [new(32, 100), new(100, 100), new(100, 64)], true), // r_z0
            .. Context(batch),
            .. Residual(rows, 32, 100, 100, true, true), // p_x
            .. Residual(rows, 100, 512, 512, true, true),
            .. Residual(rows * 64, 288, 32, 288, false, true),
            .. Residual(rows * 64, 288, 32, 288, false, true),
            .. Residual(rows * 196, 288, 16, 144, true, true),
            .. Residual(rows * 196, 144, 16, 144, false, true),
            .. Residual(rows * 784, 144, 1, 9, true, true),
        ]);
    }

    private static Chain Dense(int rows, int inputs, ImmutableArray<int> hidden, int outputs, bool inputGradient)
    {
        ImmutableArray<int> widths = [inputs, .. hidden, outputs];
        return new(rows, [.. widths.Zip(widths.Skip(1), (from, to) => new Layer(from, to))], inputGradient);
    }

    /// <summary>A(x), B f(A(x)) and, where the shape changes, S(x).</summary>
    private static IEnumerable<Chain> Residual(int rows, int inputs, int outputs, int between, bool skip, bool inputGradient)
    {
        yield return new(rows, [new(inputs, outputs)], inputGradient);
        yield return new(rows, [new(between, outputs)], true);
        if (skip)
            yield return new(rows, [new(inputs, outputs)], inputGradient);
    }

    /// <summary>Scale and shift of two layers, from the context.</summary>
    private static IEnumerable<Chain> Context(int batch) => Enumerable.Repeat(new Chain(batch, [new(100, 100)], true), 4);
}
