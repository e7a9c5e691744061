namespace Hiwae.Laws.Tests;

/// <summary>The estimator is unbiased and its logarithm a bound, on random linear-Gaussian models of every structure, weighting and K; each test's false-alarm rate is 1e-6.</summary>
public sealed class EstimatorLawTests
{
    private const int Draws = 100_000;
    private const int FewerDraws = 20_000;

    /// <summary>One proposal and several; with <c>HIWAE_SLOW=1</c> every number of them.</summary>
    public static TheoryData<string, int> StructuresAndSamples => Structures.With(Structures.Plain, Structures.IsSlow ? Structures.Samples : [1, 3]);

    public static TheoryData<string> Others => [.. Structures.All.Select(m => m.Name).Except(Structures.Plain.Select(m => m.Name))];

    [Theory, MemberData(nameof(StructuresAndSamples))]
    public void Estimator_is_unbiased_and_its_logarithm_a_bound(string model, int samples) =>
        Structures.Find(model).Accept(new BothLaws(samples, Draws, Cases: 1));

    [Theory, MemberData(nameof(Others))]
    public void So_it_is_with_features_masks_mixtures_and_what_is_given(string model) =>
        Structures.Find(model).Accept(new BothLaws(Structures.Find(model).Description.Samples, FewerDraws, Cases: 5));

    /// <summary>
    /// Fifty random cases of the laws of means, as a verification tries them: each may find a law broken with a probability of 10⁻⁶. With <c>HIWAE_SLOW=1</c> of every structure.
    /// </summary>
    [Fact]
    public void Sound_models_raise_no_alarm_at_any_seed()
    {
        var models = Structures.Plain.ToArray();
        var step = Structures.IsSlow ? 1 : models.Length;
        for (var i = 0; i < 50 * models.Length; i += step)
            Structures.Find(models[(i / step) % models.Length].Name).Accept(new NoAlarm(Seed: 1 + (i / models.Length)));
    }

    [Fact]
    public void Every_structure_and_weighting_is_covered()
    {
        var covered = Structures.Plain.Select(m => (
                m.Weights,
                Proposals: m.Factors.Any(f => f is { Kind: FactorKind.Q, Distinct: true }),
                Reverse: m.Factors.Any(f => f is { Kind: FactorKind.R, Distinct: true }),
                m.HasSharedAuxiliary,
                Auxiliaries: Math.Min(2, m.Variables.Count(v => v.Role == Role.Auxiliary))))
            .ToHashSet();
        (Weights, bool, bool, bool, int)[] equal =
        [
            (Weights.Uniform, false, false, false, 0),
            (Weights.Uniform, false, false, false, 1),
            (Weights.Uniform, false, false, true, 1),
        ];
        var constant = new[] { Weights.Uniform, Weights.Learned }.SelectMany(weights => new[]
        {
            (weights, true, false, false, 0),
            (weights, true, false, true, 1),
            (weights, true, true, true, 1),
            (weights, true, true, false, 1),
        });
        var comparing = new[] { Weights.Balance, Weights.Power, Weights.Maximum }.SelectMany(weights => new[]
        {
            (weights, true, false, false, 0),
            (weights, true, false, true, 1),
            (weights, true, false, false, 1),
            (weights, true, false, true, 2),
        });
        (Weights, bool, bool, bool, int)[] chains = [(Weights.Uniform, true, true, true, 2), (Weights.Learned, true, false, true, 2)];
        Assert.Superset(equal.Concat(constant).Concat(comparing).Concat(chains).ToHashSet(), covered);
    }

    private sealed record NoAlarm(long Seed) : IModelVisitor<bool>
    {
        public bool Visit<TModel>() where TModel : class, IModel<TModel>
        {
            LawOptions options = new() { Seed = Seed };
            foreach (var law in Suite.Of<TModel>(options).Where(law => law.Name is "same-mean" or "bounded" or "total-probability" or "closed-form"))
            {
                var result = Suite.Verify(new Subject<TModel>(), law, options);
                Assert.True(result.Outcome != LawOutcome.Broken, result.ToString());
            }

            return true;
        }
    }

    private sealed record BothLaws(int Samples, int Draws, int Cases) : IModelVisitor<bool>
    {
        public bool Visit<TModel>() where TModel : class, IModel<TModel>
        {
            for (var seed = 1; seed <= Cases; seed++)
            {
                using var scope = NewDisposeScope();
                using var trial = Structures.Trial<TModel>(seed, Samples);
                var verdict = ClosedFormLaw.Judge(trial, trial.Bounded(), trial.Data(1), Draws);
                Assert.True(verdict.Holds, $"{TModel.Description.Name}, K = {Samples}, seed {seed}: {verdict} {verdict.Detail}");
            }

            return true;
        }
    }
}
