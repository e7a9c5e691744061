using System.Collections.Immutable;
using Hiwae.Compilation;
using Hiwae.Networks;
using Hiwae.Programs;

namespace Hiwae.Runtime.Tests.Steps;

/// <summary>The gradients that a step begins without zeros; that it overwrites them is in <see cref="Hiwae.Tests.PathAgreement"/>, which spoils them before every step.</summary>
public sealed class WeightRangesTests
{
    private readonly Noise noise = Noise.FromSeed(1);

    [Fact]
    public void A_weight_that_meets_data_and_draws_is_covered_by_both()
    {
        using var scope = NewDisposeScope();
        using var net = new Net("f", [new(2), new(3)], [new Layer.Dense(4, Activation.Tanh)], noise, 5);
        var ranges = Ranges(step => net.Record(step, [step.Draw<Normal>(step.Zeros(4), 2, inPlate: true), step.Data(1)]));
        Assert.Equal([(0, 2, 5), (2, 3, 5), (0, 4, 4)], ranges.All.Select(range => (range.Column, range.Columns, range.Weight.Columns)).OrderByDescending(range => range.Item3).ThenBy(range => range.Column));
        Assert.Equal(2, ranges.Covers.Count(covers => covers));
        Assert.Equal(3, ranges.ByOperation.Count(range => range >= 0));
    }

    [Fact]
    public void Maps_that_share_a_weight_share_its_range()
    {
        using var scope = NewDisposeScope();
        using var net = new Net("f", [new(5)], [], noise, 5);
        var ranges = Ranges(step => net.Record(step, [net.Record(step, [step.Data(0)])]));
        Assert.Equal((0, 5), ranges.All.Select(range => (range.Column, range.Columns)).Single());
        Assert.Equal([0, 0], ranges.ByOperation.Where(range => range >= 0));
    }

    [Fact]
    public void A_weight_that_maps_meet_in_part_or_twice_over_starts_at_zero()
    {
        using var scope = NewDisposeScope();
        using var net = new Net("f", [new(2), new(3)], [], noise, 5);
        var program = Recorded(step => net.Record(step, [step.Draw<Normal>(step.Zeros(4), 2, inPlate: true), step.Data(1)]));
        Assert.NotEmpty(Of(linear => linear));
        Assert.Empty(Of(linear => linear with { Column = 1 }));
        Assert.Empty(Of(linear => linear with { Column = 0 }));

        ImmutableArray<WeightRange> Of(Func<Operation.Linear, Operation> change)
        {
            var changed = new Program(program.Values, [.. program.Operations.Select(operation => operation is Operation.Linear linear ? change(linear) : operation)], program.Parameters, program.Draws, program.Refusal);
            return WeightRanges.Of(changed, Enumerable.Range(0, changed.Operations.Length)).All;
        }
    }

    [Fact]
    public void A_weight_that_something_else_reads_starts_at_zero()
    {
        using var scope = NewDisposeScope();
        using var net = new Net("f", [new(5)], [], noise, 5);
        var program = Recorded(step => net.Record(step, [step.Data(0)]));
        var linear = program.Operations.OfType<Operation.Linear>().Single();
        ImmutableArray<Operation> operations = [.. program.Operations, linear with { Weight = linear.X, X = linear.Weight }];
        Assert.Single(WeightRanges.Of(program, [program.Operations.IndexOf(linear)]).All);
        Assert.Empty(WeightRanges.Of(new(program.Values, operations, program.Parameters, program.Draws, program.Refusal), [program.Operations.IndexOf(linear), operations.Length - 1]).All);
    }

    private static WeightRanges Ranges(Func<Recorder, Value> record) => Schedule.Of(Recorded(record)).WeightRanges;

    private static Program Recorded(Func<Recorder, Value> record)
    {
        var step = new Recorder([5, 3], isTraining: false);
        step.Add<Bernoulli>(record(step), step.Data(0));
        step.Weigh(Weights.Uniform);
        return step.Finish();
    }
}
