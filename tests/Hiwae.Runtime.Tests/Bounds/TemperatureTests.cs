using Hiwae.Runtime.Tests.Laws;

namespace Hiwae.Runtime.Tests.Bounds;

public sealed class TemperatureTests
{
    [Fact]
    public void A_temperature_leads_from_what_is_observed_alone_to_the_bound()
    {
        Leads<LinearIwae>();
        Leads<LinearBalance>();
        Leads<LinearLearned>();
    }

    private static void Leads<TModel>() where TModel : class, IModel<TModel>
    {
        using var scope = NewDisposeScope();
        using var constant = no_grad();
        var noise = Noise.FromSeed(1, dtype: ScalarType.Float64);
        using var network = TModel.CreateNetwork(noise);
        var samples = network.Samples;
        var proposal = network.Propose(RandomData.Of(TModel.Description, 7, noise), samples, noise);
        var observed = proposal.Factors.Single(factor => (factor.Kind, factor.Variable) == (FactorKind.P, "X")).LogDensity - Math.Log(samples);
        Assert.True(observed.allclose(proposal.LogTerms(0), 1e-9, 1e-9));
        Assert.True(proposal.LogTerms().allclose(proposal.LogTerms(1), 1e-9, 1e-9));
        Assert.True(((proposal.LogTerms() * 0.3) + (observed * 0.7)).allclose(proposal.LogTerms(0.3), 1e-9, 1e-9));
    }
}
