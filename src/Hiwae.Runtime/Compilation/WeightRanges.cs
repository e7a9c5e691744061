using Hiwae.Programs;

namespace Hiwae.Compilation;

/// <summary>Columns of a weight that a linear map meets, all rows of them.</summary>
/// <param name="Weight">The weight, a parameter or computed from parameters.</param>
/// <param name="Column">The first.</param>
/// <param name="Columns">Their number.</param>
internal readonly record struct WeightRange(Value Weight, int Column, int Columns);

/// <summary>
/// The weights whose gradients need no zeros to start from, because all that gives them one are linear maps, of which the first in a run overwrites what is there. Clearing them would go over all parameters once more.
/// </summary>
/// <param name="All">The ranges of columns of these weights: no two overlap, and those of a weight are the whole of it.</param>
/// <param name="ByOperation">By operation: the index of the range that it gives a gradient; −1 where it has none.</param>
/// <param name="Covers">By value: whether it is one of these weights.</param>
internal sealed record WeightRanges(ImmutableArray<WeightRange> All, ImmutableArray<int> ByOperation, ImmutableArray<bool> Covers)
{
    /// <summary>The ranges of a program.</summary>
    /// <param name="program">The program.</param>
    /// <param name="onRows">The operations on rows that go back. What works on parameters alone goes back when the gradients of all rows are there, and adds to them.</param>
    public static WeightRanges Of(Program program, IEnumerable<int> onRows)
    {
        var (met, readElsewhere) = (new Dictionary<int, WeightRange>(), new HashSet<int>());
        foreach (var i in onRows)
        {
            var range = RangeOf(program.Operations[i]);
            if (range is { } found)
                met[i] = found;
            readElsewhere.UnionWith(program.Operations[i].Inputs.OfType<Value>().Select(input => input.Id).Where(id => id != range?.Weight.Id));
        }

        ImmutableArray<WeightRange> all =
        [
            .. met.Values.Distinct().GroupBy(range => range.Weight)
                .Where(ranges => program.Values[ranges.Key.Id].IsDifferentiable && !readElsewhere.Contains(ranges.Key.Id) && AreWhole(ranges))
                .SelectMany(ranges => ranges),
        ];
        return new(
            all,
            [.. program.Operations.Select((_, i) => met.TryGetValue(i, out var range) ? all.IndexOf(range) : -1)],
            [.. program.Values.Select(origin => all.Any(range => range.Weight.Id == origin.Value.Id))]);
    }

    private static WeightRange? RangeOf(Operation operation) => operation switch
    {
        Operation.Linear linear => new(linear.Weight, linear.Column, linear.X.Columns),
        Operation.HeadLinear linear => new(linear.Weight, linear.Column, linear.X.Columns),
        _ => null,
    };

    /// <summary>Whether ranges of a weight follow one another from its beginning to its end.</summary>
    private static bool AreWhole(IEnumerable<WeightRange> ranges)
    {
        var (next, columns) = (0, 0);
        foreach (var range in ranges.OrderBy(range => range.Column))
        {
            if (range.Column != next)
                return false;
            (next, columns) = (next + range.Columns, range.Weight.Columns);
        }

        return next == columns;
    }
}
