using Hiwae.Native;
using Hiwae.Networks;

namespace Hiwae.Reports;

/// <summary>
/// How many of a variable's values depend on the data: those whose mean under the proposals varies over the data by more than a
/// hundredth, Var_x(E[z | x]) &gt; 0.01 (Burda, Grosse and Salakhutdinov 2016, section 5).
/// </summary>
/// <param name="Variable">The latent or auxiliary variable.</param>
/// <param name="Active">The number of active values.</param>
/// <param name="Variances">Var_x(E[z | x]) of each value; an estimate without bias, which may be slightly negative.</param>
public sealed record ActiveUnits(string Variable, int Active, ImmutableArray<double> Variances)
{
    /// <summary>The variance that an active value exceeds.</summary>
    public const double Threshold = 0.01;

    /// <summary>The number of values.</summary>
    public int Size => Variances.Length;

    /// <summary>The count from variances by value.</summary>
    internal static ActiveUnits Of(string variable, IReadOnlyList<double> variances) =>
        new(variable, variances.Count(variance => variance > Threshold), [.. variances]);
}

/// <summary>Counts the active units of every variable that is proposed.</summary>
public static class ActivityReports
{
    private const int ProposalsPerBatch = 5000;

    /// <summary>
    /// Each latent and auxiliary variable's active units. E[z | x] is the mean over draws and over the K proposals, or five thousand of them; what
    /// its own noise adds to the variance over the data is taken off.
    /// </summary>
    /// <param name="network">The model; K is the network's own.</param>
    /// <param name="data">At least two data.</param>
    /// <param name="repeats">Draws for each datum, at least 2.</param>
    /// <param name="noise">The source of random numbers.</param>
    /// <exception cref="ArgumentException">Fewer than two data or repeats.</exception>
    public static ImmutableArray<ActiveUnits> Measure<TModel>(ModelNetwork<TModel> network, Observation data, int repeats, Noise noise)
        where TModel : class, IModel<TModel>
    {
        DatumReport.CheckRepeats(repeats);
        if (data.Batch < 2)
            throw new ArgumentException($"There are {data.Batch} data; a variance over data needs at least 2.", nameof(data));
        using var scope = NewDisposeScope();
        using var constant = no_grad();
        using var mode = EvaluationMode.Begin();
        data = network.Checked(data, noise);
        VariableDescription[] proposed = [.. TModel.Description.Variables.Where(IsProposed)];
        var parts = Parts(network, data, repeats, noise);
        return
        [
            .. proposed.Select((variable, v) => ActiveUnits.Of(
                variable.Name, Variances(cat([.. parts.Select(part => part[v])], 0)))),
        ];
    }

    private static bool IsProposed(VariableDescription variable) => variable.Role is Role.Latent or Role.Auxiliary;

    /// <summary>By block of data and by variable: the mean over proposals, [data, repeats, size].</summary>
    private static List<Tensor[]> Parts<TModel>(ModelNetwork<TModel> network, Observation data, int repeats, Noise noise)
        where TModel : class, IModel<TModel>
    {
        var samples = TModel.Description.HasFixedSamples ? network.Samples : Math.Min(network.Samples, ProposalsPerBatch);
        var atOnce = Math.Max(1, ProposalsPerBatch / samples / repeats);
        var parts = new List<Tensor[]>();
        for (long start = 0; start < data.Batch; start += atOnce)
        {
            using var inner = NewDisposeScope();
            using var work = Leftovers.Begin();
            var block = data.Narrow(start, Math.Min(atOnce, data.Batch - start)).Repeat(repeats);
            var trace = network.Propose(block, samples, noise).Trace;
            Tensor[] means =
            [
                .. TModel.Description.Variables.Zip(trace.Variables).Where(pair => IsProposed(pair.First)).Select(pair =>
                    pair.Second.to_type(ScalarType.Float64).reshape(block.Batch, -1, pair.First.Size).mean([1]).view(-1, repeats, pair.First.Size)),
            ];
            Leftovers.Collect();
            parts.Add([.. means.Select(mean => mean.MoveToOuterDisposeScope())]);
        }

        return parts;
    }

    /// <summary>The variance over data of the mean over repeats, without that of the mean's noise: [data, repeats, size] to [size].</summary>
    private static double[] Variances(Tensor values)
    {
        var (data, repeats) = (values.shape[0], values.shape[1]);
        var means = values.mean([1]);
        var within = (values - means.unsqueeze(1)).square().sum([0, 1]) / (data * (repeats - 1) * repeats);
        var between = (means - means.mean([0], keepdim: true)).square().sum([0]) / (data - 1);
        return [.. (between - within).cpu().data<double>()];
    }
}
