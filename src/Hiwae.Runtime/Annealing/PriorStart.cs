namespace Hiwae.Annealing;

/// <summary>The model's own prior.</summary>
/// <typeparam name="TModel">The declared model.</typeparam>
/// <param name="network">The model.</param>
/// <param name="data">The data: what is given goes into the prior.</param>
/// <param name="map">Of the latent values.</param>
internal sealed class PriorStart<TModel>(ModelNetwork<TModel> network, Observation data, Unconstrained map) : StartDensity where TModel : class, IModel<TModel>
{
    /// <inheritdoc/>
    public override bool IsPrior => true;

    /// <summary>Why a model has no prior to draw from, as a clause; null where it has.</summary>
    public static string? Obstacle
    {
        get
        {
            var model = TModel.Description;
            if (model.Factors.FirstOrDefault(factor => factor.IsTarget) is { } target)
                return $"{Formula.Of(model, target)} is a target, from which nothing can be drawn";
            return model.Latents.SelectMany(v => v.Factors).Where(f => f.Kind == FactorKind.P).FirstOrDefault(f => VariableOrder.Seen(model, f).Any(name => model.Variables.First(v => v.Name == name).Role == Role.Observed)) is { } conditioned
                ? $"{Formula.Of(model, conditioned)} is conditioned on what is observed"
                : null;
        }
    }

    /// <inheritdoc/>
    public override double[] Draw(int chains, long seed)
    {
        using var scope = NewDisposeScope();
        using var constant = no_grad();
        var given = data.Given(TModel.Description);
        var points = LatentPoints.Of(network.Generate(checked((int)data.Batch * chains), NetworkNoise.Of(network, data, seed), given.Repeat(chains)));
        map.Invert(points);
        return points;
    }

    /// <inheritdoc/>
    public override void Evaluate(double[] u, double[] log, double factor, double[] gradient) => throw new System.Diagnostics.UnreachableException("A prior is a part of the joint density.");
}
