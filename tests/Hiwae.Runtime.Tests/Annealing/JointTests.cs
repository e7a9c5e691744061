using Hiwae.Annealing;
using Hiwae.Compilation;
using Hiwae.Networks;
using Hiwae.Tests;

namespace Hiwae.Runtime.Tests.Annealing;

/// <summary>log p(x, z) at given latent values, of every declared model of this assembly.</summary>
public sealed class JointTests
{
    private const int Data = 3;
    private const int Chains = 4;

    [Fact]
    public void The_factors_of_P_are_those_of_a_proposal()
    {
        var models = new SameFactors();
        foreach (var model in DeclaredModels.All)
            model.Accept(models);
        Assert.True(models.Count > 30, $"{models.Count}");
    }

    [Fact]
    public void Compiled_values_and_gradients_are_those_of_the_portable_path()
    {
        var models = new Compiled();
        foreach (var model in DeclaredModels.All)
            model.Accept(models);
        Assert.True(models.Count > 30, $"{models.Count}");
    }

    [Fact]
    public void As_many_latent_values_as_latent_variables_are_asked_for()
    {
        using var scope = NewDisposeScope();
        using var network = Laws.LinearIwae.CreateNetwork(Noise.FromSeed(1));
        var error = Assert.Throws<ArgumentException>(() => network.LogJoint(zeros(2, 3), []));
        Assert.Contains("has 1 latent variables; 0 values are given", error.Message, StringComparison.Ordinal);
    }

    private sealed class SameFactors : IModelVisitor<bool>
    {
        public int Count { get; private set; }

        public bool Visit<TModel>() where TModel : class, IModel<TModel>
        {
            using var scope = NewDisposeScope();
            using var mode = EvaluationMode.Begin();
            using var constant = no_grad();
            var noise = Noise.FromSeed(3, dtype: ScalarType.Float64);
            using var network = TModel.CreateNetwork(noise);
            var data = RandomData.Of(TModel.Description, Data, noise);
            var proposal = network.Propose(data, network.Samples, noise);
            var latents = TModel.Description.Variables.Zip(proposal.Trace.Variables).Where(pair => pair.First.Role == Role.Latent).Select(pair => pair.Second).ToArray();
            var expected = proposal.Factors.Where(factor => factor.Kind == FactorKind.P).ToArray();
            var found = network.LogJoint(data, latents);
            Assert.Equal(expected.Select(factor => factor.Variable), found.Select(factor => factor.Variable));
            foreach (var (right, factor) in expected.Zip(found))
                Assert.True(allclose(right.LogDensity, factor.LogDensity, 1e-10, 1e-10, equal_nan: true), $"{TModel.Description.Name}.{factor.Variable}");
            Count++;
            return true;
        }
    }

    private sealed class Compiled : IModelVisitor<bool>
    {
        public int Count { get; private set; }

        public bool Visit<TModel>() where TModel : class, IModel<TModel>
        {
            using var scope = NewDisposeScope();
            using var mode = EvaluationMode.Begin();
            var noise = Noise.FromSeed(5);
            using var network = TModel.CreateNetwork(noise);
            if (TModel.Description.Variables.Any(variable => variable.IsEnumerated) || !AnnealedImportance.Decide(network, StepPath.Automatic).IsCompiled)
                return false; // Annealing refuses states.
            using var program = new CompiledProgram(network.JointProgram());
            var data = RandomData.Of(TModel.Description, Data, noise);
            var proposal = network.Propose(data.Repeat(Chains), network.Samples, noise);
            var size = Unconstrained.Of(TModel.Description).Size;
            double[] z = [.. LatentPoints.Of(TModel.Description.Variables.Zip(proposal.Trace.Variables).Where(pair => pair.First.Role == Role.Latent).Select(pair => pair.Second.narrow(1, 0, 1)))];
            LogJoint compiled = new CompiledJoint(program, network.Checked(data), Chains) { Size = size }, portable = new PortableJoint<TModel>(network, network.Checked(data), Chains) { Size = size };
            foreach (var (prior, likelihood) in new[] { (1.0, 1.0), (1, 0.3), (0.2, 0.2), (1, 0), (0, 1) })
            {
                var (right, found) = (Of(portable, z, prior, likelihood), Of(compiled, z, prior, likelihood));
                foreach (var (name, place) in new[] { ("log p(z)", 0), ("log p(x | z)", 1), ("gradient", 2) })
                {
                    var difference = PathAgreement.Difference(tensor(right[place]), tensor(found[place]), name, 1e-3, 1);
                    Assert.True(difference is null, $"{TModel.Description.Name}, factors {prior} and {likelihood}: {difference}");
                }
            }

            Count++;
            return true;
        }

        private static double[][] Of(LogJoint joint, double[] z, double prior, double likelihood)
        {
            var rows = Data * Chains;
            double[][] found = [new double[rows], new double[rows], new double[z.Length]];
            joint.Evaluate(z, prior, likelihood, found[0], found[1], found[2]);
            return found;
        }
    }
}
