using Hiwae.Laws.Cases;

namespace Hiwae.Laws.Statistics;

/// <summary>A normalised density g of the observed variables, by which p(x) is integrated: independent values, by each variable's support.</summary>
/// <param name="real">The density of real values.</param>
internal sealed class ReferenceDensity(Univariate real)
{
    // The second moment of p(x) / g(x) under g, which is its mean under p(x); one where they are equal.
    private const double MostSecondMoment = 1.6;

    /// <summary>The candidates, from light tails to heavy ones where that makes a difference.</summary>
    public static IEnumerable<ReferenceDensity> Candidates(ModelDescription model) =>
        (model.Observed.Any(v => SupportOf(v) is Support.Real or Support.Positive) ? Univariate.All : [Univariate.All[0]]).Select(real => new ReferenceDensity(real));

    /// <summary>The candidate that is nearest to a network's p(x); null where none is near.</summary>
    public static ReferenceDensity? For<TModel>(Trial<TModel> trial, ModelNetwork<TModel> network) where TModel : class, IModel<TModel> =>
        Candidates(TModel.Description)
            .Select(density => (Density: density, Moment: density.SecondMoment(trial, network)))
            .Where(pair => pair.Moment <= MostSecondMoment)
            .OrderBy(pair => pair.Moment)
            .Select(pair => pair.Density)
            .FirstOrDefault();

    /// <summary>log ŵ(x) − log g(x) for x from g.</summary>
    public double[] LogRatios<TModel>(Trial<TModel> trial, ModelNetwork<TModel> network, int count) where TModel : class, IModel<TModel> =>
        LogRatios(trial, network, count, rows => Draw(trial, rows));

    /// <summary>
    /// The second moment of ŵ / g, as a part of the squared mean; infinite where the draws are not tame. A density whose tails are too light shows in data of
    /// the model's own, and nowhere else.
    /// </summary>
    private double SecondMoment<TModel>(Trial<TModel> trial, ModelNetwork<TModel> network) where TModel : class, IModel<TModel>
    {
        var here = LogSample.Of(LogRatios(trial, network, Draws.Pilot));
        if (!here.IsTame)
            return double.PositiveInfinity;
        var there = LogRatios(trial, network, Draws.Pilot, rows => Own(trial, network, rows));
        return Math.Exp(LogSample.Of(there).LogMean - here.LogMean);
    }

    private static Observation Own<TModel>(Trial<TModel> trial, ModelNetwork<TModel> network, int rows) where TModel : class, IModel<TModel>
    {
        var trace = network.Generate(rows, trial.Noise, Given(trial, rows).Given(TModel.Description));
        return new(
        [
            .. TModel.Description.Variables.Zip(trace.Variables)
                .Where(pair => pair.First.Role is Role.Observed or Role.Given)
                .Select(pair => pair.Second.flatten(1)),
        ]);
    }

    private double[] LogRatios<TModel>(Trial<TModel> trial, ModelNetwork<TModel> network, int count, Func<int, Observation> data)
        where TModel : class, IModel<TModel>
    {
        using var constant = no_grad();
        var references = new List<double>(count);
        var estimates = Draws.Of(trial, network, Remembered, count);
        return [.. estimates.Zip(references, (estimate, reference) => estimate - reference)];

        Observation Remembered(int rows)
        {
            var observation = data(rows);
            references.AddRange(LogDensity(TModel.Description, observation).data<double>());
            return observation;
        }
    }

    /// <summary>Data whose given values are the same in all rows; nothing of them is missing.</summary>
    private static Observation Given<TModel>(Trial<TModel> trial, int rows) where TModel : class, IModel<TModel>
    {
        var model = TModel.Description;
        var one = model.Data.Zip(trial.Data(1).Values, (variable, value) => model.IsMask(variable) ? ones_like(value) : value);
        return new Observation([.. one]).Repeated(rows);
    }

    private Observation Draw<TModel>(Trial<TModel> trial, int rows) where TModel : class, IModel<TModel> => new(
    [
        .. TModel.Description.Data.Zip(Given(trial, rows).Values, (variable, given) => variable.Role == Role.Given
            ? given
            : SupportOf(variable) switch
            {
                Support.Real => real.Draw(trial.Noise, rows, variable.Size),
                Support.Positive => real.Draw(trial.Noise, rows, variable.Size).exp(),
                Support.UnitInterval => trial.Noise.OpenUniform(rows, variable.Size),
                Support.Count => (trial.Noise.OpenUniform(rows, variable.Size).log() / -Math.Log(2)).floor(), // geometric, with probabilities ½, ¼, …
                _ => RandomData.OfSupport(SupportOf(variable), variable, rows, trial.Noise),
            }),
    ]);

    private Tensor LogDensity(ModelDescription model, Observation data)
    {
        using var scope = NewDisposeScope();
        var sum = zeros(data.Batch, dtype: ScalarType.Float64);
        foreach (var (variable, value) in model.Data.Zip(data.Values).Where(pair => pair.First.Role == Role.Observed))
        {
            sum = sum + (SupportOf(variable) switch
            {
                Support.Real => real.LogDensities(value).sum(-1),
                Support.Positive => (real.LogDensities(value.log()) - value.log()).sum(-1),
                Support.UnitInterval => zeros_like(sum),
                Support.Count => (value + 1).sum(-1) * -Math.Log(2),
                Support.Binary => full_like(sum, -variable.Size * Math.Log(2)),
                Support.OneHot => full_like(sum, -Math.Log(variable.Size / Math.Max(1, variable.Steps)) * Math.Max(1, variable.Steps)),
                _ => full_like(sum, -variable.Size * Math.Log(256)),
            });
        }

        return sum.MoveToOuterDisposeScope();
    }

    private static Support SupportOf(VariableDescription variable) => variable.Factors.Single(f => f.Kind == FactorKind.P).Support;
}

/// <summary>A density on the line whose draws and values are written down here, independently of the library's own.</summary>
/// <param name="FromUniform">The quantile function: from uniform values in (0, 1) to draws.</param>
/// <param name="LogDensities">From values to their log-densities in nats.</param>
internal sealed record Univariate(Func<Tensor, Tensor>? FromUniform, Func<Tensor, Tensor> LogDensities)
{
    /// <summary>From light tails to heavy ones.</summary>
    public static ImmutableArray<Univariate> All { get; } =
    [
        // Normal.
        new(null, x => (x.square() * -0.5) - (0.5 * Math.Log(2 * Math.PI))),
        // Logistic.
        new(u => u.log() - (1 - u).log(), x => x.neg() - (2 * nn.functional.softplus(x.neg()))),
        // Laplace.
        new(u => (u - 0.5).sign() * (1 - (2 * (u - 0.5).abs())).clamp_min(1e-300).log().neg(), x => x.abs().neg() - Math.Log(2)),
        // Student's t with two degrees.
        new(u => ((2 * u) - 1) / (2 * u * (1 - u)).sqrt(), x => (x.square() + 2).log() * -1.5),
    ];

    /// <summary>Independent draws, [rows, size].</summary>
    public Tensor Draw(Noise noise, long rows, long size) =>
        FromUniform is null ? noise.Normal(rows, size) : FromUniform(noise.OpenUniform(rows, size));
}
