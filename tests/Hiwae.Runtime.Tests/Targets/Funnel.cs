using Hiwae.Formulas;
using Hiwae.Programs;

namespace Hiwae.Runtime.Tests.Targets;

public readonly struct Funnel : IFormulaTarget<Funnel>
{
    public static T LogDensity<T>(ReadOnlySpan<T> value, ReadOnlySpan<T> parents) where T : IReal<T>
    {
        var (neck, width) = (value[0], value[1]);
        return (T.Square(neck) * (-1.0 / 18)) - (T.Square(width) * 0.5 * T.Exp(-neck)) - (neck * 0.5);
    }
}
