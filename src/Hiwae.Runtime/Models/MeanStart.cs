using TorchSharp.Modules;

namespace Hiwae;

/// <summary>Starts the output of p at the mean of the data.</summary>
public static class MeanStart
{
    /// <summary>The nearest that a mean counts as to 0, and to 1: what no training datum shows is not impossible.</summary>
    private const double Margin = 0.001;

    /// <summary>
    /// Puts the output bias of p of every observed Bernoulli variable at log(m / (1 − m)), where m is the mean of each of its values over the data, at least 0.001 and at most 0.999. What a mask says is missing does not count; of
    /// which nothing is there, starts at zero. To be called before training; <see cref="Training.Trainer"/> does it where <see cref="Training.OutputStart.Mean"/> is asked for.
    /// </summary>
    /// <param name="network">The network.</param>
    /// <param name="data">Training data, each [batch, size]; expectations in [0, 1] may take the place of zeros and ones.</param>
    /// <exception cref="ArgumentException">No observed variable is Bernoulli, or one has no bias for each of its values; or the data do not fit the declared shapes.</exception>
    public static void StartAtMean<TModel>(this ModelNetwork<TModel> network, Observation data) where TModel : class, IModel<TModel>
    {
        Checks.CheckObservation(TModel.Description, data);
        network.StartAtMeanOfAll([data]);
    }

    /// <summary>The same of data that come in parts.</summary>
    internal static void StartAtMeanOfAll<TModel>(this ModelNetwork<TModel> network, IEnumerable<Observation> parts) where TModel : class, IModel<TModel>
    {
        using var scope = NewDisposeScope();
        using var constant = no_grad();
        var starts = Biases(network);
        ImmutableArray<VariableDescription> variables = [.. TModel.Description.Data];
        int Place(string name) => variables.IndexOf(variables.Single(variable => variable.Name == name));
        var sums = starts.Select(start => (Values: zeros(start.Variable.Size, dtype: ScalarType.Float64), Present: zeros(start.Variable.Size, dtype: ScalarType.Float64))).ToArray();
        foreach (var part in parts)
        {
            using var inner = NewDisposeScope();
            foreach (var (start, sum) in starts.Zip(sums))
            {
                var values = part.Values[Place(start.Variable.Name)].cpu().to_type(ScalarType.Float64);
                var present = start.Variable.Mask is { } mask ? Missing.Spread(part.Values[Place(mask)].cpu(), values.shape[^1]).gt(0).expand_as(values) : ones_like(values, dtype: ScalarType.Bool);
                sum.Values.add_(values.masked_fill(present.logical_not(), 0).sum([0L]));
                sum.Present.add_(present.sum([0L]));
            }
        }

        foreach (var (start, (total, present)) in starts.Zip(sums))
        {
            var mean = where(present.gt(0), total / present.clamp(min: 1), 0.5).clamp(Margin, 1 - Margin);
            start.Bias.copy_((mean / (1 - mean)).log().view_as(start.Bias));
        }
    }

    /// <summary>The biases, by variable.</summary>
    /// <exception cref="ArgumentException">There are none, or not where they are needed.</exception>
    private static ImmutableArray<(VariableDescription Variable, Parameter Bias)> Biases<TModel>(ModelNetwork<TModel> network) where TModel : class, IModel<TModel>
    {
        const string Remedy = "leave the start of the output at zero.";
        var model = TModel.Description;
        ImmutableArray<(VariableDescription Variable, FactorDescription Factor)> found =
        [
            .. from variable in model.Observed
               from factor in variable.Factors
               where factor is { Kind: FactorKind.P, Density: nameof(Bernoulli) }
               select (variable, factor),
        ];
        if (found.IsEmpty)
        {
            throw new ArgumentException(
                $"{model.Name} cannot start its output at the mean of the data: that is for Bernoulli variables, and {string.Join(" and ", model.Observed.Select(variable => $"{variable.Name} is {variable.Factors.Single(factor => factor.Kind == FactorKind.P).Density}"))}; {Remedy}");
        }

        return
        [
            .. found.Select(pair => pair.Factor.Submodule is { } name && DataStart.OutputBias(network.Submodule(name)) is { } bias && bias.numel() == pair.Variable.Size
                ? (pair.Variable, bias)
                : throw new ArgumentException(
                    $"{model.Name} cannot start its output at the mean of the data: p of {pair.Variable.Name} has {pair.Variable.Size} values, and its last map has no bias for each of them alone; end it with a dense map, or {Remedy}")),
        ];
    }
}
