namespace Hiwae.Steps;

public sealed partial class StepBuilder
{
    private readonly Dictionary<int, int> points = [];
    private readonly Dictionary<int, int> within = [];
    private readonly Dictionary<int, bool> ofPoints = [];

    /// <summary>
    /// The raw parameters of a proposal as its log-density reads them: constants where sticking the landing. Double reparameterisation keeps what they are of
    /// draws in the plate, at the points where densities read these: those operations are recorded once more, everything else in them constant.
    /// </summary>
    private StepValue WithinLogQ(StepValue raw) => Gradient == Gradient.Reparameterised ? raw : raw with { Id = WithinLogQ(raw.Id) };

    private int WithinLogQ(int id)
    {
        if (points.TryGetValue(id, out var known) || within.TryGetValue(id, out known))
            return known;
        var value = values[id];
        if (IsOfPoints(id))
        {
            var operation = Producer(id);
            ImmutableArray<int> inputs = [.. operation.Inputs.Select(input => input < 0 ? input : WithinLogQ(input))];
            values.Add(value with { IsDifferentiable = inputs.Any(input => input >= 0 && values[input].IsDifferentiable) });
            operations.Add(operation with { Output = values.Count - 1, Inputs = inputs, Label = labels.Count - 1 });
        }
        else if (value.IsDifferentiable)
        {
            values.Add(value with { Source = StepSource.Constant, Index = id, IsDifferentiable = false });
        }
        else
        {
            return id;
        }

        return within[id] = values.Count - 1;
    }

    /// <summary>Whether a value is a draw in the plate that a gradient goes back to, or was made of one otherwise than by drawing.</summary>
    private bool IsOfPoints(int id)
    {
        if (id < 0 || values[id] is not { Source: StepSource.Computed, Level: StepLevel.Sample, IsDifferentiable: true })
            return false;
        if (!ofPoints.TryGetValue(id, out var known))
            ofPoints.Add(id, known = points.ContainsKey(id) || (Producer(id) is { Kind: not StepKind.Draw } operation && operation.Inputs.Any(IsOfPoints)));
        return known;
    }

    private RecordedOperation Producer(int id) => operations.First(operation => operation.Output == id);
}
