using System.Collections.Frozen;
using Hiwae.Native;

namespace Hiwae.Annealing;

/// <summary>log p(x, z) by operators on tensors, in the network's own type and on its device.</summary>
/// <typeparam name="TModel">The declared model.</typeparam>
/// <param name="network">The model.</param>
/// <param name="data">The data.</param>
/// <param name="chains">The number of points of each datum.</param>
internal sealed class PortableJoint<TModel>(ModelNetwork<TModel> network, Observation data, int chains) : LogJoint where TModel : class, IModel<TModel>
{
    private static readonly FrozenSet<string> OfData =
        TModel.Description.Variables.Where(v => v.Role == Role.Observed || v.Factors.Any(f => f.IsTarget)).Select(v => v.Name).ToFrozenSet();

    /// <inheritdoc/>
    public override void Evaluate(double[] z, double prior, double likelihood, double[] logPrior, double[] logData, double[] gradient)
    {
        Leftovers.Collect();
        using var work = Leftovers.Begin();
        using var scope = NewDisposeScope();
        using var graph = set_grad_enabled(gradient.Length > 0);
        var like = network.parameters().FirstOrDefault() ?? data.Values.FirstOrDefault();
        var points = tensor(z, [data.Batch, chains, Size], dtype: like?.dtype ?? ScalarType.Float32, device: like?.device);
        points.requires_grad = gradient.Length > 0;
        var factors = network.LogJoint(data, Split(points)).ToLookup(factor => OfData.Contains(factor.Variable), factor => factor.LogDensity);
        var (ofPrior, ofData) = (Sum(factors[false], points), Sum(factors[true], points));
        Copy(ofPrior, logPrior);
        Copy(ofData, logData);
        if (gradient.Length == 0)
            return;
        var combination = (ofPrior * prior) + (ofData * likelihood);
        if (combination.requires_grad)
            Copy(autograd.grad([combination.sum()], [points], allow_unused: true)[0] is { IsInvalid: false } slopes ? slopes : zeros_like(points), gradient);
        else
            Array.Clear(gradient);
    }

    private static Tensor[] Split(Tensor points)
    {
        var start = 0L;
        return [.. TModel.Description.Latents.Select(variable => points.narrow(2, (start += variable.Size) - variable.Size, variable.Size))];
    }

    private static Tensor Sum(IEnumerable<Tensor> terms, Tensor points) =>
        terms.Aggregate(zeros(points.shape[0], points.shape[1], dtype: points.dtype, device: points.device), (sum, term) => sum + term);

    private static void Copy(Tensor from, double[] to) => from.detach().to_type(ScalarType.Float64).cpu().contiguous().data<double>().CopyTo(to);
}
