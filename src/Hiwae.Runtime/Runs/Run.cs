using Hiwae.Evaluation;
using Hiwae.Training;

namespace Hiwae;

/// <summary>Trained models from the folders of their runs.</summary>
public static class Run
{
    /// <summary>The number of draws from the proposals for each datum where a call does not say otherwise.</summary>
    public const int DefaultSamples = 100;

    /// <summary>The model of a run, as its training left it.</summary>
    /// <typeparam name="TModel">The declared model that was trained.</typeparam>
    /// <param name="folder">The run's folder.</param>
    /// <param name="device">Where the parameters are; the CPU where null.</param>
    /// <exception cref="Hiwae.Checkpoints.CheckpointException">The folder holds no run, a damaged one, or one of another model.</exception>
    public static Run<TModel> Load<TModel>(string folder, Device? device = null) where TModel : class, IModel<TModel>
    {
        var record = Checkpoint.ReadRun(folder);
        return record.Model == TModel.Description.Name
            ? new(folder, record, Checkpoint.LoadNetwork<TModel>(folder, record, device))
            : throw new Hiwae.Checkpoints.CheckpointException($"{folder} has a run of the model '{record.Model}', not of {TModel.Description.Name}; load it as the record that declares that one.");
    }
}

/// <summary>
/// A trained model. Everything is as in evaluation, repeats for the same seed, and goes through memory in blocks of data. Tensors that are returned have no gradient, and are the caller's to dispose of,
/// or belong to the scope in which they were asked for.
/// </summary>
/// <typeparam name="TModel">The declared model.</typeparam>
/// <param name="folder">The run's folder.</param>
/// <param name="record">The record in it.</param>
/// <param name="network">The parameters, which are released with the run.</param>
public sealed class Run<TModel>(string folder, RunRecord record, ModelNetwork<TModel> network) : IDisposable where TModel : class, IModel<TModel>
{
    // What a convolutional decoder holds for each proposal may be hundreds of kilobytes.
    private const long MostProposals = 5000;

    /// <summary>The folder.</summary>
    public string Folder => folder;

    /// <summary>What is known of the run: options, data, measurements.</summary>
    public RunRecord Record => record;

    /// <summary>The network with its parameters.</summary>
    public ModelNetwork<TModel> Network => network;

    /// <summary>New data from the model: joint samples of p.</summary>
    /// <param name="count">The number of samples.</param>
    /// <param name="seed">The seed of the draws.</param>
    /// <param name="given">The values of the given variables, each [count, size]; nothing for a model that has none.</param>
    /// <exception cref="ArgumentException">A given variable has no value, or one of the wrong shape.</exception>
    public TModel Sample(int count, long seed = 1, Observation given = default)
    {
        using var mode = Hiwae.Networks.EvaluationMode.Begin();
        return network.Generate(count, NoiseOf(seed), given);
    }

    /// <summary>The posterior mean and standard deviation of every latent variable.</summary>
    /// <inheritdoc cref="Posterior.Encode" path="/exception"/>
    /// <param name="x">The data: a tensor [batch, size] of a model with one data variable, or an observation.</param>
    /// <param name="samples">The number of draws for each datum, rounded up to whole groups of K.</param>
    /// <param name="seed">The seed of the draws.</param>
    public Encoded Encode(Observation x, int samples = Run.DefaultSamples, long seed = 1)
    {
        var noise = NoiseOf(seed);
        return Merged(Blocks(x, samples).Select(block => network.Encode(block, samples, noise)), parts => new Encoded(
        [
            .. parts[0].Variables.Index().Select(at => new EncodedVariable(
                at.Item.Variable, cat([.. parts.Select(part => part.Variables[at.Index].Mean)]), cat([.. parts.Select(part => part.Variables[at.Index].Deviation)]))),
        ]), encoding => encoding.Variables.SelectMany(variable => new[] { variable.Mean, variable.Deviation }));
    }

    /// <summary>The posterior predictive mean E[x' | x] of every observed variable, as declared, [batch, …shape].</summary>
    /// <inheritdoc cref="Encode"/>
    public ImmutableArray<Tensor> Reconstruct(Observation x, int samples = Run.DefaultSamples, long seed = 1)
    {
        var noise = NoiseOf(seed);
        return Merged(
            Blocks(x, samples).Select(block => network.Reconstruct(block, samples, noise)),
            parts => [.. parts[0].Select((_, i) => cat([.. parts.Select(part => part[i])]))],
            tensors => tensors);
    }

    /// <summary>log p(x) of each datum, in nats, with its standard error.</summary>
    /// <param name="x">The data: a tensor [batch, size] of a model with one data variable, or an observation.</param>
    /// <param name="samples">The number of draws for each datum, rounded up to whole groups of K.</param>
    /// <param name="seed">The seed of the draws.</param>
    /// <exception cref="ArgumentException">The data do not fit the declared shapes, or the number is not positive.</exception>
    public ImmutableArray<LogEstimate> LogLikelihood(Observation x, int samples = 1000, long seed = 1) =>
        [.. Scores.Of(network, x, new() { Samples = samples, Seed = seed }).SelectMany(block => block)];

    /// <summary>The data with what is missing filled in.</summary>
    /// <inheritdoc cref="MissingValues.Impute" path="/exception"/>
    /// <param name="x">The data, masks among them.</param>
    /// <param name="draws">The number of joint draws of what is missing.</param>
    /// <param name="samples">The number of proposals for each datum, rounded up to whole groups of K.</param>
    /// <param name="seed">The seed of the draws.</param>
    public Imputation Impute(Observation x, int draws = 1, int samples = Run.DefaultSamples, long seed = 1)
    {
        var noise = NoiseOf(seed);
        return Merged(Blocks(x, samples).Select(block => network.Impute(block, draws, samples, noise)), parts => new Imputation(
        [
            .. parts[0].Variables.Index().Select(at => new ImputedVariable(
                at.Item.Variable, cat([.. parts.Select(part => part.Variables[at.Index].Mean)]), cat([.. parts.Select(part => part.Variables[at.Index].Draws)], 1))),
        ]), imputation => imputation.Variables.SelectMany(variable => new[] { variable.Mean, variable.Draws }));
    }

    /// <summary>The same for a model of one observed variable with a mask.</summary>
    /// <param name="x">The observed variable, [batch, size]; what is under a mask of zero has no influence.</param>
    /// <param name="mask">1 where a value is there and 0 where it is missing, of the shape that is declared for the mask.</param>
    /// <param name="draws">The number of joint draws of what is missing.</param>
    /// <param name="samples">The number of proposals for each datum, rounded up to whole groups of K.</param>
    /// <param name="seed">The seed of the draws.</param>
    /// <exception cref="ArgumentException">The model has other data variables, or the data do not fit the declared shapes.</exception>
    public Imputation Impute(Tensor x, Tensor mask, int draws = 1, int samples = Run.DefaultSamples, long seed = 1)
    {
        VariableDescription[] data = [.. TModel.Description.Data];
        if (data is not [_, _] || data.FirstOrDefault(variable => variable.Mask is not null) is not { } masked)
            throw new ArgumentException(
                $"{TModel.Description.Name} has the data {string.Join(", ", data.Select(variable => variable.Name))}, not one variable and its mask; pass an observation with all of them, in this order.");
        return Impute(new Observation([.. data.Select(variable => variable == masked ? x : mask)]), draws, samples, seed);
    }

    /// <summary>Releases the network.</summary>
    public void Dispose() => network.Dispose();

    private static TResult Merged<TResult>(IEnumerable<TResult> blocks, Func<IReadOnlyList<TResult>, TResult> merge, Func<TResult, IEnumerable<Tensor>> tensors)
    {
        using var scope = NewDisposeScope();
        TResult[] parts = [.. blocks];
        var result = parts.Length == 1 ? parts[0] : merge(parts);
        scope.MoveToOuter(tensors(result));
        return result;
    }

    private IEnumerable<Observation> Blocks(Observation x, int samples)
    {
        if (x.Batch < 1)
            throw new ArgumentException($"{TModel.Description.Name} is asked about no data; pass at least one row.", nameof(x));
        x = network.Checked(x);
        var rows = Math.Clamp(MostProposals / Math.Max(1, samples), 1, x.Batch);
        for (long start = 0; start < x.Batch; start += rows)
        {
            using var block = x.Narrow(start, Math.Min(rows, x.Batch - start));
            yield return block;
        }
    }

    private Noise NoiseOf(long seed) => network.parameters().FirstOrDefault() is { } example ? Noise.FromSeed(seed, example.device, example.dtype) : Noise.FromSeed(seed);
}
