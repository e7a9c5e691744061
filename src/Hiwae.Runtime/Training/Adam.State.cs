using Hiwae.Native;

namespace Hiwae.Training;

// What a file keeps of it.
public sealed unsafe partial class Adam
{
    /// <summary>The number of moments of a parameter: first and second ones, and under AMSGrad the largest second ones.</summary>
    internal int Kinds => IsAmsGrad ? 3 : 2;

    /// <summary>The steps of a parameter, by its place among all.</summary>
    internal long StepsOf(int index) => places[index] is (true, var place) ? steps[place] : others.Steps[places[index].Index];

    /// <summary>Puts other steps of a parameter in the place of those that it has made.</summary>
    internal void LoadSteps(int index, long made) => (places[index].IsPlain ? steps : others.Steps)[places[index].Index] = made;

    /// <summary>A copy of a parameter's moments, of its shape.</summary>
    /// <param name="index">The parameter's place among all.</param>
    /// <param name="kind">0 for the first moments, 1 for the second, 2 for the largest second ones.</param>
    internal Tensor MomentOf(int index, int kind) => places[index] is (true, var place) ? Copied(place, kind) : others.Moments[places[index].Index][kind].clone();

    /// <summary>Puts other moments in the place of a parameter's.</summary>
    /// <param name="index">The parameter's place among all.</param>
    /// <param name="kind">Which, as of <see cref="MomentOf"/>.</param>
    /// <param name="moments">Of its shape, on the CPU.</param>
    internal void LoadMoment(int index, int kind, Tensor moments)
    {
        if (places[index] is (true, var place))
            Copy((float*)TensorMemory.Start(moments), Start(place, kind), slices[place].Count);
        else
            others.Moments[places[index].Index][kind].copy_(moments);
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
