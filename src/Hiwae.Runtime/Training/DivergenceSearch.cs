using static System.FormattableString;

namespace Hiwae.Training;

/// <summary>Looks for what was not finite first: parameters, then the terms of the log weights as they were computed, then the weighting. Data are finite: they were checked where they entered.</summary>
/// <typeparam name="TModel">The model.</typeparam>
/// <param name="network">With the parameters as they were for the step.</param>
/// <param name="options">How it is trained.</param>
internal sealed class DivergenceSearch<TModel>(ModelNetwork<TModel> network, TrainingOptions options) where TModel : class, IModel<TModel>
{
    // Parameters start well below 1 and seldom pass 10.
    private const double Large = 1e4;

    private static readonly ModelDescription Model = TModel.Description;

    private string SmallerSteps => Invariant($"Try a learning rate below {Math.Max(options.LearningRate, options.InferenceLearningRate ?? 0)}")
        + (options.GradientNorm is { } norm ? Invariant($", or a gradient norm below {norm}.") : ", or limit the norm of the gradient.");

    /// <summary>The cause of a bound that is not finite.</summary>
    /// <param name="batch">The data of the step.</param>
    /// <param name="noise">The noise of the step, from its first draw on.</param>
    /// <param name="placeOf">The datum in a row of the batch.</param>
    /// <param name="updates">The number of updates made before.</param>
    public Divergence OfBound(Observation batch, Noise noise, Func<long, Place> placeOf, long updates)
    {
        using var scope = NewDisposeScope();
        using var constant = no_grad();
        return Parameters(updates) ?? Terms(batch, noise, placeOf) ?? new Divergence.Unknown(SmallerSteps);
    }

    /// <summary>The cause of a gradient that is not finite where the bound is. Gradients are as the step left them.</summary>
    public Divergence OfGradient()
    {
        using var scope = NewDisposeScope();
        (string Name, Tensor Gradient)[] odd =
        [
            .. network.named_parameters().Select(entry => (entry.name, entry.parameter.grad)).Where(pair => pair.grad is { } gradient && !gradient.isfinite().all().ToBoolean())
                .Select(pair => (pair.name, pair.grad!)),
        ];
        if (odd.Length == 0)
            return new Divergence.Unknown(SmallerSteps);
        var (place, number) = FirstOdd(odd[0].Gradient)!.Value;
        return new Divergence.OfGradient(odd[0].Name, place, number, odd.Length - 1,
            $"A derivative does not exist there, or leaves the range of its numbers: look at the densities, targets and activations that lead to it. {SmallerSteps}");
    }

    private Divergence? Parameters(long updates)
    {
        foreach (var (name, tensor) in network.state_dict())
        {
            if (tensor.is_floating_point() && FirstOdd(tensor) is var (place, number))
            {
                return updates == 0
                    ? new Divergence.OfParameter(name, place, number, "it was so before the first update", "Give it finite numbers.")
                    : new Divergence.OfParameter(name, place, number, "the update before left the range of its numbers", SmallerSteps);
            }
        }

        return null;
    }

    private Divergence? Terms(Observation batch, Noise noise, Func<long, Place> placeOf)
    {
        using var watch = Watch.Begin();
        using var proposal = network.Propose(batch, network.Samples, noise);
        foreach (var (factor, watched) in TermOrder.Of(proposal, watch.Noted))
        {
            if (FirstTrue(watched.LogDensity.isfinite().logical_not()) is { } index)
                return Term(factor, watched, index, placeOf);
        }

        return FirstTrue(proposal.LogEstimate().isfinite().logical_not()) is [var row] ? Weights(proposal, row, placeOf(row)) : null;
    }

    private Divergence.OfTerm Term(FactorDescription factor, WatchedDensity watched, long[] index, Func<long, Place> placeOf)
    {
        var samples = watched.LogDensity.shape[1];
        var sample = samples == 1 ? "" : Invariant($", sample {index[1]} of {samples}");
        var cell = CellText.Of(factor, watched, index, out var areParametersFinite);
        var remedy = (factor, areParametersFinite) switch
        {
            ({ IsTarget: true }, _) => $"Mend the LogDensity of {watched.Density}, or keep {factor.Variable} where it is finite.",
            (_, false) when factor.Submodule is { } name && Largest(name) is var largest => largest > Large
                ? $"{name} gave them, a parameter of which has grown to {Divergence.Text(largest)}. {SmallerSteps}"
                : $"{name} gave them for the values that it reads: bring these nearer to 1.",
            ({ Kind: not FactorKind.Q }, true) when Model.Variables.First(variable => variable.Name == factor.Variable).Role != Role.Observed =>
                $"Its proposal drew it so far out. {SmallerSteps}",
            ({ Kind: FactorKind.Q }, true) => $"The scale of the proposal left the range of its numbers. {SmallerSteps}",
            _ => $"Bring the values nearer to what {watched.Density} can reach, or declare a density of heavier tails; where it is the parameters that ran away: {Lower(SmallerSteps)}",
        };
        return new(factor.Variable, $"log {Formula.Of(Model, factor)}", watched.LogDensity[[.. index.Select(i => TensorIndex.Single(i))]].ToDouble(), placeOf(index[0]), sample, cell, remedy);
    }

    private static Divergence.OfWeights Weights(Proposal<TModel> proposal, long row, Place place) => Model.Weights == Hiwae.Weights.Maximum && proposal.LogWeights[row].isfinite().all().ToBoolean()
        ? new(place, "maximum weights make the estimate zero where each sample lies where another proposal is denser. Declare Weights.Balance, or Weights.Power with a Beta of a few units.")
        : new(place, $"their sum leaves the range of its numbers, with log w = {string.Join(", ", proposal.LogWeights[row].to_type(ScalarType.Float64).cpu().data<double>().Select(Divergence.Text))}. Bring the data nearer to 1.");

    private double Largest(string submodule) => network.named_children().Single(child => child.name == submodule).module.parameters()
        .Where(parameter => parameter.numel() > 0).Select(parameter => parameter.abs().max().ToDouble()).DefaultIfEmpty(0).Max();

    private static string Lower(string sentence) => char.ToLowerInvariant(sentence[0]) + sentence[1..];

    /// <summary>The first number of a tensor that is not finite, and its index.</summary>
    private static (string Place, double Number)? FirstOdd(Tensor tensor) => FirstTrue(tensor.isfinite().logical_not()) is { } index
        ? ($"[{string.Join(", ", index)}]", tensor[[.. index.Select(i => TensorIndex.Single(i))]].ToDouble())
        : null;

    /// <summary>The index of the first element that is true; null where none is.</summary>
    private static long[]? FirstTrue(Tensor where) => where.any().ToBoolean() ? [.. where.nonzero()[0].cpu().data<long>()] : null;
}
