using Hiwae.Checkpoints;
using TorchSharp.Modules;

namespace Hiwae.Studies.Coupling;

/// <summary>p(x | z): two hidden layers of tanh from the plane to the logits of pixels, as the families declare it.</summary>
/// <param name="Parameters">Weight and bias of each of the three layers, [outputs, inputs] and [outputs].</param>
internal sealed record Decoder(ImmutableArray<Tensor> Parameters) : IDisposable
{
    /// <summary>The width of the hidden layers.</summary>
    public const int Width = 100;

    private static readonly ImmutableArray<string> Names = ["0.weight", "0.bias", "1.weight", "1.bias", "2.weight", "2.bias"];

    private static readonly ImmutableArray<long[]> Shapes = [[Width, 2], [Width], [Width, Width], [Width], [View.Side * View.Side, Width], [View.Side * View.Side]];

    /// <summary>Initial parameters for all pixels of an image.</summary>
    /// <param name="noise">Draws them.</param>
    public static Decoder Start(Noise noise)
    {
        Tensor Weight(long outputs, long inputs) => noise.Normal(outputs, inputs) / Math.Sqrt(inputs);
        using var scope = torch.NewDisposeScope();
        const int pixels = View.Side * View.Side;
        Tensor[] parameters = [Weight(Width, 2), torch.zeros(Width), Weight(Width, Width), torch.zeros(Width), Weight(pixels, Width) * 0.1, torch.full([pixels], -2f)];
        return new([.. parameters.Select(value => (Tensor)new Parameter(value.detach().clone()).DetachFromDisposeScope())]);
    }

    /// <summary>Reads one that was written.</summary>
    /// <exception cref="CheckpointException">The file is damaged, or is something else.</exception>
    public static Decoder Read(string path)
    {
        var tensors = Safetensors.Read(path);
        return Names.All(tensors.ContainsKey) && Names.Zip(Shapes).All(pair => tensors[pair.First].shape.SequenceEqual(pair.Second))
            ? new([.. Names.Select(name => tensors[name].DetachFromDisposeScope())])
            : throw new CheckpointException($"{path} is not the decoder of this study, which has {string.Join(", ", Names.Zip(Shapes, (name, shape) => $"{name} of {string.Join(" × ", shape)}"))}. Remove it, or name another folder.");
    }

    /// <summary>Writes it.</summary>
    public void Write(string path) => Safetensors.Write(path, Names.Zip(Parameters).ToDictionary(pair => pair.First, pair => pair.Second));

    /// <summary>The logits of the pixels, [points, pixels].</summary>
    /// <param name="points">z, [points, 2].</param>
    public Tensor Logits(Tensor points)
    {
        using var scope = torch.NewDisposeScope();
        var hidden = torch.tanh(torch.nn.functional.linear(points, Parameters[0], Parameters[1]));
        hidden = torch.tanh(torch.nn.functional.linear(hidden, Parameters[2], Parameters[3]));
        return torch.nn.functional.linear(hidden, Parameters[4], Parameters[5]).MoveToOuterDisposeScope();
    }

    /// <summary>The same of the pixels of a view, in front of zeros.</summary>
    public Decoder Of(View view)
    {
        using var scope = torch.NewDisposeScope();
        using var constant = torch.no_grad();
        var places = view.Places();
        Tensor Rows(Tensor values) => torch.cat([values.index_select(0, places), torch.zeros([View.Room - view.Pixels.Length, .. values.shape[1..]])], 0);
        return new([.. Parameters[..4].Select(value => value.detach().clone()).Append(Rows(Parameters[4])).Append(Rows(Parameters[5])).Select(value => value.DetachFromDisposeScope())]);
    }

    /// <summary>The same in double precision.</summary>
    public Decoder Doubled() => new([.. Parameters.Select(value => value.detach().to_type(torch.ScalarType.Float64).DetachFromDisposeScope())]);

    /// <summary>Puts the numbers into a family's p(x | z) and holds them there: what is not learned has no gradient, and no optimiser moves it.</summary>
    /// <param name="network">A family's network.</param>
    public void Freeze<TModel>(ModelNetwork<TModel> network) where TModel : class, IModel<TModel>
    {
        using var constant = torch.no_grad();
        var parameters = network.named_parameters().Where(entry => entry.name.StartsWith("p_x.", StringComparison.Ordinal)).Select(entry => entry.parameter).ToArray();
        foreach (var (parameter, value) in parameters.Zip(Parameters, (parameter, value) => (parameter, value)))
        {
            parameter.copy_(value.view(parameter.shape));
            parameter.requires_grad_(false);
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        foreach (var value in Parameters)
            value.Dispose();
    }
}
