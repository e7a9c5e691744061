namespace Hiwae;

/// <summary>What the data say of the latent variables: the posterior mean and standard deviation of each. It is the caller's to dispose of, or belongs to the scope in which it was asked for.</summary>
/// <param name="Variables">The latent variables, in the order of declaration.</param>
public sealed record Encoded(ImmutableArray<EncodedVariable> Variables) : IDisposable
{
    /// <summary>The latent variable of a name.</summary>
    /// <exception cref="ArgumentException">No latent variable has it.</exception>
    public EncodedVariable this[string name] => Variables.FirstOrDefault(variable => variable.Variable.Name == name)
        ?? throw new ArgumentException($"No latent variable is called '{name}'; there are {string.Join(", ", Variables.Select(variable => variable.Variable.Name))}.", nameof(name));

    /// <summary>Releases the tensors.</summary>
    public void Dispose()
    {
        foreach (var variable in Variables)
        {
            variable.Mean.Dispose();
            variable.Deviation.Dispose();
        }
    }
}

/// <summary>A latent variable given data.</summary>
/// <param name="Variable">The variable.</param>
/// <param name="Mean">E[z | x], as declared, [batch, …shape].</param>
/// <param name="Deviation">The posterior standard deviation of each value, [batch, …shape].</param>
public sealed record EncodedVariable(VariableDescription Variable, Tensor Mean, Tensor Deviation);

/// <summary>The posterior of a model's latent variables, by self-normalised importance sampling.</summary>
public static class Posterior
{
    /// <summary>
    /// The posterior mean E[z | x] = Σ_j ω_j z_j of every latent variable and its standard deviation, (Σ_j ω_j (z_j − E[z | x])²)^½, from draws of the proposals. They have no gradient. With few
    /// effective samples they tend towards those of the best draw alone.
    /// </summary>
    /// <param name="network">The model.</param>
    /// <param name="observation">The data, each [batch, size].</param>
    /// <param name="samples">The number of draws for each datum, rounded up to whole groups of K.</param>
    /// <param name="noise">Where the randomness comes from.</param>
    /// <exception cref="ArgumentException">The data do not fit the declared shapes, or the number is not positive.</exception>
    public static Encoded Encode<TModel>(this ModelNetwork<TModel> network, Observation observation, int samples, Noise noise)
        where TModel : class, IModel<TModel>
    {
        using var scope = NewDisposeScope();
        var draws = WeightedDraws<TModel>.Of(network, observation, samples, noise);
        ImmutableArray<EncodedVariable> variables =
        [
            .. TModel.Description.Variables.Zip(draws.Trace.Variables).Where(pair => pair.First.Role == Role.Latent).Select(pair => Of(draws, pair.First, draws.Rows(pair.Second))),
        ];
        scope.MoveToOuter(variables.SelectMany(variable => new[] { variable.Mean, variable.Deviation }));
        return new(variables);
    }

    private static EncodedVariable Of<TModel>(WeightedDraws<TModel> draws, VariableDescription variable, Tensor rows) where TModel : class, IModel<TModel>
    {
        long[] shape = [rows.shape[0], .. variable.Shape.Select(size => (long)size)];
        var mean = draws.Mean(rows);
        return new(variable, mean.reshape(shape), draws.Mean((rows - mean.unsqueeze(1)).square()).sqrt().reshape(shape));
    }
}
