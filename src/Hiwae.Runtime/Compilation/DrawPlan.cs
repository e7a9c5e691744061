using Hiwae.Networks;
using Hiwae.Randomness;

namespace Hiwae.Compilation;

/// <summary>
/// What the dimensions of a model's draws stand for, in their order: found by drawing for batches of different sizes. Layers that count batches are left as they were.
/// </summary>
internal static class DrawPlan
{
    // No other extent of a model changes from one to the other. Every head draws as often.
    private static readonly (int Rows, int Draws) First = (2, 5);
    private static readonly (int Rows, int Draws) Second = (3, 7);

    /// <summary>The draws of a proposal.</summary>
    /// <param name="network">In the mode in which it will propose.</param>
    /// <param name="data">At least one datum.</param>
    /// <exception cref="NotSupportedException">A draw has other dimensions before its values.</exception>
    public static ImmutableArray<DrawShape> Of<TModel>(ModelNetwork<TModel> network, Observation data) where TModel : class, IModel<TModel>
    {
        var first = Draw(network, data, First);
        var second = Draw(network, data, Second);
        return [.. first.Zip(second, (one, other) => Compare(one, other, TModel.Description.Name))];
    }

    private static List<long[]> Draw<TModel>(ModelNetwork<TModel> network, Observation data, (int Rows, int Draws) size) where TModel : class, IModel<TModel>
    {
        using var scope = NewDisposeScope();
        using var constant = no_grad();
        using var batches = new KeptBuffers(network, TModel.Description);
        var parameter = network.parameters().FirstOrDefault();
        var noise = new NotedNoise(parameter is null ? Noise.FromSeed(0) : Noise.FromSeed(0, parameter.device, parameter.dtype));
        network.Propose(data.Narrow(0, 1).Repeat(size.Rows), size.Draws * network.Heads, noise);
        return noise.Shapes;
    }

    private static DrawShape Compare(long[] first, long[] second, string model)
    {
        var changes = first.Zip(second).Select(pair => pair.First != pair.Second).ToArray();
        var found = new DrawShape(changes is [true, ..], changes is [_, true, ..]);
        return changes.Skip(2).Any(change => change)
            ? throw new NotSupportedException(
                $"{model}: a draw of shape [{string.Join(", ", first)}] has neither [batch, …] nor [batch, samples, …]; its proposals cannot be taken in blocks.")
            : found;
    }

    private sealed class NotedNoise(Noise noise) : Noise(noise.Device, noise.DType)
    {
        public List<long[]> Shapes { get; } = [];

        public override Tensor Normal(params ReadOnlySpan<long> shape) => noise.Normal(Noted(shape));

        public override Tensor Uniform(params ReadOnlySpan<long> shape) => noise.Uniform(Noted(shape));

        public override Tensor Gamma(Tensor concentration)
        {
            Noted(concentration.shape);
            return noise.Gamma(concentration);
        }

        public override Tensor Permutation(long count) => noise.Permutation(count);

        private ReadOnlySpan<long> Noted(ReadOnlySpan<long> shape)
        {
            Shapes.Add(shape.ToArray());
            return shape;
        }
    }
}

/// <summary>Puts the running averages of a network's batch normalisation back at the end, unless they are to be kept as they have become.</summary>
internal sealed class KeptBuffers : IDisposable
{
    private readonly Module network;
    private readonly Dictionary<string, Tensor> copies = [];

    /// <summary>Remembers them, where there are any.</summary>
    public KeptBuffers(Module network, ModelDescription model)
    {
        this.network = network;
        if (model.HasBatchNorm())
            copies = network.named_buffers().ToDictionary(buffer => buffer.name, buffer => buffer.buffer.clone().DetachFromDisposeScope());
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        if (copies.Count == 0)
            return;
        using var constant = no_grad();
        foreach (var (name, buffer) in network.named_buffers())
        {
            buffer.copy_(copies[name]);
            copies[name].Dispose();
        }
    }
}
