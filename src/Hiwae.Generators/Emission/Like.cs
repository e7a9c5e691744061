namespace Hiwae.Generators.Emission;

/// <summary>Expressions for the element type and the device of a new constant.</summary>
internal readonly record struct Like(string DType, string Device)
{
    public static Like Noise { get; } = new("noise.DType", "noise.Device");

    public static Like Tensor(string tensor) => new($"{tensor}.dtype", $"{tensor}.device");
}
