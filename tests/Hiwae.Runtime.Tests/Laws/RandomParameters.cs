namespace Hiwae.Runtime.Tests.Laws;

/// <summary>
/// Random parameters for the linear-Gaussian models. Proposals are wider than what they propose for (the prior, and r
/// for q0), so that weights are bounded or nearly so and their mean is asymptotically normal after a few thousand draws.
/// </summary>
internal static class RandomParameters
{
    /// <summary>A network with random parameters; scales do not depend on parents, so that p(x) is normal.</summary>
    /// <param name="noise">Where they come from.</param>
    /// <param name="samples">K; as declared where null.</param>
    /// <param name="heads">S; as declared where null.</param>
    public static ModelNetwork<TModel> Network<TModel>(Noise noise, int? samples = null, int? heads = null) where TModel : class, IModel<TModel>
    {
        var network = TModel.CreateNetwork(noise, samples, heads);
        Fill(network, noise);
        return network;
    }

    /// <summary>Gives a network random parameters.</summary>
    public static void Fill<TModel>(ModelNetwork<TModel> network, Noise noise) where TModel : class, IModel<TModel>
    {
        using var scope = NewDisposeScope();
        using var constant = no_grad();
        foreach (var (name, parameter) in network.state_dict())
        {
            var path = name.Split('.');
            if (TModel.Description.Factors.Any(f => f.Flow?.Submodule == path[0]))
            {
                parameter.copy_(noise.Normal(parameter.shape) * 0.15); // Far enough from the identity, and proposals stay wider than what they propose for.
                continue;
            }

            var factor = TModel.Description.Factors.FirstOrDefault(f => f.Submodule == path[0]);
            if (factor is null || factor.PseudoInputs > 0 || path[1] is not ("head" or "raw"))
            {
                parameter.copy_(noise.Normal(parameter.shape)); // Learned weights, features, trunks, pseudo-inputs: any will do.
                continue;
            }

            var variable = TModel.Description.Variables.First(v => v.Name == factor.Variable);
            Fill(parameter, factor, variable, isConstant: path[^1] is "bias" or "raw", noise);
        }
    }

    private static void Fill(Tensor parameter, FactorDescription factor, VariableDescription variable, bool isConstant, Noise noise)
    {
        var (slope, low, high) = (factor.Kind, variable.Role) switch
        {
            (FactorKind.P, Role.Latent) => (0.5, -0.4, -0.1),
            (FactorKind.P, _) => (0.5, -0.3, 0.2),
            (FactorKind.Q, _) => (0.2, 0.1, 0.4),
            _ => (0.15, -0.4, -0.1),
        };

        // Rows are heads × (logits of the components, then for each of them means, what a covariance has between, and log scales) × values.
        var logits = factor.Components > 1 ? factor.Components : 0;
        var each = Length(factor.Density, variable.Size);
        var outputs = logits + (factor.Components * each);
        var columns = isConstant ? 1 : parameter.shape[1];
        var rows = parameter.view(parameter.numel() / (outputs * columns), outputs, columns);
        if (logits > 0)
            rows.narrow(1, 0, logits).copy_(noise.Normal(rows.shape[0], logits, columns) * slope);
        for (var c = 0; c < factor.Components; c++)
        {
            var means = rows.narrow(1, logits + (c * each), variable.Size);
            var logScales = rows.narrow(1, logits + ((c + 1) * each) - variable.Size, variable.Size);
            means.copy_(noise.Normal(means.shape) * slope);
            logScales.copy_(isConstant ? (noise.Uniform(logScales.shape) * (high - low)) + low : zeros_like(logScales));
            if (each == 2 * variable.Size)
                continue;

            // Proposals stay wider than what they propose for.
            var between = rows.narrow(1, logits + (c * each) + variable.Size, each - (2 * variable.Size));
            between.copy_(noise.Normal(between.shape) * 0.1);
        }
    }

    private static int Length(string density, int size) =>
        density == nameof(MultivariateNormal) ? size * (size + 3) / 2
        : density.StartsWith("LowRankMultivariateNormal<Rank", StringComparison.Ordinal) ? (2 + density[^2] - '0') * size
        : 2 * size;
}
