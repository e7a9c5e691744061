namespace Hiwae.Runtime.Tests.Laws;

/// <summary>
/// Makes all proposals of a model arrive at one point, by solving for the noise that leads there: a normal draw is an
/// affine function of its noise, so two runs, with zeros and with ones, tell its mean and its scale.
/// </summary>
internal static class CommonPoint
{
    private const int Points = 64;

    /// <summary>log π_j with the values of all samples equal, at random points, [points, samples].</summary>
    public static Tensor LogMixtures<TModel>(ModelNetwork<TModel> network, Noise noise) where TModel : class, IModel<TModel>
    {
        var data = RandomData.Of(TModel.Description, Points, noise);
        var draws = new List<Tensor>();
        foreach (var (index, variable) in InOrderOfDraws(TModel.Description))
        {
            if (!variable.InPlate)
            {
                draws.Add(noise.Normal(Points, 1, variable.Size));
                continue;
            }

            Tensor With(double value) =>
                Run(network, data, [.. draws, full(Points, network.Samples, variable.Size, value, dtype: ScalarType.Float64)]).Trace.Variables[index];

            var mean = With(0);
            var common = noise.Normal(Points, 1, variable.Size) * 2;
            draws.Add((common - mean) / (With(1) - mean));
        }

        var proposal = Run(network, data, draws);
        Assert.All(
            TModel.Description.Variables.Zip(proposal.Trace.Variables).Where(v => v.First.InPlate),
            v => Assert.True((v.Second - v.Second.narrow(1, 0, 1)).abs().max().ToDouble() < 1e-9));
        return proposal.LogMixture!;
    }

    private static Proposal<TModel> Run<TModel>(ModelNetwork<TModel> network, Observation data, IEnumerable<Tensor> draws)
        where TModel : class, IModel<TModel> => network.Propose(data, network.Samples, new Replayed(draws));

    /// <summary>The variables that are drawn, each after its parents.</summary>
    private static List<(int Index, VariableDescription Variable)> InOrderOfDraws(ModelDescription model)
    {
        var left = model.Variables.Index().Where(v => v.Item.Factors.Any(f => f.Kind == FactorKind.Q)).ToList();
        var ordered = new List<(int, VariableDescription)>();
        while (left.Count > 0)
        {
            var next = left.First(v => !Drawn(model, v.Item.Factors.Single(f => f.Kind == FactorKind.Q).Conditions)
                .Any(condition => left.Any(other => other.Item.Name == condition)));
            left.Remove(next);
            ordered.Add(next);
        }

        return ordered;
    }

    /// <summary>What conditions come down to, features followed to what they are computed from.</summary>
    private static IEnumerable<string> Drawn(ModelDescription model, IEnumerable<string> conditions) => conditions.SelectMany(name =>
        model.Variables.Single(variable => variable.Name == name).Feature is { } feature ? Drawn(model, feature.Conditions) : [name]);

    /// <summary>The given draws, then zeros.</summary>
    private sealed class Replayed(IEnumerable<Tensor> normals) : Noise(CPU, ScalarType.Float64)
    {
        private readonly Queue<Tensor> left = new(normals);

        public override Tensor Normal(params ReadOnlySpan<long> shape)
        {
            if (!left.TryDequeue(out var next))
                return zeros(shape, dtype: DType);
            Assert.Equal(shape.ToArray(), next.shape);
            return next;
        }

        public override Tensor Uniform(params ReadOnlySpan<long> shape) => throw new NotSupportedException("The models draw normals only.");

        public override Tensor Gamma(Tensor concentration) => throw new NotSupportedException("The models draw normals only.");

        public override Tensor Permutation(long count) => throw new NotSupportedException("The models draw normals only.");
    }
}
