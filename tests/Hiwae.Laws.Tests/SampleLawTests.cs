namespace Hiwae.Laws.Tests;

/// <summary>Every linear-Gaussian model satisfies every law that applies to it, as a user's model is put to them.</summary>
public sealed class SampleLawTests
{
    public static TheoryData<string> Models => [.. Structures.All.Select(m => m.Name)];

    [Theory, MemberData(nameof(Models))]
    public void Every_realisation_satisfies_the_laws(string model) => Structures.Find(model).Accept(new PerRealisation());

    [Theory]
    [InlineData("linear-balance")]
    [InlineData("linear-masked-parent")]
    [InlineData("linear-own-reverse")]
    [InlineData("linear-deep-learned")]
    [InlineData("linear-mixture-maximum")]
    [InlineData("linear-posteriors")]
    [InlineData("linear-conditional")]
    [InlineData("linear-alpha-shared")]
    [InlineData("linear-alpha-balance")]
    public void A_model_as_a_whole_is_verified(string model) => Structures.Find(model).Accept(new Whole());

    [Fact]
    public void One_line_in_a_test_project_checks_a_model() => ModelLaws.Check<LinearBalance>(new() { Tests = 2, Seed = 3 });

    /// <summary>Among them that the doubly reparameterised gradient has the right mean, where a flow is on every side.</summary>
    [Fact]
    public void A_model_of_flows_is_verified()
    {
        ModelLaws.Check<Flowing>();
        Assert.Equal(
            ["flow_p_z", "flow_q_z", "flow_q_z0", "flow_r_z0"], Flowing.CreateNetwork(Noise.FromSeed(1)).named_children().Select(child => child.name).Where(name => name.StartsWith("flow", StringComparison.Ordinal)).Order(StringComparer.Ordinal));
    }

    [Fact]
    public void A_checkpoint_of_flows_is_read_by_the_names_of_their_layers()
    {
        using var scope = NewDisposeScope();
        var path = Path.GetTempFileName();
        using var network = Flowing.CreateNetwork(Noise.FromSeed(1));
        using var other = Flowing.CreateNetwork(Noise.FromSeed(2));
        Scatter.Over(network.parameters(), Noise.FromSeed(3), scale: 1);
        var parameters = network.state_dict();
        Assert.Contains("flow_q_z.layer1.layer0.weight", parameters.Keys);
        Assert.Contains("flow_p_z.layer0.raw", parameters.Keys);
        Hiwae.Checkpoints.Safetensors.Write(path, parameters);
        other.load_state_dict(Hiwae.Checkpoints.Safetensors.Read(path).ToDictionary(pair => pair.Key, pair => pair.Value));
        File.Delete(path);
        Tensor LogWeights(ModelNetwork<Flowing> of) => of.Propose(ones(3, 4), 2, Noise.FromSeed(4)).LogWeights;
        Assert.True(LogWeights(network).equal(LogWeights(other)).all().ToBoolean());
    }

    [Fact]
    public void Options_out_of_their_range_are_named()
    {
        Assert.Contains("tests is 0", Assert.Throws<ArgumentException>(() => ModelLaws.Check<LinearIwae>(new() { Tests = 0 })).Message, StringComparison.Ordinal);
        Assert.Contains("seed is -1", Assert.Throws<ArgumentException>(() => ModelLaws.Check<LinearIwae>(new() { Seed = -1 })).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_verification_can_be_stopped() =>
        Assert.Throws<OperationCanceledException>(() => ModelLaws.Verify<LinearIwae>(new() { IsStopped = () => true }));

    private sealed class Whole : IModelVisitor<bool>
    {
        public bool Visit<TModel>() where TModel : class, IModel<TModel>
        {
            var results = ModelLaws.Verify<TModel>();
            Assert.DoesNotContain(results, result => result.Outcome == LawOutcome.Broken);
            Assert.Equal(Suite.Of<TModel>(new()).Select(law => law.Name), results.Select(result => result.Name));
            Assert.All(results, result => Assert.Equal(result.Outcome == LawOutcome.DoesNotApply, result.Reason is not null));
            Assert.Contains(results, result => result is { Name: "total-probability" or "same-mean" or "closed-form", Outcome: LawOutcome.Holds });
            return true;
        }
    }
}
