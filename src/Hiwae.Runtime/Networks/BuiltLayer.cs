using Hiwae.Programs;

namespace Hiwae.Networks;

/// <summary>A layer that can be run.</summary>
/// <param name="Run">What it does.</param>
/// <param name="Record">The same, recorded.</param>
/// <param name="Parts">What it gives, part by part.</param>
/// <param name="Module">Its parameters; null where it has none.</param>
internal sealed record BuiltLayer(BuiltLayer.Step Run, BuiltLayer.Recording Record, ImmutableArray<Input> Parts, Module? Module = null)
{
    /// <summary>From parts [batch, 1 or samples, ...shape] to parts; the noise is null where nothing is dropped.</summary>
    public delegate Tensor[] Step(Tensor[] parts, Tensor? context, Noise? noise);

    /// <summary>From parts, vectors or images, to parts.</summary>
    public delegate Value[] Recording(Recorder recorder, Value[] parts, Value? context);
}
