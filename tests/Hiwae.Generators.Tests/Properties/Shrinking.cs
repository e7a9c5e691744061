namespace Hiwae.Generators.Tests.Properties;

/// <summary>Smaller declarations, to look for those that show the same.</summary>
internal static class Shrinking
{
    public static IEnumerable<RandomModel> Of(RandomModel model)
    {
        if (model.Place != RandomModel.Places[1])
            yield return model with { Place = RandomModel.Places[1] };
        if (model.Name is not null)
            yield return model with { Name = null };
        if (model.Gradient is not null)
            yield return model with { Gradient = null };
        if (model.Heads is not null)
            yield return model with { Heads = null };
        if (model.NestsNetworks)
            yield return model with { NestsNetworks = false };
        foreach (var variable in model.Variables)
        {
            yield return model.Renamed(variable.Name, null);
            foreach (var smaller in Smaller(variable))
                yield return model.With(variable, smaller);
            foreach (var factor in variable.Factors)
            {
                foreach (var smaller in Smaller(factor))
                    yield return model.With(variable, factor, smaller);
            }
        }

        foreach (var network in model.Networks.ToArray())
        {
            foreach (var smaller in Smaller(network))
                yield return model.With(network, smaller);
        }
    }

    private static IEnumerable<RandomVariable> Smaller(RandomVariable variable)
    {
        if (variable.Mask is not null)
            yield return variable with { Mask = null };
        if (variable.Feature is not null)
            yield break;
        if (variable.Shape is not [1])
            yield return variable with { Shape = [1] };
    }

    private static IEnumerable<RandomFactor> Smaller(RandomFactor factor)
    {
        if (factor.Activation is not null)
            yield return factor with { Activation = null };
        if (factor.Hidden is not null)
            yield return factor with { Hidden = null };
        if (factor.Net is not null)
            yield return factor with { Net = null, Context = null };
        if (factor.Flow is not null)
            yield return factor with { Flow = null };
        if (factor.Components is not null)
            yield return factor with { Components = null };
        if (factor.Density != "Normal" && factor.Kind != RandomFactor.Target)
            yield return factor with { Density = "Normal" };
        for (var i = 0; i < factor.Parents.Length; i++)
            yield return factor with { Parents = [.. factor.Parents[..i], .. factor.Parents[(i + 1)..]] };
    }

    private static IEnumerable<RandomNetwork> Smaller(RandomNetwork network)
    {
        if (network.Activation is not null || network.WeightNorm || network.Residual)
            yield return network with { Activation = null, WeightNorm = false, Residual = false };
        for (var i = 0; i < network.Layers.Length; i++)
        {
            var layer = network.Layers[i];
            yield return network with { Layers = [.. network.Layers[..i], .. network.Layers[(i + 1)..]] };
            if (layer != layer.Plain)
                yield return network with { Layers = [.. network.Layers[..i], layer.Plain, .. network.Layers[(i + 1)..]] };
        }
    }
}
