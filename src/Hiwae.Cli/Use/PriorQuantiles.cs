using Hiwae.Cli.Runs;
using Hiwae.Cli.Terminal;
using Hiwae.Networks;

namespace Hiwae.Cli.Use;

/// <summary>Where the prior of a latent variable has its probability: exactly where it is standard normal, and by draws from the model for any other.</summary>
internal sealed class PriorQuantiles
{
    /// <summary>The number of draws.</summary>
    public const int Draws = 20_000;

    /// <summary>The ends of a standard normal prior, in its standard deviations.</summary>
    public const int Ends = 3;

    private const int AtOnce = 500;

    // What of a normal distribution is below those ends.
    private const double Tail = 0.00135;

    private readonly float[,]? draws;

    /// <summary>The quantiles of draws, [count, size]; those of a standard normal prior where there are none.</summary>
    internal PriorQuantiles(float[,]? draws) => this.draws = draws;

    private int Count => draws?.GetLength(0) ?? 0;

    /// <summary>Whether the prior is standard normal.</summary>
    public bool IsStandard => draws is null;

    /// <summary>The prior of a latent variable of a trained model.</summary>
    /// <exception cref="UsageException">The model has a target, so that nothing can be drawn from its prior.</exception>
    public static PriorQuantiles Of<TModel>(Run<TModel> run, Asked asked, VariableDescription latent) where TModel : class, IModel<TModel>
    {
        var model = TModel.Description;
        if (latent.Factors.Any(factor => factor is { Kind: FactorKind.P, Density: "Normal", IsTarget: false, Components: 1, PseudoInputs: 0 } && !factor.Reads.Any() && !factor.Submodules.Any()))
            return new(null);
        if (model.HasTarget)
            throw new UsageException($"{model.Name} has a target, which need not be normalised, so that nothing can be drawn from its prior; 'plot … latent' shows where its data are.");
        using var scope = torch.NewDisposeScope();
        using var mode = EvaluationMode.Begin();
        var given = GivenValues.Of(asked, Draws, given: null);
        var table = new float[Draws, latent.Size];
        var place = model.Variables.IndexOf(latent);
        for (var done = 0; done < Draws; done += AtOnce)
        {
            using var inner = torch.NewDisposeScope(); // What is decoded of the draws is large, and goes.
            var trace = run.Sample(AtOnce, asked.Request.Seed + done, given.Values.IsDefaultOrEmpty ? given : given.Narrow(done, AtOnce));
            var values = trace.Variables[place].flatten(1).to(torch.ScalarType.Float32).contiguous().data<float>().ToArray();
            Buffer.BlockCopy(values, 0, table, done * latent.Size * sizeof(float), values.Length * sizeof(float));
        }

        return new(table);
    }

    /// <summary>Between which ends a value is in all but 0.27 % of draws: three standard deviations of a normal distribution.</summary>
    /// <param name="value">Its place in the variable.</param>
    public (float Low, float High) RangeOf(int value)
    {
        if (draws is null)
            return (-Ends, Ends);
        float[] sorted = [.. Enumerable.Range(0, Count).Select(row => draws[row, value]).Order()];
        return (sorted[(int)(Tail * Count)], sorted[^(1 + (int)(Tail * Count))]);
    }

    /// <summary>
    /// Points of a variable of two values that stand for equal parts of its prior: for each quantile of the first value, those of the second given it.
    /// </summary>
    /// <param name="side">Quantiles of each value.</param>
    public (float First, float[] Seconds)[] Grid(int side)
    {
        if (draws is null)
        {
            using var scope = torch.NewDisposeScope();
            var middles = (torch.arange(side, dtype: torch.ScalarType.Float64) + 0.5) / side;
            float[] quantiles = [.. (Math.Sqrt(2) * ((2 * middles) - 1).erfinv()).data<double>().ToArray().Select(quantile => (float)quantile)];
            return [.. quantiles.Select(first => (first, quantiles))];
        }

        var strips = Enumerable.Range(0, Count).OrderBy(row => draws[row, 0]).Chunk(Count / side).Take(side);
        return
        [
            .. strips.Select(rows =>
            {
                float[] seconds = [.. rows.Select(row => draws[row, 1]).Order()];
                return (draws[rows[rows.Length / 2], 0], Enumerable.Range(0, side).Select(i => seconds[(int)((i + 0.5) * seconds.Length / side)]).ToArray());
            }),
        ];
    }
}
