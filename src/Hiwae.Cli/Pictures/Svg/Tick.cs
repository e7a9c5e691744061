namespace Hiwae.Cli.Pictures.Svg;

/// <summary>A mark on an axis.</summary>
/// <param name="Position">The number where it is.</param>
/// <param name="Label">What is written there.</param>
internal readonly record struct Tick(double Position, string Label);
