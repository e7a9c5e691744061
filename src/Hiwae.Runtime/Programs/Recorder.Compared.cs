using Hiwae.Formulas;

namespace Hiwae.Programs;

// Double reparameterisation where weights compare proposals.
public sealed partial class Recorder
{
    private readonly Dictionary<int, Operation.SharedPoint> shared = [];
    private readonly List<(DensityForm Form, Value AllHeads, Value Point, int Heads)> crossed = [];

    /// <summary>Where the densities of a draw of distinct proposals are evaluated whose weights are balance weights.</summary>
    /// <typeparam name="T">The density.</typeparam>
    /// <param name="draw">A draw.</param>
    /// <param name="allHeads">The raw parameters of all heads, [..., heads · outputs].</param>
    /// <param name="heads">The number of heads.</param>
    /// <exception cref="NotSupportedException">The gradient is doubly reparameterised, and the density has no velocity.</exception>
    public Value Point<T>(Value draw, Value allHeads, int heads) where T : struct, IDensity<T>
    {
        if (Gradient != Gradient.DoublyReparameterised || Form<T>() is not { } form || !values[allHeads.Id].IsDifferentiable)
            return Point(draw);
        if (!form.HasVelocity)
            throw DensityAttribute.NoVelocity<T>();
        var point = Record(output => new Operation.SharedPoint(output, draw, form, allHeads, heads), Level.Sample, draw.Columns);
        shared.Add(draw.Id, (Operation.SharedPoint)operations[^1]);
        points.Add(draw.Id, point);
        within.Add(point.Id, point);
        return point;
    }

    /// <summary>The crossed factors as the comparison of proposals alone reads them, whose gradient is kept apart.</summary>
    private ImmutableArray<Value> Compared(Weighting weighting)
    {
        if (Gradient != Gradient.DoublyReparameterised || weighting is not Weighting.Power { Beta: 1 } || !crossed.Any(cross => values[cross.Point.Id].IsDifferentiable))
            return [];
        Dictionary<int, Value> within = [];
        Value Read(Value value) => Within(value, ComparedPoint, within);
        var drawn = points.ToDictionary(pair => pair.Value.Id, pair => pair.Key);
        return
        [
            .. crossed.Select(cross =>
            {
                var (raw, value) = (Read(cross.AllHeads), drawn.TryGetValue(cross.Point.Id, out var draw) ? Read(values[draw].Value) : cross.Point);
                return Record(output => new Operation.Cross(output, cross.Form, raw, value, cross.Heads), Level.Sample, cross.Heads);
            }),
        ];
    }

    private Value ComparedPoint(Value draw)
    {
        if (!compared.TryGetValue(draw.Id, out var known))
        {
            known = Record(
                output => shared.TryGetValue(draw.Id, out var point)
                    ? point with { Output = output, IsCompared = true }
                    : new Operation.Point(output, values[draw.Id].Value, IsCompared: true),
                Level.Sample,
                draw.Columns);
            compared.Add(draw.Id, known);
        }

        return known;
    }

    /// <summary>Whether raw parameters are computed from a draw of distinct proposals.</summary>
    private bool IsOfHeads(Value value) => shared.Count > 0
        && (shared.ContainsKey(value.Id)
            || (values[value.Id] is { Source: ValueSource.Computed, Value.Level: Level.Sample }
                && Producer(value) is not Operation.Draw and var operation && operation.Inputs.Any(input => input is { } read && IsOfHeads(read))));
}
