namespace Hiwae.Bench.ByHand.Layers;

/// <summary>Weight normalisation (Salimans and Kingma 2016), which TorchSharp leaves to its users.</summary>
internal static class WeightNorm
{
    /// <summary>g v / ‖v‖ for each output; it belongs to the caller's scope with what it is made of.</summary>
    /// <param name="direction">v, [outputs, ...].</param>
    /// <param name="gain">g, [outputs].</param>
    public static Tensor Of(Tensor direction, Tensor gain)
    {
        var factor = gain / direction.flatten(1).square().sum(1).sqrt();
        return direction * factor.view([-1, .. Enumerable.Repeat(1L, (int)direction.dim() - 1)]);
    }
}
