namespace Hiwae.Generators.Declarations;

/// <summary>The kinds of layer; the attribute of each is named after it.</summary>
internal enum LayerKind
{
    Dense,
    Conv,
    Upsample,
    Flatten,
    Unflatten,
    Crop,
    Dropout,
    LayerNorm,
    BatchNorm,
}
