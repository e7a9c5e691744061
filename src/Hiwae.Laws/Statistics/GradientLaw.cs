using Hiwae.Laws.Cases;

namespace Hiwae.Laws.Statistics;

/// <summary>An estimator of the gradient that is documented as unbiased has the mean of the reparameterised one, at every parameter.</summary>
internal static class GradientLaw
{
    /// <summary>Why double reparameterisation promises nothing; null where it does.</summary>
    public static string? DoublyObstacle(ModelDescription model) =>
        model.DoublyObstacle is { } obstacle ? $"it has no doubly reparameterised gradient: {obstacle}" : null;

    /// <summary>The law at parameters where ŵ is tame. The statistic is that of <see cref="Compare"/>.</summary>
    public static Verdict Judge<TModel>(Trial<TModel> trial, Gradient gradient) where TModel : class, IModel<TModel>
    {
        var datum = trial.Data(1);
        var network = Draws.Tempered(trial.Case.Scale, scale =>
        {
            var candidate = trial.NetworkAt(scale);
            return LogSample.Of(Draws.Of(trial, candidate, datum, Draws.Pilot)).IsTame ? candidate : null;
        });
        if (network is null)
            return Verdict.Without(Draws.TooVariable);
        var effort = Effort.For(network);
        return Sequential.Judge(effort.GradientBatches, Comparison(trial, network, datum, gradient, effort), network.parameters().Sum(p => p.numel()));
    }

    /// <summary>
    /// The largest distance over all parameters between the means of two estimators from the same draws, as a standard normal number; the
    /// threshold is that of one test, shared by all parameters (Bonferroni).
    /// </summary>
    /// <param name="trial">The case.</param>
    /// <param name="network">The model at fixed parameters.</param>
    /// <param name="datum">One datum.</param>
    /// <param name="gradient">The estimator that is compared with the reparameterised one.</param>
    /// <param name="effort">The number of batches, and of draws in each.</param>
    public static Verdict Compare<TModel>(
        Trial<TModel> trial, ModelNetwork<TModel> network, Observation datum, Gradient gradient, Effort effort)
        where TModel : class, IModel<TModel> => Comparison(trial, network, datum, gradient, effort)(effort.GradientBatches);

    // From a number of further batches to the verdict on all so far.
    private static Func<int, Verdict> Comparison<TModel>(
        Trial<TModel> trial, ModelNetwork<TModel> network, Observation datum, Gradient gradient, Effort effort)
        where TModel : class, IModel<TModel>
    {
        var data = datum.Repeated(effort.GradientRows);
        var differences = new Accumulation();
        var count = network.parameters().Sum(p => p.numel());
        return batches =>
        {
            for (var i = 0; i < batches; i++)
            {
                using var scope = NewDisposeScope();
                var seed = trial.NextSeed();
                var expected = Flat(trial, network, data, Gradient.Reparameterised, seed);
                var found = Flat(trial, network, data, gradient, seed);
                differences.Add(found - expected, expected);
            }

            var (largest, position) = differences.Largest();
            return new(Tail.FromStudent(largest, differences.Count - 1), Tail.NormalQuantile(Tail.AtLook / (2 * count)))
            {
                Detail = $"{NameOf(network, position)}: the mean {gradient} gradient differs from the reparameterised one",
            };
        };
    }

    private static Tensor Flat<TModel>(Trial<TModel> trial, ModelNetwork<TModel> network, Observation data, Gradient gradient, long seed)
        where TModel : class, IModel<TModel>
    {
        using var scope = NewDisposeScope();
        using var tape = trial.Subject.Tape(gradient);
        network.zero_grad();
        var proposal = trial.Subject.Propose(network, data, Noise.FromSeed(seed, dtype: ScalarType.Float64), tape);
        var order = 1 - trial.Subject.Alpha;
        tape.Backward(trial.Subject.LogPowers(proposal, trial.Subject.Alpha), 1 / (data.Batch * order), order);
        return cat([.. network.parameters().Select(p => (p.grad ?? zeros_like(p)).flatten())], 0).MoveToOuterDisposeScope();
    }

    private static string NameOf<TModel>(ModelNetwork<TModel> network, long position) where TModel : class, IModel<TModel>
    {
        foreach (var (name, parameter) in network.named_parameters())
        {
            if (position < parameter.numel())
                return $"{OwnerOf(TModel.Description, name.Split('.')[0])}, parameter {name}[{position}]";
            position -= parameter.numel();
        }

        return "no parameter";
    }

    private static string OwnerOf(ModelDescription model, string submodule) =>
        model.Factors.FirstOrDefault(f => f.Submodules.Contains(submodule)) is { } factor ? $"{Formula.Of(model, factor)}, {factor.Density}"
        : model.Variables.FirstOrDefault(v => v.Feature?.Submodule == submodule) is { } variable ? $"the feature {variable.Name}"
        : "the weights";

    /// <summary>Means and variances of vectors that come one at a time (Welford 1962).</summary>
    private sealed class Accumulation
    {
        private double[] mean = [];
        private double[] squares = [];
        private double[] sizes = [];
        private int count;

        public int Count => count;

        public void Add(Tensor difference, Tensor size)
        {
            var (values, magnitudes) = (difference.data<double>().ToArray(), size.data<double>().ToArray());
            if (count++ == 0)
                (mean, squares, sizes) = (new double[values.Length], new double[values.Length], new double[values.Length]);
            for (var i = 0; i < values.Length; i++)
            {
                var step = values[i] - mean[i];
                mean[i] += step / count;
                squares[i] += step * (values[i] - mean[i]);
                sizes[i] = Math.Max(sizes[i], Math.Abs(magnitudes[i]));
            }
        }

        /// <summary>The largest mean in standard errors, and where it is. What rounding may do counts as an error; what is not finite is infinitely far.</summary>
        public (double Largest, long Position) Largest()
        {
            var (largest, position, scale) = (0.0, 0L, sizes.Max());
            for (var i = 0; i < mean.Length; i++)
            {
                var error = Math.Sqrt(squares[i] / (count - 1) / count) + (1e-10 * (sizes[i] + (1e-3 * scale)));

                // A draw that is not finite leaves a mean that is not a number, whatever comes after it.
                var distance = double.IsNaN(mean[i] + squares[i]) ? double.PositiveInfinity : error > 0 ? Math.Abs(mean[i]) / error : 0;
                if (distance > largest)
                    (largest, position) = (distance, i);
            }

            return (largest, position);
        }
    }
}
