namespace Hiwae;

/// <summary>Whether the engine keeps what it computes for a gradient. Parameters of networks always ask for one; what is drawn and decoded hardly ever needs it.</summary>
public static class GradientGraph
{
    /// <summary>
    /// Begins a part in which a graph is kept only if one of the values needs a gradient, as where one looks for the z of a picture; disposing of the result ends it.
    /// </summary>
    /// <param name="values">What is computed with.</param>
    public static IDisposable? OnlyFor(params ReadOnlySpan<Tensor> values)
    {
        foreach (var value in values)
        {
            if (value.requires_grad)
                return null;
        }

        return no_grad();
    }
}
