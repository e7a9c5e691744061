using Hiwae.Compilation.Kernels;
using Hiwae.Programs;

namespace Hiwae.Compilation;

/// <summary>Values that depend on parameters alone, and their gradients, for all threads.</summary>
internal sealed unsafe class OnceMemory : IDisposable
{
    private readonly long[] valueOffset;
    private readonly long[] gradientOffset;
    private readonly Memory values = new();
    private readonly Memory[] saved;

    public OnceMemory(Schedule schedule, ImmutableArray<Kernel> kernels)
    {
        var all = schedule.Program.Values;
        (valueOffset, gradientOffset) = (new long[all.Length], new long[all.Length]);
        var floats = 0L;
        foreach (var (value, source, isDifferentiable) in all)
        {
            valueOffset[value.Id] = gradientOffset[value.Id] = -1;
            if (value.Level != Level.Once)
                continue;
            var size = Memory.Padded((long)value.Rows * value.Columns);
            if (source is ValueSource.Computed or ValueSource.Zero or ValueSource.Random)
                (valueOffset[value.Id], floats) = (floats, floats + size);
            if (isDifferentiable)
                (gradientOffset[value.Id], GradientFloats) = (GradientFloats, GradientFloats + size);
        }

        new Span<float>(values.Reserve(floats), checked((int)floats)).Clear();
        saved = [.. kernels.Select(_ => new Memory())];
        foreach (var i in schedule.Once.Where(i => kernels[i].SavedFloats > 0))
            saved[i].Reserve((long)kernels[i].SavedFloats * kernels[i].Location.Operation.Output.Rows);
    }

    /// <summary>Floats of all gradients.</summary>
    public long GradientFloats { get; }

    /// <summary>The numbers of a value; null where they are elsewhere.</summary>
    public float* Value(int value) => valueOffset[value] < 0 ? null : values.Start + valueOffset[value];

    /// <summary>A gradient in an arena of all gradients; null where none is wanted.</summary>
    public float* Gradient(int value, float* arena) => gradientOffset[value] < 0 ? null : arena + gradientOffset[value];

    /// <summary>The numbers that an operation leaves for backward.</summary>
    public float* Saved(int operation) => saved[operation].Start;

    /// <inheritdoc/>
    public void Dispose()
    {
        values.Dispose();
        foreach (var memory in saved)
            memory.Dispose();
    }
}
