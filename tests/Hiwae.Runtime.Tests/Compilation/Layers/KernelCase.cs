using System.Collections.Immutable;
using Hiwae.Programs;

namespace Hiwae.Runtime.Tests;

/// <summary>An operation on random numbers.</summary>
/// <param name="Operation">The operation.</param>
/// <param name="Plates">The rows.</param>
/// <param name="Wants">For each input whether a gradient is wanted.</param>
/// <param name="Adds">For each input whether its gradient is added to.</param>
/// <param name="InPlace">Whether a gradient takes its value's place where the kernel allows it.</param>
/// <param name="Seed">Of the numbers.</param>
internal sealed record KernelCase(
    Operation Operation, KernelPlates Plates, ImmutableArray<bool> Wants, ImmutableArray<bool> Adds, bool InPlace, int Seed)
{
    /// <summary>A case whose inputs may have any level up to the output's: what is of a lower one is added to.</summary>
    public static KernelCase Of(Operation operation, Random random, params int[] wantless)
    {
        var inputs = operation.Inputs;
        var begun = new HashSet<int>();
        var adds = ImmutableArray.CreateBuilder<bool>();
        foreach (var input in inputs)
            adds.Add(input is { } value && (!begun.Add(value.Id) || value.Level != operation.Output.Level || random.Next(2) == 0));
        ImmutableArray<bool> wants = [.. inputs.Select((input, i) => input is not null && !wantless.Contains(i) && random.Next(5) > 0)];
        // An input that is read twice has one gradient.
        wants = [.. inputs.Select((input, i) => wants[inputs.IndexOf(input)])];
        return new(operation, KernelPlates.Random(random), wants, adds.ToImmutable(), random.Next(2) == 0, random.Next());
    }

    /// <summary>The distinct values that the operation reads.</summary>
    public IEnumerable<Value> Inputs => Operation.Inputs.Where(input => input is not null).Select(input => input!.Value).DistinctBy(input => input.Id);

    /// <summary>Whether the gradient of an input is added to by the first that gives it.</summary>
    public bool IsAddedTo(Value value) => Adds[FirstOf(value)];

    /// <summary>Whether an input has a gradient.</summary>
    public bool IsWanted(Value value) => Wants[FirstOf(value)];

    private int FirstOf(Value value)
    {
        for (var i = 0; i < Operation.Inputs.Length; i++)
            if (Operation.Inputs[i]?.Id == value.Id)
                return i;
        throw new ArgumentException("No input.", nameof(value));
    }
}
