namespace Hiwae.Verification;

/// <summary>How much a statistical law costs: fewer draws from a large model than from a small one.</summary>
/// <param name="Draws">Draws of ŵ.</param>
/// <param name="AtOnce">How many of them in one batch.</param>
/// <param name="GradientBatches">Batches of draws of the gradient; their means are the sample.</param>
/// <param name="GradientRows">Draws in each.</param>
internal sealed record Effort(int Draws, int AtOnce, int GradientBatches, int GradientRows)
{
    /// <summary>What a model's size allows for.</summary>
    public static Effort For<TModel>(ModelNetwork<TModel> network) where TModel : class, IModel<TModel>
    {
        double values = TModel.Description.Variables.Sum(v => v.Size);
        var cost = (network.parameters().Sum(p => p.numel()) + (50 * values)) * network.Samples;
        return new(
            (int)Math.Clamp(4e9 / cost, 1000, 20_000),
            (int)Math.Clamp(1e6 / (values * network.Samples), 16, 20_000),
            40,
            (int)Math.Clamp(6e7 / cost, 8, 500));
    }

    /// <summary>Four times as much: what a suspicion is looked into with.</summary>
    public Effort More => this with { Draws = 4 * Draws, GradientRows = 4 * GradientRows };
}
