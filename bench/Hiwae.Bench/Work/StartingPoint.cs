using Hiwae.Checkpoints;
using static TorchSharp.torch;

namespace Hiwae.Bench.Work;

/// <summary>A network's parameters as they were at first.</summary>
internal sealed class StartingPoint : IDisposable
{
    private readonly ImmutableArray<(string Name, Tensor Parameter, Tensor Initial)> parameters;

    public StartingPoint(nn.Module network) => parameters =
    [
        .. network.named_parameters().Select(p => (p.name, (Tensor)p.parameter, p.parameter.detach().clone().DetachFromDisposeScope())),
    ];

    /// <summary>Puts them back.</summary>
    public void Restore()
    {
        using var constant = no_grad();
        foreach (var (_, parameter, initial) in parameters)
            parameter.copy_(initial);
    }

    /// <summary>Writes them, a batch and noise to a file.</summary>
    public void Write(string file, Tensor batch, RecordedNoise noise)
    {
        var tensors = parameters.ToDictionary(p => "parameters." + p.Name, p => p.Initial);
        tensors["batch"] = batch;
        for (var i = 0; i < noise.Drawn.Count; i++)
            tensors[string.Create(CultureInfo.InvariantCulture, $"noise.{i:D4}")] = noise.Drawn[i];
        Safetensors.Write(file, tensors);
    }

    public void Dispose()
    {
        foreach (var (_, _, initial) in parameters)
            initial.Dispose();
    }
}
