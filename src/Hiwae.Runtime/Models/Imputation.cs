using Hiwae.Networks;

namespace Hiwae;

/// <summary>Data with what was missing filled in. It is the caller's to dispose of, or belongs to the scope in which it was asked for.</summary>
/// <param name="Variables">The observed variables, in the order of declaration.</param>
public sealed record Imputation(ImmutableArray<ImputedVariable> Variables) : IDisposable
{
    /// <summary>The observed variable of a name.</summary>
    /// <exception cref="ArgumentException">No observed variable has it.</exception>
    public ImputedVariable this[string name] => Variables.FirstOrDefault(variable => variable.Variable.Name == name)
        ?? throw new ArgumentException($"No observed variable is called '{name}'; there are {string.Join(", ", Variables.Select(variable => variable.Variable.Name))}.", nameof(name));

    /// <summary>Releases the tensors.</summary>
    public void Dispose()
    {
        foreach (var variable in Variables)
        {
            variable.Mean.Dispose();
            variable.Draws.Dispose();
        }
    }
}

/// <summary>An observed variable with its missing values filled in.</summary>
/// <param name="Variable">The variable.</param>
/// <param name="Mean">[batch, …shape]: the values that are there, and where one is missing its posterior predictive mean; of a class, the probability of each.</param>
/// <param name="Draws">[draws, batch, …shape]: the values that are there, and where some are missing a joint draw of these for each of the draws.</param>
public sealed record ImputedVariable(VariableDescription Variable, Tensor Mean, Tensor Draws);

/// <summary>Fills in missing values of a model's observed variables, by self-normalised importance sampling.</summary>
public static class MissingValues
{
    /// <summary>
    /// Fills in what is missing from p(x_missing | x_present) (Mattei and Frellsen 2019): z is resampled from the proposals by ω, and the missing values drawn given z; their mean is Σ_j ω_j E[x | z_j]. A variable
    /// without a mask stays as it is. Nothing has a gradient.
    /// </summary>
    /// <param name="network">The model.</param>
    /// <param name="observation">The data, each [batch, size]; what is under a mask of zero has no influence.</param>
    /// <param name="draws">The number of joint draws of what is missing.</param>
    /// <param name="samples">The number of proposals for each datum, rounded up to whole groups of K.</param>
    /// <param name="noise">Where the randomness comes from.</param>
    /// <exception cref="ArgumentException">The data do not fit the declared shapes, or a number is not positive.</exception>
    public static Imputation Impute<TModel>(this ModelNetwork<TModel> network, Observation observation, int draws, int samples, Noise noise)
        where TModel : class, IModel<TModel>
    {
        if (draws < 1)
            throw new ArgumentException($"The number of draws is {draws}; it must be at least 1.", nameof(draws));
        using var scope = NewDisposeScope();
        using var mode = EvaluationMode.Begin();
        using var constant = no_grad();
        var model = TModel.Description;
        var weighted = WeightedDraws<TModel>.Of(network, observation, samples, noise);
        var chosen = Resampled(weighted.Weights, draws, noise);
        var (means, redrawn) = (network.Decode(weighted.Trace).Variables, network.Redraw(weighted.Trace, noise).Variables);
        var data = model.Data.Zip(observation.Values).ToDictionary(pair => pair.First.Name, pair => pair.Second);
        ImmutableArray<ImputedVariable> variables =
        [
            .. model.Variables.Index().Where(at => at.Item.Role == Role.Observed).Select(at => Of(
                at.Item, data[at.Item.Name], at.Item.Mask is { } mask ? data[mask] : null, weighted.Mean(weighted.Rows(means[at.Index])), Chosen(weighted.Rows(redrawn[at.Index]), chosen))),
        ];
        scope.MoveToOuter(variables.SelectMany(variable => new[] { variable.Mean, variable.Draws }));
        return new(variables);
    }

    private static ImputedVariable Of(VariableDescription variable, Tensor data, Tensor? mask, Tensor mean, Tensor drawn)
    {
        var batch = data.shape[0];
        long[] shape = [batch, .. variable.Shape.Select(size => (long)size)];
        var present = data.reshape(batch, variable.Size);
        var isThere = (mask is null ? ones(batch, 1, device: data.device) : Missing.Spread(mask.reshape(batch, -1), variable.Size)).gt(0);
        return new(
            variable,
            where(isThere, present, mean.to_type(present.dtype)).reshape(shape),
            where(isThere.unsqueeze(0), present.unsqueeze(0), drawn.to_type(present.dtype)).reshape([drawn.shape[0], .. shape]));
    }

    /// <summary>The numbers of proposals that are drawn by their weights, [batch, draws].</summary>
    private static Tensor Resampled(Tensor weights, int draws, Noise noise)
    {
        var sums = weights.cumsum(1).contiguous();
        var last = sums.narrow(1, sums.shape[1] - 1, 1);
        return searchsorted(sums, (noise.Uniform(sums.shape[0], draws).to_type(sums.dtype) * last).contiguous()).clamp(0, sums.shape[1] - 1);
    }

    /// <summary>[draws, batch, size].</summary>
    private static Tensor Chosen(Tensor rows, Tensor chosen) =>
        rows.gather(1, chosen.unsqueeze(-1).expand(chosen.shape[0], chosen.shape[1], rows.shape[2])).transpose(0, 1);
}
