namespace Hiwae.Networks;

/// <summary>The raw outputs of all heads, [batch, 1 or samples, heads, outputs], and what is read off them.</summary>
public static class Heads
{
    /// <summary>Each sample's own head, [batch, heads, outputs]: sample j reads head j.</summary>
    /// <param name="raw">[batch, 1 or samples, heads, outputs]; with a plate, samples equals heads.</param>
    public static Tensor Own(Tensor raw) => raw.shape[1] == 1
        ? raw.squeeze(1)
        : raw.diagonal(0, 1, 2).transpose(1, 2);
}
