using Hiwae.Formulas;
using Hiwae.Programs;

namespace Hiwae;

/// <summary>The formulas of <see cref="ToyTargets"/>, in the same order: log p̃ in nats of the two values.</summary>
internal static class ToyFormulas
{
    private const double Wall = 4;

    private const double ModeScale = 0.5;

    private static readonly (double X, double Y)[] FourModes = [(2, 2), (2, -2), (-2, 2), (-2, -2)];

    private static readonly (double X, double Y)[] EightModes =
        [.. Enumerable.Range(0, 8).Select(k => (4 * Math.Cos(k * Math.PI / 4), 4 * Math.Sin(k * Math.PI / 4)))];

    public static T LogDensity<T>(int index, T z1, T z2) where T : IReal<T> => index switch
    {
        0 => Bell(Length(z1, z2) - 2, 0.4) + T.LogAddExp(Bell(z1 - 2, 0.6), Bell(z1 + 2, 0.6)),
        1 => Bell(z2 - Wave(z1), 0.4) + Walls(z1),
        2 => T.LogAddExp(Bell(z2 - Wave(z1), 0.35), Bell(z2 - Wave(z1) + (T.Exp(Bell(z1 - 1, 0.6)) * 3), 0.35)) + Walls(z1),
        3 => T.LogAddExp(Bell(z2 - Wave(z1), 0.4), Bell(z2 - Wave(z1) + (T.Sigmoid((z1 - 1) / 0.3) * 3), 0.35)) + Walls(z1),
        4 => T.LogAddExp(Bell(Length(z1, z2) - 1.5, 0.3), Bell(Length(z1, z2) - 3.5, 0.3)),
        5 => Modes(z1, z2, FourModes),
        6 => Modes(z1, z2, EightModes),
        7 => Bell(z1, 2) + Bell(z2 - (T.Square(z1) * 0.25) + 1, 0.5),
        _ => throw new ArgumentOutOfRangeException(nameof(index), index, "There is no such toy target."),
    };

    // Sums of halves: as short a chain of sums as there is.
    private static T Modes<T>(T z1, T z2, ReadOnlySpan<(double X, double Y)> centres) where T : IReal<T>
    {
        var log = Math.Log(centres.Length * 2 * Math.PI * ModeScale * ModeScale);
        return Sum(z1, z2, centres) - log;

        static T Sum(T z1, T z2, ReadOnlySpan<(double X, double Y)> centres) => centres.Length == 1
            ? Bell(z1 - centres[0].X, ModeScale) + Bell(z2 - centres[0].Y, ModeScale)
            : T.LogAddExp(Sum(z1, z2, centres[..(centres.Length / 2)]), Sum(z1, z2, centres[(centres.Length / 2)..]));
    }

    private static T Wave<T>(T z1) where T : IReal<T> => T.Sin(z1 * (Math.PI / 2));

    private static T Walls<T>(T z1) where T : IReal<T> => Bell(T.Max(T.Abs(z1) - Wall, T.Constant(0)), 0.4);

    /// <summary>−½ (v/s)².</summary>
    private static T Bell<T>(T value, double scale) where T : IReal<T> => T.Square(value) * (-0.5 / (scale * scale));

    /// <summary>The length, rounded off at the origin, so that there is a gradient there too.</summary>
    private static T Length<T>(T z1, T z2) where T : IReal<T> => T.Sqrt(T.Square(z1) + T.Square(z2) + 1e-6);
}
