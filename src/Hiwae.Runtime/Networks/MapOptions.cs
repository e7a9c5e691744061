namespace Hiwae.Networks;

/// <summary>What a layer's maps have in common.</summary>
/// <param name="WeightNorm">Weights as direction and length.</param>
/// <param name="Context">The size of the context that scales and shifts; 0 for none.</param>
internal readonly record struct MapOptions(bool WeightNorm = false, int Context = 0);
