using Hiwae.Native;

namespace Hiwae.Training;

// What a file keeps of it.
public sealed unsafe partial class Adam
{
    /// <summary>The number of moments of a parameter: first and second ones, and under AMSGrad the largest second ones.</summary>
    internal int Kinds => IsAmsGrad ? 3 : 2;

    /// <summary>The steps of a parameter, by its place among all.</summary>
    internal long StepsOf(int index) => places[index] is (true, var place) ? steps[place] : others.Steps[places[index].Index];

    /// <summary>Copies of a parameter's moments, of its shape.</summary>
    internal ImmutableArray<Tensor> MomentsOf(int index)
    {
        var (isPlain, place) = places[index];
        return isPlain
            ? [.. Enumerable.Range(0, Kinds).Select(kind => Copied(place, kind))]
            : [.. others.Moments[place].Select(tensor => tensor.clone())];
    }

    /// <summary>Puts a parameter's steps and moments in the place of what they are.</summary>
    /// <param name="index">The parameter's place among all.</param>
    /// <param name="made">The steps.</param>
    /// <param name="moments">As <see cref="MomentsOf"/> gives them.</param>
    internal void Load(int index, long made, ReadOnlySpan<Tensor> moments)
    {
        var (isPlain, place) = places[index];
        (isPlain ? steps : others.Steps)[place] = made;
        for (var kind = 0; kind < Kinds; kind++)
        {
            if (isPlain)
                Copy((float*)TensorMemory.Start(moments[kind]), Start(place, kind), slices[place].Count);
            else
                others.Moments[place][kind].copy_(moments[kind]);
        }
    }

    private Tensor Copied(int place, int kind)
    {
        var copy = empty(plain[place].shape, dtype: ScalarType.Float32);
        Copy(Start(place, kind), (float*)TensorMemory.Start(copy), slices[place].Count);
        return copy;
    }

    private float* Start(int place, int kind) => kind switch { 0 => slices[place].Means, 1 => slices[place].Squares, _ => slices[place].Largest };

    private static void Copy(float* from, float* to, long count)
    {
        if (count > 0)
            Buffer.MemoryCopy(from, to, count * sizeof(float), count * sizeof(float));
    }
}
