namespace Hiwae.Cli.Pictures;

/// <summary>A coloured picture.</summary>
/// <param name="Width">Pixels per row.</param>
/// <param name="Height">Pixels per column.</param>
/// <param name="Pixels">Row-major; red, green and blue of each pixel.</param>
public sealed record ColourImage(int Width, int Height, byte[] Pixels);
