using Hiwae.Programs;

namespace Hiwae.Networks;

/// <summary>Checks at the door of a network, so that no native operation ever sees shapes that do not fit.</summary>
internal static class NetChecks
{
    /// <exception cref="ArgumentException">Outputs, heads, context or scale do not fit the layers.</exception>
    public static void Check(string network, ImmutableArray<Layer> layers, ImmutableArray<int> output, int outputs, int heads, int context, ScaleBlock? scale)
    {
        if (outputs < 0)
            throw new ArgumentException($"{network}: outputs is {outputs}; it must be at least 0, where 0 means no output layer.");
        if (heads < 1)
            throw new ArgumentException($"{network}: heads is {heads}; it must be at least 1.");
        if (heads > 1 && outputs == 0)
            throw new ArgumentException($"{network}: {heads} heads, but no output layer; set outputs, or leave heads at 1.");
        if (outputs > 0 && output.Length == 3)
            throw new ArgumentException(
                $"{network} ends in an image, {LayerText.Of(output)} values, but has an output layer of {outputs}; end with Flatten, or set outputs to 0.");
        if (scale is { } block && (heads > 1 || block.Size < 1 || block.From == Scale.Network))
            throw new ArgumentException(
                $"{network}: a scale of {block.Size} values, {block.From}, with {heads} heads; it is for a single head, has at least 1 value, and comes from somewhere else than the network.");
        var conditioned = layers.Any(layer => layer is Layer.Dense { Conditioned: true } or Layer.Conv { Conditioned: true });
        if (context < 0)
            throw new ArgumentException($"{network}: the context's size is {context}; it must be at least 0, where 0 means none.");
        if (conditioned && context == 0)
            throw new ArgumentException($"{network} has a conditioned layer, but no context; set context to its size.");
        if (!conditioned && context > 0)
            throw new ArgumentException($"{network} has a context of {context} values, but no conditioned layer; make one conditioned, or set context to 0.");
    }

    /// <exception cref="ArgumentException">The number of parents, or a shape, is wrong.</exception>
    public static void CheckParents(
        string network, ImmutableArray<Input> inputs, Tensor[] parents, int context, Tensor? given, int heads)
    {
        CheckPresence(network, inputs, parents.Length, context, given is not null);
        long batch = 1, samples = 1;
        for (var i = 0; i < parents.Length; i++)
            CheckShape(network, $"parent {i}", parents[i], inputs[i].Size, heads, ref batch, ref samples);
        if (given is not null)
            CheckShape(network, "the context", given, context, heads, ref batch, ref samples);
    }

    /// <exception cref="ArgumentException">The number of recorded parents, or a size, is wrong.</exception>
    public static void CheckParents(string network, ImmutableArray<Input> inputs, Value[] parents, int context, Value? given)
    {
        CheckPresence(network, inputs, parents.Length, context, given is not null);
        for (var i = 0; i < parents.Length; i++)
            CheckSize(network, $"parent {i}", parents[i].Columns, inputs[i].Size);
        if (given is { } value)
            CheckSize(network, "the context", value.Columns, context);
    }

    private static void CheckPresence(string network, ImmutableArray<Input> inputs, int parents, int context, bool given)
    {
        if (parents != inputs.Length)
            throw new ArgumentException($"{network} takes {inputs.Length} parents; {parents} were given.", nameof(parents));
        if (given != (context > 0))
            throw new ArgumentException(
                given ? $"{network} has no context, but one was given." : $"{network} needs its context of {context} values; none was given.", nameof(given));
    }

    private static void CheckSize(string network, string what, long columns, int size)
    {
        if (columns != size)
            throw new ArgumentException($"{network}: {what} has {columns} columns; it must have {size}.");
    }

    /// <summary>Each of batch and samples is 1 or the same everywhere; samples are 1 or a multiple of the heads.</summary>
    private static void CheckShape(string network, string what, Tensor value, int size, int heads, ref long batch, ref long samples)
    {
        var shape = value.shape;
        if (shape.Length != 3 || shape[2] != size || !Fits(shape[0], ref batch) || (shape[1] > 1 && shape[1] % heads > 0) || !Fits(shape[1], ref samples))
            throw new ArgumentException(
                $"{network}: {what} has shape [{string.Join(", ", shape)}]; it must be [{(batch == 1 ? "batch" : batch)}, " +
                $"{(samples > 1 ? $"1 or {samples}" : heads > 1 ? $"1 or a multiple of {heads}" : "1 or samples")}, {size}].");
    }

    private static bool Fits(long extent, ref long common)
    {
        if (extent == common || extent == 1)
            return true;
        if (common != 1)
            return false;
        common = extent;
        return true;
    }
}
