using Hiwae.Checkpoints;
using Hiwae.Evaluation;
using Hiwae.Runtime.Tests.Data;
using Hiwae.Runtime.Tests.Training;
using Hiwae.Training;

namespace Hiwae.Runtime.Tests.Runs;

/// <summary>A model in use: what is inferred agrees with the closed form, and what is asked for twice is the same.</summary>
public sealed class RunTests
{
    private const int Many = 40_000;

    private static readonly float[][] X = [[1, 2, 3], [0.5f, float.NaN, -1], [float.NaN, float.NaN, 4], [float.NaN, float.NaN, float.NaN]];

    private static float[] Seen(float[] x) => [.. x.Select(value => float.IsNaN(value) ? 0f : 1f)];

    private static Observation Data => new([tensor([.. X.SelectMany(x => x)]).view(4, 3), tensor([.. X.SelectMany(Seen)]).view(4, 3)]);

    private static Run<MaskedLine> Made() => new("nowhere", RunRecords.Of("masked-line"), Line.Some.Network());

    [Fact]
    public void Latent_variables_have_their_posterior_mean_and_deviation()
    {
        using var scope = NewDisposeScope();
        using var run = Made();
        var z = run.Encode(Data, Many)["Z"];
        Assert.Equal([4, 1], z.Mean.shape);
        for (var i = 0; i < 4; i++)
        {
            var (mean, variance) = Line.Some.Posterior([.. X[i].Select(v => float.IsNaN(v) ? 0 : v)], Seen(X[i]));
            Assert.Equal(mean, z.Mean[i, 0].ToDouble(), 0.03);
            Assert.Equal(Math.Sqrt(variance), z.Deviation[i, 0].ToDouble(), 0.03);
        }

        Assert.Contains("No latent variable is called 'Y'; there are Z", Assert.Throws<ArgumentException>(() => run.Encode(Data)["Y"]).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void What_is_missing_is_filled_in_from_its_conditional_density_and_the_rest_stays()
    {
        using var scope = NewDisposeScope();
        using var run = Made();
        var x = run.Impute(Data, draws: 4000, Many)["X"];
        Assert.Equal([4, 3], x.Mean.shape);
        Assert.Equal([4000, 4, 3], x.Draws.shape);
        for (var i = 0; i < 4; i++)
        {
            var (mean, variance) = Line.Some.Posterior([.. X[i].Select(v => float.IsNaN(v) ? 0 : v)], Seen(X[i]));
            for (var j = 0; j < 3; j++)
            {
                var draws = x.Draws[TensorIndex.Colon, i, j];
                if (!float.IsNaN(X[i][j]))
                {
                    Assert.Equal(X[i][j], x.Mean[i, j].ToSingle());
                    Assert.True(draws.eq(X[i][j]).all().ToBoolean());
                    continue;
                }

                var (w, b, s) = (Line.Some.W[j], Line.Some.B[j], Line.Some.S[j]);
                Assert.Equal((w * mean) + b, x.Mean[i, j].ToDouble(), 0.05);
                Assert.Equal((w * mean) + b, draws.mean().ToDouble(), 0.15);
                Assert.Equal(Math.Sqrt((w * w * variance) + (s * s)), draws.std().ToDouble(), 0.15);
            }
        }

        // Two numbers that are missing together go with one z: their covariance is w₀ w₁ Var z.
        var third = Line.Some.Posterior([0, 0, 4], Seen(X[2]));
        var (first, second) = (x.Draws[TensorIndex.Colon, 2, 0], x.Draws[TensorIndex.Colon, 2, 1]);
        Assert.Equal(Line.Some.W[0] * Line.Some.W[1] * third.Variance, ((first - first.mean()) * (second - second.mean())).mean().ToDouble(), 0.05);
    }

    [Fact]
    public void One_variable_and_its_mask_need_no_observation()
    {
        using var scope = NewDisposeScope();
        using var run = Made();
        var data = Data;
        Assert.True(run.Impute(data, 2)["X"].Draws.eq(run.Impute(data.Values[0], data.Values[1], 2)["X"].Draws).all().ToBoolean());
        using var other = new Run<TinyBalance>("nowhere", RunRecords.Of("tiny-balance"), TinyBalance.CreateNetwork(Noise.FromSeed(1)));
        Assert.Contains("tiny-balance has the data X, not one variable and its mask", Assert.Throws<ArgumentException>(() => other.Impute(zeros(2, 16), ones(2, 16))).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_datum_has_its_log_likelihood_with_a_standard_error_that_is_one()
    {
        using var scope = NewDisposeScope();
        using var run = Made();
        var data = Data;
        var truth = Enumerable.Range(0, 4).Select(i => ClosedForm.LogMarginal(run.Network, data.Narrow(i, 1))).ToArray();
        var deviations = Enumerable.Range(1, 60).SelectMany(seed => run.LogLikelihood(data, 400, seed).Select((estimate, i) => (estimate.Value - truth[i]) / estimate.StandardError)).ToArray();

        // The last datum is missing as a whole: ŵ is 1.
        var known = deviations.Where((_, place) => place % 4 != 3).ToArray();
        Assert.InRange(Math.Sqrt(known.Average(deviation => deviation * deviation)), 0.8, 1.25);
        Assert.All(run.LogLikelihood(data, 40_000), estimate => Assert.InRange(estimate.StandardError, 0, 0.02));
        Assert.All(run.LogLikelihood(data, 40_000).Zip(truth), pair => Assert.Equal(pair.Second, pair.First.Value, 0.05));
    }

    [Fact]
    public void Reconstructions_are_posterior_predictive_means()
    {
        using var scope = NewDisposeScope();
        using var run = Made();
        var means = Assert.Single(run.Reconstruct(Data, Many));
        var (mean, _) = Line.Some.Posterior(X[0], Seen(X[0]));
        for (var j = 0; j < 3; j++)
            Assert.Equal((Line.Some.W[j] * mean) + Line.Some.B[j], means[0, j].ToDouble(), 0.05);
    }

    [Fact]
    public void Samples_are_of_the_model_and_repeat_for_the_same_seed()
    {
        using var scope = NewDisposeScope();
        using var run = Made();
        var given = new Observation([ones(4000, 3)]);
        var x = run.Sample(4000, given: given).X;
        Assert.Equal(2, x[TensorIndex.Colon, 2].mean().ToDouble(), 0.15);
        Assert.Equal(Math.Sqrt((2.1 * 2.1) + (0.9 * 0.9)), x[TensorIndex.Colon, 2].std().ToDouble(), 0.15);
        Assert.True(x.eq(run.Sample(4000, given: given).X).all().ToBoolean());
        Assert.False(x.eq(run.Sample(4000, 2, given).X).all().ToBoolean());
        Assert.False(x.requires_grad);
    }

    [Fact]
    public void A_run_is_loaded_from_its_folder_as_the_model_that_it_is_of()
    {
        using var folder = new TemporaryFolder();
        using var scope = NewDisposeScope();
        using (var network = Line.Some.Network())
            Checkpoint.Save(folder.Path, network, RunRecords.Of("masked-line"));
        using var run = Run.Load<MaskedLine>(folder.Path);
        using var made = Made();
        Assert.Equal("masked-line", run.Record.Model);
        Assert.True(run.Encode(Data)["Z"].Mean.eq(made.Encode(Data)["Z"].Mean).all().ToBoolean());
        Assert.Contains("has a run of the model 'masked-line', not of tiny-balance", Assert.Throws<CheckpointException>(() => Run.Load<TinyBalance>(folder.Path)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Nothing_is_left_behind_but_what_is_returned()
    {
        using var scope = NewDisposeScope();
        using var run = Made();
        var data = Data;
        run.Encode(data);
        var before = scope.DisposablesCount;
        using (var encoded = run.Encode(data))
            Assert.Equal(before + 2, scope.DisposablesCount);
        using (var imputed = run.Impute(data))
            Assert.Equal(before + 2, scope.DisposablesCount);
        run.LogLikelihood(data);
        Assert.Equal(before, scope.DisposablesCount);
        Assert.Contains("no data", Assert.Throws<ArgumentException>(() => run.Encode(new([zeros(0, 3), zeros(0, 3)]))).Message, StringComparison.Ordinal);
        Assert.Contains("samples is 0", Assert.Throws<ArgumentException>(() => run.Encode(data, 0)).Message, StringComparison.Ordinal);
    }
}
