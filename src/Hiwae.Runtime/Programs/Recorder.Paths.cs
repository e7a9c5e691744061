namespace Hiwae.Programs;

public sealed partial class Recorder
{
    private readonly Dictionary<int, Value> points = [];
    private readonly Dictionary<int, Value> within = [];
    private readonly Dictionary<int, Value> compared = [];
    private readonly Dictionary<int, bool> ofPoints = [];

    /// <summary>Where the densities of a draw are evaluated; double reparameterisation weights what comes back from there to a proposal's own draws.</summary>
    /// <param name="draw">A draw.</param>
    public Value Point(Value draw)
    {
        if (Gradient != Gradient.DoublyReparameterised || draw.Level != Level.Sample)
            return draw;
        if (points.TryGetValue(draw.Id, out var known))
            return known;
        var point = Record(output => new Operation.Point(output, draw), Level.Sample, draw.Columns);
        points.Add(draw.Id, point);
        within.Add(point.Id, point);
        return point;
    }

    /// <summary>
    /// The raw parameters of a proposal as its log-density reads them: constants where sticking the landing. Double reparameterisation keeps what they are of
    /// draws in the plate, at the points where densities read these: those operations are recorded once more, everything else in them constant.
    /// </summary>
    private Value WithinLogQ(Value value) => Gradient == Gradient.Reparameterised ? value : Within(value, draw => points[draw.Id], within);

    /// <param name="value">What is read.</param>
    /// <param name="point">Where a draw in the plate is read.</param>
    /// <param name="within">What is known of other values.</param>
    private Value Within(Value value, Func<Value, Value> point, Dictionary<int, Value> within)
    {
        if (points.ContainsKey(value.Id))
            return point(value) with { Image = value.Image };
        if (within.TryGetValue(value.Id, out var known))
            return known with { Image = value.Image };
        if (IsOfPoints(value))
        {
            // Where an operation is recorded again, its inputs come first. It gives what it gave, whether that is read as an image or as a vector.
            var producer = Producer(value);
            var again = producer.Reading(input => Within(input, point, within));
            known = Record(output => again with { Output = output }, value.Level, value.Columns, value.Rows, producer.Output.Image);
        }
        else if (values[value.Id].IsDifferentiable)
        {
            known = NewValue(new ValueSource.Constant(value.Id), value.Level, value.Rows, value.Columns, false);
        }
        else
        {
            return value;
        }

        within.Add(value.Id, known);
        return known with { Image = value.Image };
    }

    /// <summary>Whether a value is a draw in the plate that a gradient goes back to, or was made of one otherwise than by drawing.</summary>
    private bool IsOfPoints(Value value)
    {
        if (values[value.Id] is not { Source: ValueSource.Computed, Value.Level: Level.Sample, IsDifferentiable: true })
            return false;
        if (!ofPoints.TryGetValue(value.Id, out var known))
        {
            known = points.ContainsKey(value.Id)
                || (Producer(value) is not Operation.Draw and var operation && operation.Inputs.Any(input => input is { } read && IsOfPoints(read)));
            ofPoints.Add(value.Id, known);
        }

        return known;
    }

    private Operation Producer(Value value) => operations.First(operation => operation.Output.Id == value.Id);
}
