using Hiwae.Runtime.Tests.Laws;

namespace Hiwae.Runtime.Tests.Models;

/// <summary>What the functions of emitted models give, for every structure of the language.</summary>
public sealed class LanguageTests
{
    private const int Batch = 4;

    public static TheoryData<string> Structures => [.. DeclaredModels.All
        .Select(m => m.Description.Name)
        .Where(name => name.StartsWith("linear-", StringComparison.Ordinal))];

    [Theory, MemberData(nameof(Structures))]
    public void Traces_have_the_declared_shapes(string model) =>
        DeclaredModels.All.Single(m => m.Description.Name == model).Accept(new Shapes());

    [Theory, MemberData(nameof(Structures))]
    public void What_is_not_given_back_is_released(string model) =>
        DeclaredModels.All.Single(m => m.Description.Name == model).Accept(new Releases());

    [Fact]
    public void What_is_stored_where_a_value_is_missing_does_not_matter()
    {
        using var scope = NewDisposeScope();
        var noise = Noise.FromSeed(1, dtype: ScalarType.Float64);
        using var network = RandomParameters.Network<LinearMasked>(noise);
        var data = RandomData.Of(LinearMasked.Description, 50, noise);
        var zero = LogEstimate(network, Hidden(data, 0));
        var nan = LogEstimate(network, Hidden(data, double.NaN));
        Assert.True(zero.isfinite().all().ToBoolean());
        Assert.Equal(0, (zero - nan).abs().max().ToDouble());
        nan.sum().backward();
        Assert.All(network.parameters(), p => Assert.True(p.grad!.isfinite().all().ToBoolean()));
    }

    [Fact]
    public void With_nothing_missing_a_mask_changes_nothing()
    {
        using var scope = NewDisposeScope();
        var noise = Noise.FromSeed(2, dtype: ScalarType.Float64);
        using var network = RandomParameters.Network<LinearMasked>(noise);
        var (x, label) = (noise.Normal(7, 3), noise.Normal(7, 2));
        var proposal = network.Propose(new([x, ones_like(x), label, ones(7, 1, dtype: ScalarType.Float64)]), 3, noise);
        var z = proposal.Trace.Z;
        var expected = Density.Log<Normal>(((LinearMasked.Network)network).p_x.Raw([z]), x.unsqueeze(1));
        var found = proposal.Factors.Single(f => f is { Kind: FactorKind.P, Variable: "X" }).LogDensity;
        Assert.Equal(0, (expected - found).abs().max().ToDouble(), 12);
    }

    [Fact]
    public void What_is_generated_depends_on_what_is_given()
    {
        using var scope = NewDisposeScope();
        using var network = RandomParameters.Network<LinearConditional>(Noise.FromSeed(3));
        Tensor Generated(double y) => network.Generate(5, Noise.FromSeed(4), full(5, 2, y, dtype: ScalarType.Float32)).X;
        Assert.Equal(0, (Generated(1) - Generated(1)).abs().max().ToDouble());
        Assert.True((Generated(1) - Generated(-1)).abs().min().ToDouble() > 1e-4);
    }

    private static Tensor LogEstimate(ModelNetwork<LinearMasked> network, Observation data) =>
        network.Propose(data, 3, Noise.FromSeed(9, dtype: ScalarType.Float64)).LogEstimate();

    /// <summary>The data with a value wherever one is missing.</summary>
    private static Observation Hidden(Observation data, double value)
    {
        var (x, seen, label, has) = (data.Values[0], data.Values[1], data.Values[2], data.Values[3]);
        return new([x.masked_fill(seen.eq(0), value), seen, label.masked_fill(has.eq(0), value), has]);
    }

    private sealed class Shapes : IModelVisitor<bool>
    {
        public bool Visit<TModel>() where TModel : class, IModel<TModel>
        {
            using var scope = NewDisposeScope();
            var noise = Noise.FromSeed(5);
            var model = TModel.Description;
            using var network = TModel.CreateNetwork(noise);
            var data = RandomData.Of(model, Batch, noise);
            Observation given = new([.. model.Data.Zip(data.Values).Where(pair => pair.First.Role == Role.Given).Select(pair => pair.Second)]);
            var drawn = network.Propose(data, network.Samples, noise).Trace;
            Check(model, drawn, network.Samples);
            var generated = network.Generate(Batch, noise, given);
            Check(model, generated, 1, generated: true);
            Assert.DoesNotContain(generated.Variables, value => value.requires_grad);
            foreach (var (trace, samples) in new[] { (drawn, network.Samples), (generated, 1) })
            {
                foreach (var (variable, value) in model.Variables.Zip(network.Decode(trace).Variables).Where(pair => pair.First.Role == Role.Observed))
                    Assert.Equal([Batch, samples, .. variable.Shape.Select(size => (long)size)], value.shape);
            }

            return true;
        }

        private static void Check<TModel>(ModelDescription model, TModel trace, int samples, bool generated = false) where TModel : class, IModel<TModel>
        {
            foreach (var (variable, value) in model.Variables.Zip(trace.Variables))
            {
                long[] declared = [.. variable.Shape.Select(size => (long)size)];
                Assert.Equal(
                    variable.InPlate ? [Batch, samples, variable.Size]
                    : generated && variable.Role is (Role.Observed or Role.Given) ? [Batch, .. declared]
                    : new long[] { Batch, variable.Size },
                    value.shape);
            }
        }
    }

    /// <summary>In the caller's scope are the tensors that were returned, and no others.</summary>
    private sealed class Releases : IModelVisitor<bool>
    {
        public bool Visit<TModel>() where TModel : class, IModel<TModel>
        {
            using var outer = NewDisposeScope();
            var noise = Noise.FromSeed(6);
            using var network = TModel.CreateNetwork(noise);
            var data = RandomData.Of(TModel.Description, Batch, noise);
            Observation given = new(
                [.. TModel.Description.Data.Zip(data.Values).Where(pair => pair.First.Role == Role.Given).Select(pair => pair.Second)]);
            int Own(params IEnumerable<Tensor?> returned) =>
                returned.OfType<Tensor>().Except(data.Values, ReferenceEqualityComparer.Instance).Count();
            using (var scope = NewDisposeScope())
            {
                var proposal = network.Propose(data, network.Samples, noise);
                Assert.Equal(
                    Own([.. proposal.Trace.Variables, .. proposal.Factors.Select(factor => factor.LogDensity), proposal.LogWeights, proposal.LogMixture]),
                    scope.DisposablesCount);
            }

            using (var scope = NewDisposeScope())
            {
                var generated = network.Generate(Batch, noise, given);
                Assert.Equal(Own(generated.Variables), scope.DisposablesCount);
            }

            return true;
        }
    }
}
