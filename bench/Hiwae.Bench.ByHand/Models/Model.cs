using static TorchSharp.torch.nn;

namespace Hiwae.Bench.ByHand.Models;

/// <summary>A benchmarked model, as one writes it by hand.</summary>
internal abstract class Model(string name) : Module(name)
{
    /// <summary>The one of a name.</summary>
    /// <exception cref="ArgumentException">There is none.</exception>
    public static Model Named(string name, int samples) => name switch
    {
        "iwae" => new Iwae(),
        "hiwae" => new Hiwae(samples),
        "small-hiwae" => new SmallHiwae(samples),
        "hiwae-conv" => new HiwaeConv(samples),
        "count-table" => new CountTable(),
        "flow-prior" => new FlowPrior(),
        _ => throw new ArgumentException($"There is no model '{name}'; there are iwae, hiwae, small-hiwae, hiwae-conv, count-table and flow-prior."),
    };

    /// <summary>The logarithms of the weighted importance weights, log(π_j w_j), [batch, samples]; their log-sum-exp over the samples is the bound.</summary>
    /// <param name="x">[batch, size].</param>
    /// <param name="noise">Standard normal, as <see cref="DrawNoise"/> draws it.</param>
    public abstract Tensor LogWeights(Tensor x, Tensor[] noise);

    /// <summary>Standard normal noise for so many samples of each datum.</summary>
    public abstract Tensor[] DrawNoise(long batch, long samples);

    /// <summary>Sets the parameters; a layer in a context keeps its scale and shift in modules of their own.</summary>
    /// <param name="tensors">Parameters by the names that Hiwae gives them.</param>
    /// <exception cref="ArgumentException">A parameter has no tensor.</exception>
    public void Load(IReadOnlyDictionary<string, Tensor> tensors)
    {
        using var scope = NewDisposeScope();
        using var constant = no_grad();
        foreach (var (name, parameter) in named_parameters())
        {
            var found = Names(name).Select(key => tensors.GetValueOrDefault(key)).FirstOrDefault(tensor => tensor is not null)
                ?? throw new ArgumentException($"The file has no parameter '{name}'.");
            parameter.copy_(found);
        }
    }

    private static string[] Names(string name) =>
    [
        name,
        name.Replace(".linear.", ".", StringComparison.Ordinal),
        name.Replace(".shift.bias", ".bias", StringComparison.Ordinal),
        name.Replace(".scale.weight", ".scale", StringComparison.Ordinal).Replace(".shift.weight", ".shift", StringComparison.Ordinal),
    ];
}
