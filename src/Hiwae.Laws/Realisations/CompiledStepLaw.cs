using Hiwae.Compilation;
using Hiwae.Laws.Cases;

namespace Hiwae.Laws.Realisations;

/// <summary>The compiled step gives log ŵ and every gradient that operators give, from the same random numbers, but for rounding.</summary>
internal static class CompiledStepLaw
{
    // Sums of 32-bit floats in another order, as parts of the largest number.
    private const double Estimates = 5e-4;
    private const double Gradients = 2e-3;

    /// <summary>The statistic is the largest difference as a part of what rounding may do.</summary>
    public static Verdict Judge<TModel>(Trial<TModel> trial) where TModel : class, IModel<TModel>
    {
        var start = Noise.FromSeed(trial.Case.Seed);
        var network = trial.Keep(trial.Subject.Create(start, trial.Case.Samples));
        Scatter.Over(network.named_parameters().Select(p => (Tensor)p.parameter), start, 0.5);
        if (StepChoice.Decide(network, isTraining: true) is { IsCompiled: false } decision)
            return Verdict.Without(decision.Reason);
        var data = new Observation([.. trial.Data().Values.Select(value => value.to_type(ScalarType.Float32))]);
        if (data.Values.IsDefaultOrEmpty)
            data = Observation.Nothing(trial.Case.Data);
        network.train();
        return new[] { Gradient.Reparameterised, TModel.Description.Gradient }
            .Distinct()
            .Where(gradient => StepChoice.Decide(network, isTraining: true, gradient: gradient).IsCompiled)
            .Select(gradient => Judge(trial, network, data, gradient))
            .MaxBy(verdict => verdict.Statistic);
    }

    private static Verdict Judge<TModel>(Trial<TModel> trial, ModelNetwork<TModel> network, Observation data, Gradient gradient)
        where TModel : class, IModel<TModel>
    {
        var seed = trial.Case.Seed;
        using var tape = trial.Subject.Tape(gradient);
        network.zero_grad();
        var proposal = trial.Subject.Propose(network, data, Noise.FromSeed(seed), tape);
        var expected = Flat(trial.Subject.LogEstimate(proposal));
        tape.Backward(trial.Subject.LogTerms(proposal), 1.0 / data.Batch);
        var wanted = network.named_parameters().Select(p => (p.name, Flat(p.parameter.grad ?? zeros_like(p.parameter)))).ToArray();
        network.zero_grad();

        using var step = new CompiledProgram(network.Record(isTraining: true, gradient));
        var found = step.WriteGradients(data, network.Samples, Noise.FromSeed(seed), 1.0 / data.Batch).Select(v => (double)v).ToArray();

        // Weights are exponentials of differences of log-densities: what rounds those moves every gradient.
        var slack = Math.Pow(2, -22) * expected.Max(v => double.IsFinite(v) ? Math.Abs(v) : 0);
        var worst = new Verdict(Apart(found, expected) / Estimates, 1) { Detail = "log ŵ differs" };
        foreach (var ((name, slope), (_, parameter)) in wanted.Zip(network.named_parameters()))
        {
            var apart = Apart(Flat(parameter.grad ?? zeros_like(parameter)), slope) / (Gradients + slack);
            if (apart > worst.Statistic)
                worst = new(apart, 1) { Detail = $"the {gradient} gradient of {name} differs" };
        }

        return worst;
    }

    /// <summary>The largest difference as a part of the largest number; +∞ where one side is not a number and the other is.</summary>
    private static double Apart(double[] found, double[] expected)
    {
        var largest = 1 + expected.Max(v => double.IsFinite(v) ? Math.Abs(v) : 0);
        return found.Zip(expected).Max(pair => Distance(pair.First, pair.Second)) / largest;

        // The largest of several numbers passes over those that are none.
        static double Distance(double a, double b) =>
            a.Equals(b) ? 0 : double.IsNaN(a - b) ? double.PositiveInfinity : Math.Abs(a - b);
    }

    private static double[] Flat(Tensor value)
    {
        using var scope = NewDisposeScope();
        return value.detach().to_type(ScalarType.Float64).flatten().contiguous().data<double>().ToArray();
    }
}
