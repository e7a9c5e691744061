using System.Runtime.InteropServices;
using Hiwae.Compilation;
using Hiwae.Compilation.Kernels;
using Hiwae.Compilation.Lanes;
using Hiwae.Native;
using TorchSharp.Modules;

namespace Hiwae.Training;

/// <summary>
/// Adam (Kingma and Ba 2015), or AMSGrad (Reddi et al. 2018), as PyTorch has it: at step t of a parameter with the gradient g
/// m ← β₁ m + (1 − β₁) g, v ← β₂ v + (1 − β₂) g², θ ← θ − α m / (1 − β₁ᵗ) / (√v / √(1 − β₂ᵗ) + ε), under AMSGrad with the largest v so far. A parameter without a gradient stays as it is, and so does its t.
/// 32-bit floats on the CPU are moved in one pass that goes over parameter, gradient and moments together; others by the engine's operators.
/// </summary>
public sealed unsafe partial class Adam : IDisposable
{
    /// <summary>The least ε: a float that is far from zero.</summary>
    public const double LeastEpsilon = 1e-30;

    internal const double DefaultBeta1 = 0.9, DefaultBeta2 = 0.999, DefaultEpsilon = 1e-8;

    // So many numbers are worth another thread.
    private const long Share = 1 << 17;

    private readonly AdamRule rule;
    private readonly ImmutableArray<Parameter> plain;
    private readonly AdamTensors others;

    // By parameter: whether it is plain, and its place among those of which that is equally true.
    private readonly ImmutableArray<(bool IsPlain, int Index)> places;
    private readonly Memory moments = new();
    private readonly VectorWidth width;
    private readonly Action<int> update;

    // By parameter that is plain: the steps it has made, and what does not change from step to step.
    private readonly long[] steps;
    private readonly AdamSlice[] slices;

    // Those that have a gradient in the step that is made.
    private readonly AdamSlice[] moved;
    private readonly ImmutableArray<ParameterMemory> memory;
    private readonly List<Tensor> copies = [];
    private int count;
    private int parts;
    private volatile bool isFinite;
    private long total;

    /// <summary>Adam that has not made a step.</summary>
    /// <param name="parameters">The parameters that it updates.</param>
    /// <param name="rate">The learning rate α.</param>
    /// <param name="isAmsGrad">Whether it divides by the largest second moment so far instead of the last one.</param>
    /// <param name="beta1">β₁, the decay of the first moments, at least 0 and below 1.</param>
    /// <param name="beta2">β₂, the decay of the second moments, at least 0 and below 1.</param>
    /// <param name="epsilon">ε, from <see cref="LeastEpsilon"/> to 1.</param>
    /// <exception cref="ArgumentException">One of the last three is out of its range.</exception>
    public Adam(IEnumerable<Parameter> parameters, double rate, bool isAmsGrad = false, double beta1 = DefaultBeta1, double beta2 = DefaultBeta2, double epsilon = DefaultEpsilon)
        : this(parameters, rate, isAmsGrad, VectorWidths.Best, beta1, beta2, epsilon)
    {
    }

    /// <summary>The same, with vectors of a given width.</summary>
    internal Adam(
        IEnumerable<Parameter> parameters, double rate, bool isAmsGrad, VectorWidth width, double beta1 = DefaultBeta1, double beta2 = DefaultBeta2, double epsilon = DefaultEpsilon)
    {
        Check(beta1, beta2, epsilon);
        (Parameters, Rate, IsAmsGrad, this.width, update) = ([.. parameters], rate, isAmsGrad, width, Update);
        (Beta1, Beta2, Epsilon) = (beta1, beta2, epsilon);
        rule = new((float)beta1, (float)(1 - beta1), (float)beta2, (float)(1 - beta2), (float)epsilon);
        plain = [.. Parameters.Where(TensorMemory.IsPlain)];
        others = new([.. Parameters.Where(parameter => !TensorMemory.IsPlain(parameter))], beta1, beta2, epsilon, isAmsGrad);
        bool[] arePlain = [.. Parameters.Select(TensorMemory.IsPlain)];
        places = [.. arePlain.Select((isPlain, i) => (isPlain, arePlain[..i].Count(other => other == isPlain)))];
        (steps, slices, moved) = (new long[plain.Length], new AdamSlice[plain.Length], new AdamSlice[plain.Length]);
        memory = [.. plain.Select(_ => new ParameterMemory())];

        // The moments of a parameter lie one behind the other, each from the start of a line of the cache on.
        var kinds = isAmsGrad ? 3 : 2;
        var next = moments.Reserve(plain.Sum(parameter => kinds * Memory.Padded(parameter.numel())));
        for (var i = 0; i < plain.Length; i++)
        {
            var floats = Memory.Padded(plain[i].numel());
            NativeMemory.Clear(next, (nuint)(kinds * floats * sizeof(float)));
            slices[i] = new() { Count = plain[i].numel(), Means = next, Squares = next + floats, Largest = isAmsGrad ? next + (2 * floats) : null };
            next += kinds * floats;
        }
    }

    /// <summary>The parameters that it updates.</summary>
    public ImmutableArray<Parameter> Parameters { get; }

    /// <summary>The learning rate α of the next step.</summary>
    public double Rate { get; set; }

    /// <summary>Whether it divides by the largest second moment so far instead of the last one.</summary>
    public bool IsAmsGrad { get; }

    /// <summary>β₁, the decay of the first moments.</summary>
    public double Beta1 { get; }

    /// <summary>β₂, the decay of the second moments.</summary>
    public double Beta2 { get; }

    /// <summary>ε, which is added to the root of the second moment.</summary>
    public double Epsilon { get; }

    /// <summary>The steps that each parameter has made, of those that are moved in one pass.</summary>
    internal ReadOnlySpan<long> Steps => steps;

    /// <summary>One update of every parameter that has a gradient.</summary>
    /// <returns>Whether every gradient was finite, of parameters that are moved in one pass; where one was not, it has been taken all the same.</returns>
    public bool Step()
    {
        (count, total, isFinite) = (0, 0, true);
        for (var i = 0; i < plain.Length; i++)
        {
            memory[i].Read(plain[i]);
            var gradient = memory[i].Gradient();
            if (gradient is not null)
                Move(i, gradient);
            else if (plain[i].grad is { } other)
                MoveByCopy(i, other);
        }

        parts = (int)Math.Clamp(total / Share, 1, get_num_threads());
        ThreadTeam.Shared.Run(parts, update);
        foreach (var copy in copies)
            copy.Dispose();
        copies.Clear();
        others.Step(Rate);
        return isFinite;
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        moments.Dispose();
        others.Dispose();
    }

    /// <summary>Refuses numbers of the rule that are out of their ranges.</summary>
    /// <exception cref="ArgumentException">One is; the message names it and its limits.</exception>
    internal static void Check(double beta1, double beta2, double epsilon)
    {
        Decay(beta1, "β₁", "first");
        Decay(beta2, "β₂", "second");
        if (epsilon is not (>= LeastEpsilon and <= 1))
            throw new ArgumentException(FormattableString.Invariant($"Adam's ε is {epsilon}; it must be from {LeastEpsilon} to 1, such as {DefaultEpsilon}."));

        static void Decay(double value, string name, string moments)
        {
            if (value is not (>= 0 and < 1))
                throw new ArgumentException(FormattableString.Invariant($"Adam's {name} is {value}; it is the decay of the {moments} moments, and must be at least 0 and less than 1."));
        }
    }

    /// <summary>Says that a parameter takes part in the step.</summary>
    private void Move(int index, float* gradient)
    {
        var step = ++steps[index];
        ref var slice = ref moved[count++];
        slice = slices[index];
        slice.Values = memory[index].Values;
        slice.Gradients = gradient;
        slice.Rate = (float)(-Rate / (1 - Math.Pow(Beta1, step)));
        slice.Correction = (float)(1 / Math.Sqrt(1 - Math.Pow(Beta2, step)));
        total += slice.Count;
    }

    /// <summary>A thread's share of all numbers.</summary>
    private void Update(int part)
    {
        var (begin, end) = (total * part / parts, total * (part + 1) / parts);
        var start = 0L;
        foreach (ref var slice in moved.AsSpan(0, count))
        {
            var (from, to) = (Math.Max(begin - start, 0), Math.Min(end - start, slice.Count));
            start += slice.Count;
            if (from >= to)
                continue;
            var some = slice.Part(from, to - from);
            if (!(width switch
            {
                VectorWidth.Bits512 => ParameterUpdates.Adam<Lanes512>(some, rule),
                VectorWidth.Bits256 => ParameterUpdates.Adam<Lanes256>(some, rule),
                _ => ParameterUpdates.Adam<Lanes128>(some, rule),
            }))
            {
                isFinite = false;
            }
        }
    }

    /// <summary>The same with a gradient that does not lie without gaps.</summary>
    private void MoveByCopy(int index, Tensor gradient)
    {
        using (gradient)
            copies.Add(gradient.contiguous().DetachFromDisposeScope());
        Move(index, (float*)TensorMemory.Start(copies[^1]));
    }
}
