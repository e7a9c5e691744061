using Hiwae.Laws.Cases;

namespace Hiwae.Laws.Realisations;

/// <summary>
/// Makes all proposals of a model arrive at one point, by solving for the noise that leads there: where a draw is an affine function of
/// normal noise, two runs, with zeros and with ones, tell its mean and its scale, and a third that it is affine.
/// </summary>
internal static class CommonPoint
{
    private const int Points = 16;

    /// <summary>A proposal with the values of all samples equal, at random points; null where some draw is not affine in its noise, or where scales are so far apart that rounding keeps them from one point.</summary>
    public static Proposal<TModel>? Find<TModel>(Trial<TModel> trial, ModelNetwork<TModel> network) where TModel : class, IModel<TModel>
    {
        var (noise, data) = (trial.Noise, trial.Data(Points));
        var draws = new List<Tensor>();
        try
        {
            foreach (var (index, variable) in InOrderOfDraws(TModel.Description))
            {
                if (!variable.InPlate)
                {
                    draws.Add(noise.Normal(Points, 1, variable.Size));
                    continue;
                }

                Tensor With(double value) =>
                    Run([.. draws, full(Points, network.Samples, variable.Size, value, dtype: ScalarType.Float64)]).Trace.Variables[index];

                var (mean, scale) = (With(0), With(1) - With(0));
                if (!Closeness.Of(With(-2), mean - (2 * scale)).Holds)
                    return null;
                var common = noise.Normal(Points, 1, variable.Size) * 2;
                draws.Add((common - mean) / scale);
            }

            var found = Run(draws);
            return InPlate(found).All(value => Closeness.Of(value, value.narrow(1, 0, 1).expand(value.shape)).Holds) ? found : null;
        }
        catch (NotSupportedException)
        {
            return null;
        }

        Proposal<TModel> Run(IEnumerable<Tensor> normals) => trial.Propose(network, data, new NormalsThenZeros(normals, TModel.Description.States > 1));
    }

    private static IEnumerable<Tensor> InPlate<TModel>(Proposal<TModel> proposal) where TModel : class, IModel<TModel> =>
        TModel.Description.Variables.Zip(proposal.Trace.Variables).Where(pair => pair.First.InPlate).Select(pair => pair.Second);

    /// <summary>The variables that are drawn, each after its parents.</summary>
    private static List<(int Index, VariableDescription Variable)> InOrderOfDraws(ModelDescription model)
    {
        var left = model.Variables.Index().Where(v => v.Item.Factors.Any(f => f is { Kind: FactorKind.Q, IsExact: false })).ToList();
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

    /// <summary>The variables behind a list of conditions: a feature stands for those that it is computed from.</summary>
    private static IEnumerable<string> Drawn(ModelDescription model, IEnumerable<string> conditions) => conditions.SelectMany(name =>
        model.Variables.Single(variable => variable.Name == name).Feature is { } feature ? Drawn(model, feature.Conditions) : [name]);

    /// <summary>The given draws, then zeros. Where states are enumerated, one is drawn at the end by a uniform number.</summary>
    private sealed class NormalsThenZeros(IEnumerable<Tensor> normals, bool hasStates) : Noise(CPU, ScalarType.Float64)
    {
        private readonly Queue<Tensor> left = new(normals);

        public override Tensor Normal(params ReadOnlySpan<long> shape) =>
            !left.TryDequeue(out var next) ? zeros(shape, dtype: DType)
            : next.shape.AsSpan().SequenceEqual(shape) ? next
            : throw new NotSupportedException();

        public override Tensor Uniform(params ReadOnlySpan<long> shape) =>
            hasStates && left.Count == 0 ? full(shape, 0.5, dtype: DType) : throw new NotSupportedException();

        public override Tensor Gamma(Tensor concentration) => throw new NotSupportedException();

        public override Tensor Permutation(long count) => throw new NotSupportedException();
    }
}
