using System.Collections.Immutable;
using Hiwae.Compilation.Kernels;
using Hiwae.Compilation.Lanes;
using Hiwae.Programs;

namespace Hiwae.Runtime.Tests;

/// <summary>What a kernel is given, by hand.</summary>
/// <param name="Operation">The operation; its values have the places 0, 1, … without gaps.</param>
/// <param name="Plates">The rows, and which go back.</param>
/// <param name="Numbers">By place: all rows of a value; null of the output, and of inputs that are the output of another.</param>
internal sealed record KernelRun(Operation Operation, KernelPlates Plates, float[]?[] Numbers)
{
    /// <summary>The gradient of the output, all rows.</summary>
    public float[] OutputGradient { get; init; } = [];

    /// <summary>By place: what the gradient is before backward adds to it; null where it overwrites.</summary>
    public float[]?[] Before { get; init; } = new float[]?[Numbers.Length];

    /// <summary>By place: whether a gradient is wanted.</summary>
    public required bool[] Wants { get; init; }

    /// <summary>Whether gradients are written over the input's own numbers where the kernel can.</summary>
    public bool InPlace { get; init; }

    public float Scale { get; init; } = 1f;

    public float Temperature { get; init; } = 1f;

    public float Alpha { get; init; }

    /// <summary>By row of samples; null where the kernel computes them.</summary>
    public float[]? Weights { get; init; }

    /// <summary>Runs forward and back.</summary>
    public KernelResult With(VectorWidth width) => width switch
    {
        VectorWidth.Bits128 => With<Lanes128>(),
        VectorWidth.Bits256 => With<Lanes256>(),
        _ => With<Lanes512>(),
    };

    private KernelResult With<V>() where V : struct, ILanes<V>
    {
        var inputs = Operation.Inputs;
        var adds = inputs.Select(input => input is { } value && Before[value.Id] is not null).ToImmutableArray();
        var wants = inputs.Select(input => input is { } value && Wants[value.Id]).ToImmutableArray();
        using var kernel = DensityKernels.Of<V>(Operation, new Location(Operation, 0, adds, wants)) ?? throw new ArgumentException("There is no kernel.");
        using var block = new HandBlock(this, kernel);
        block.Forward();
        var (output, weights) = (block.Output, block.Weights);
        if (!Wants.Any(wanted => wanted))
            return new(output, new float[]?[Numbers.Length], weights);
        block.LeaveOut();
        return new(output, block.Backward(), weights);
    }
}

/// <summary>What a kernel found.</summary>
/// <param name="Output">All rows.</param>
/// <param name="Gradients">By place: all rows, those that were left out as before; null where none is wanted.</param>
/// <param name="Weights">By row of samples.</param>
internal sealed record KernelResult(float[] Output, float[]?[] Gradients, float[] Weights);
