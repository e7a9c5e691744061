using Hiwae.Laws.Cases;
using Hiwae.Reports;

namespace Hiwae.Laws.Statistics;

/// <summary>Laws of what the dependence of the terms of ŵ can and cannot do (docs/method.md).</summary>
internal static class CouplingLaws
{
    // As a part of what is compared.
    private const double Rounding = 1e-9;

    private const int Rows = 64;

    /// <summary>
    /// The mean correlation of two terms is not below its floor, because weights are not negative; and no two terms give more to the bound than they would if they were drawn counter-monotonically.
    /// </summary>
    public static Verdict Limits<TModel>(Trial<TModel> trial) where TModel : class, IModel<TModel> =>
        Limits(Terms(trial, trial.Network(), trial.Data(1), Rows), DatumReport.Of);

    /// <summary>The same of given numbers.</summary>
    /// <param name="logTerms">log(π_j w_j), [draws, samples].</param>
    /// <param name="report">The report on a table.</param>
    public static Verdict Limits(double[,] logTerms, Func<double[,], DatumReport> report)
    {
        var worst = new Verdict(0, Rounding);
        for (var i = 0; i < logTerms.GetLength(1); i++)
        {
            for (var j = 0; j < i; j++)
            {
                var pair = new double[logTerms.GetLength(0), 2];
                for (var r = 0; r < pair.GetLength(0); r++)
                    (pair[r, 0], pair[r, 1]) = (logTerms[r, i], logTerms[r, j]);
                var found = report(pair);
                Compare(found.CorrelationFloor - found.Correlations[0, 1], "the correlation of two weights is below its floor");
                Compare(found.CouplingGain - found.CouplingCeiling, "the coupling of two weights gives more than counter-monotone draws do");
            }
        }

        return worst;

        // What is no number, as where all weights of a draw are zero, is not compared.
        void Compare(double excess, string detail) => worst = excess > worst.Statistic ? worst with { Statistic = excess, Detail = detail } : worst;
    }

    /// <summary>
    /// Of exchangeable proposals that share z0, any two weights have a covariance of Var(E[w | z0]) or more than zero, and L_K is not above that of proposals with a z0 each: what is taken from different
    /// draws for the same datum. The statistic is the larger excess in standard errors.
    /// </summary>
    public static Verdict SharingAlone<TModel>(Trial<TModel> trial) where TModel : class, IModel<TModel>
    {
        var datum = trial.Data(1);
        var network = Draws.Tempered(trial.Case.Scale, scale =>
        {
            var candidate = trial.NetworkAt(scale);
            return LogSample.Of(Draws.Of(trial, candidate, datum, Draws.Pilot)).IsTame ? candidate : null;
        });
        if (network is null)
            return Verdict.Without(Draws.TooVariable);
        var level = LogSample.Of(Draws.Of(trial, network, datum, Draws.Pilot)).LogMean;
        var (gains, covariances) = (new List<double>(), new List<double>());
        return Sequential.Judge(
            Effort.For(network).Draws,
            count =>
            {
                foreach (var block in Blocks(trial, network, datum, count))
                {
                    gains.Add(Gain(block));
                    covariances.Add(Covariance(block, level));
                }

                return new(Math.Max(Excess(gains), -Excess(covariances)), Tail.NormalQuantile(Tail.AtLook / 4))
                {
                    Detail = Excess(gains) > -Excess(covariances) ? "exchangeable proposals that share z0 have a higher bound than with a z0 each" : "exchangeable proposals that share z0 have a negative covariance",
                };
            },
            comparisons: 2);
    }

    /// <summary>Why the law says nothing about a model; null where it does.</summary>
    public static string? SharingAloneObstacle(ModelDescription model) =>
        !model.HasSharedAuxiliary ? "its proposals share nothing"
        : model.HasFixedSamples || model.Weights != Weights.Uniform ? "it is about proposals that are exchangeable, and these are told apart"
        : null;

    /// <summary>As many draws as samples at a time: between them each sample can be had with draws of its own.</summary>
    private static IEnumerable<double[,]> Blocks<TModel>(Trial<TModel> trial, ModelNetwork<TModel> network, Observation datum, int count)
        where TModel : class, IModel<TModel>
    {
        var samples = network.Samples;
        var atOnce = Math.Max(1, Effort.For(network).AtOnce / samples) * samples;
        for (var done = 0; done < count; done += atOnce)
        {
            var terms = Terms(trial, network, datum, atOnce);
            for (var first = 0; first < atOnce; first += samples)
            {
                var block = new double[samples, samples];
                for (var r = 0; r < samples; r++)
                {
                    for (var j = 0; j < samples; j++)
                        block[r, j] = terms[first + r, j];
                }

                yield return block;
            }
        }
    }

    /// <summary>The mean of log Σ_j over draws, less the same where sample j is of the j-th next draw.</summary>
    private static double Gain(double[,] block)
    {
        var samples = block.GetLength(0);
        return Enumerable.Range(0, samples).Average(r =>
            LogSum([.. Enumerable.Range(0, samples).Select(j => block[r, j])]) - LogSum([.. Enumerable.Range(0, samples).Select(j => block[(r + j) % samples, j])]));
    }

    private static double LogSum(double[] logs)
    {
        var highest = logs.Max();
        return highest + Math.Log(logs.Sum(log => Math.Exp(log - highest)));
    }

    /// <summary>The mean product of two weights of one draw, less that of weights of different draws.</summary>
    private static double Covariance(double[,] block, double level)
    {
        var (samples, sum) = (block.GetLength(0), 0.0);
        double Weight(int r, int j) => Math.Exp(block[r, j] - level);
        for (var r = 0; r < samples; r++)
        {
            for (var i = 0; i < samples; i++)
            {
                for (var j = 0; j < i; j++)
                    sum += Weight(r, i) * (Weight(r, j) - Weight((r + 1) % samples, j));
            }
        }

        return sum / samples;
    }

    private static double Excess(List<double> values)
    {
        var (mean, error) = EstimatorLaws.MeanAndError([.. values]);
        return error > 0 ? mean / error : 0;
    }

    /// <summary>log(π_j w_j) of a datum in nats, [draws, samples].</summary>
    private static double[,] Terms<TModel>(Trial<TModel> trial, ModelNetwork<TModel> network, Observation datum, int draws) where TModel : class, IModel<TModel>
    {
        using var scope = NewDisposeScope();
        using var constant = no_grad();
        var values = trial.Subject.LogTerms(trial.Propose(network, datum.Repeated(draws), trial.Noise)).to_type(ScalarType.Float64).contiguous().data<double>();
        var terms = new double[draws, network.Samples];
        var i = 0;
        foreach (var value in values)
        {
            terms[i / network.Samples, i % network.Samples] = value;
            i++;
        }

        return terms;
    }
}
