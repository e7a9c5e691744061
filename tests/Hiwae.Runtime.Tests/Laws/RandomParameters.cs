namespace Hiwae.Runtime.Tests.Laws;

/// <summary>
/// Random parameters for the linear-Gaussian models. Proposals are wider than what they propose for (the prior, and r
/// for q0), so that weights are bounded or nearly so and their mean is asymptotically normal after a few thousand draws.
/// </summary>
internal static class RandomParameters
{
    /// <summary>A network with random parameters; scales do not depend on parents, so that p(x) is normal.</summary>
    public static ModelNetwork<TModel> Network<TModel>(Noise noise) where TModel : class, IModel<TModel>
    {
        var network = TModel.CreateNetwork(noise);
        using var scope = NewDisposeScope();
        using var constant = no_grad();
        foreach (var (name, parameter) in network.state_dict())
        {
            if (TModel.Description.Factors.FirstOrDefault(f => f.Submodule == name.Split('.')[0]) is not { } factor)
            {
                parameter.copy_(noise.Normal(parameter.shape)); // Learned weights: any will do.
                continue;
            }

            var size = TModel.Description.Variables.First(v => v.Name == factor.Variable).Size;
            var (slope, low, high) = factor.Kind switch
            {
                FactorKind.P => (0.5, -0.3, 0.2),
                FactorKind.Q => (0.2, 0.1, 0.4),
                _ => (0.15, -0.4, -0.1),
            };

            // Rows are heads × (means, log scales) × values.
            var rows = parameter.view(parameter.shape[0] / (2 * size), 2, -1);
            var (means, logScales) = (rows.narrow(1, 0, 1), rows.narrow(1, 1, 1));
            means.copy_(noise.Normal(means.shape) * slope);
            logScales.copy_(name.EndsWith("bias", StringComparison.Ordinal)
                ? (noise.Uniform(logScales.shape) * (high - low)) + low
                : zeros_like(logScales));
        }

        return network;
    }
}
