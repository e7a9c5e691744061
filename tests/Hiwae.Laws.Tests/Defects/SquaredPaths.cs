namespace Hiwae.Laws.Tests;

/// <summary>
/// Double reparameterisation as it would be for independent samples, put to shared ones: each sample evaluates its own copy of z0, so that what
/// evaluation sends there counts ω_j² too, instead of ω_j.
/// </summary>
/// <param name="samples">K.</param>
internal sealed class SquaredPaths(int samples) : GradientPaths
{
    private readonly GradientPaths right = Of(Gradient.DoublyReparameterised);
    private readonly List<Tensor> copies = [];

    public override Tensor Parameters(Tensor raw) => right.Parameters(raw);

    public override Tensor Point(Tensor draw)
    {
        copies.Add(draw.expand(draw.shape[0], samples, draw.shape[2]).DetachFromDisposeScope());
        return right.Point(copies[^1]);
    }

    public override void Backward(Tensor logTerms, double scale, double temperature = 1) => right.Backward(logTerms, scale, temperature);

    public override void Dispose()
    {
        right.Dispose();
        foreach (var copy in copies)
            copy.Dispose();
    }
}
