using Hiwae.Training;

namespace Hiwae.Runtime.Tests.Training;

/// <summary>Counts whose log rates are linear in a latent variable.</summary>
[Model(Samples = 10)]
public sealed partial record PoissonTable(
    [Shape(5), P<Poisson>(nameof(Z))] Tensor X,
    [Shape(1), P<Normal>, Q<Normal>(nameof(X), Hidden = [16])] Tensor Z);

/// <summary>Counts that scatter more, with more zeros.</summary>
[Model(Samples = 10)]
public sealed partial record ZeroInflatedTable(
    [Shape(5), P<ZeroInflated<NegativeBinomial>>(nameof(Z))] Tensor X,
    [Shape(1), P<Normal>, Q<Normal>(nameof(X), Hidden = [16])] Tensor Z);

/// <summary>Models of counts learn what counts were drawn from.</summary>
public sealed class CountModelTests
{
    private const int Size = 5;

    private const int Training = 2000;

    // In nats for a row: the test rows' mean log-likelihood under the truth, less that under what was learned. Maximum likelihood with so many rows is behind by parameters/(2 · rows), 0.003 and 0.008.
    private const double Gap = 0.06;

    [Fact]
    public void Poisson_variables_with_a_latent_rate_are_learned() =>
        Learns<PoissonTable, Poisson>((network, z) => ((PoissonTable.Network)network).p_x.Raw([z]), z => Linear(z, [0.8, -0.6, 0.5, 0.3, -0.9], [0.5, 1, -0.5, 1.5, 0]));

    [Fact]
    public void Negative_binomial_variables_with_more_zeros_are_learned() =>
        Learns<ZeroInflatedTable, ZeroInflated<NegativeBinomial>>(
            (network, z) => ((ZeroInflatedTable.Network)network).p_x.Raw([z]),
            z => cat([Linear(z, new double[Size], [-1, 0, -2, -1, -1]), Linear(z, [0.8, -0.6, 0.5, 0.9, -0.9], [1, 2, 1, 1.5, 1]), Linear(z, new double[Size], [1, 0, 1, 0.5, 1])], -1));

    private static void Learns<TModel, TDensity>(Func<ModelNetwork<TModel>, Tensor, Tensor> learned, Func<Tensor, Tensor> truth)
        where TModel : class, IModel<TModel>
        where TDensity : struct, IDensity<TDensity>
    {
        using var scope = NewDisposeScope();
        var noise = Noise.FromSeed(11);
        Tensor Drawn(int rows) => Density.Sample<TDensity>(truth(noise.Normal(rows, 1)), noise, rows, Size);
        var (train, test) = (Drawn(Training), Drawn(5000));
        var options = new TrainingOptions { Epochs = 1500, LearningRate = 0.01, Schedule = new LearningRateSchedule.Cosine() };
        using var start = Trainer.Start<TModel>(options);
        for (var step = 0; step < options.Epochs; step++)
        {
            using var rows = train.index_select(0, noise.Permutation(Training).narrow(0, 0, 200));
            Trainer.Step(start with { Step = step }, new Observation([rows]), options);
        }

        using var constant = no_grad();
        var (best, found) = (LogLikelihood<TDensity>(truth, test), LogLikelihood<TDensity>(z => learned(start.Network, z), test));
        Assert.True(best - found <= Gap && found - best <= 0.02, $"The mean log-likelihood is {found}, that of the truth {best}.");
    }

    /// <summary>The mean of log ∫ p(x | z) N(z; 0, 1) dz over rows, by the trapezoid rule.</summary>
    private static double LogLikelihood<TDensity>(Func<Tensor, Tensor> raw, Tensor rows) where TDensity : struct, IDensity<TDensity>
    {
        const double Step = 0.1;
        var z = arange(-6, 6, Step, dtype: ScalarType.Float32).view(-1, 1, 1);
        var prior = (z.square() * -0.5).squeeze(-1) - (0.5 * Math.Log(2 * Math.PI)) + Math.Log(Step);
        return (Density.Log<TDensity>(raw(z), rows.unsqueeze(0)) + prior).logsumexp(0).mean().ToDouble();
    }

    private static Tensor Linear(Tensor z, double[] slopes, double[] offsets) => (z * tensor(slopes).to_type(z.dtype)) + tensor(offsets).to_type(z.dtype);
}
