using static TorchSharp.torch;

namespace Hiwae.Torch;

/// <summary>
/// A recorded step, a bound and its adjoint, that runs as one native call: a batch is divided into blocks that fit the processor's cache, and
/// each thread takes whole blocks forward and back. Not for use by several threads at a time.
/// </summary>
public sealed unsafe class StepProgram : IDisposable
{
    private readonly int operations;
    private nint handle;

    /// <summary>Takes a program as it was recorded.</summary>
    /// <param name="values">Six numbers for each value: source, level, index, rows, columns, and 1 where a gradient is wanted.</param>
    /// <param name="code">For each operation: kind, output, then inputs, whole numbers and real numbers (by their bits), each list after its length, then a label.</param>
    /// <param name="operations">How many there are.</param>
    /// <exception cref="System.Runtime.InteropServices.ExternalException">The code is no program; the message names the operation.</exception>
    public StepProgram(ReadOnlySpan<int> values, ReadOnlySpan<long> code, int operations)
    {
        this.operations = operations;
        nint created;
        fixed (int* v = values)
        fixed (long* c = code)
            Native.Check(Native.hiwae_step_new(v, values.Length / 6, c, code.Length, operations, &created));
        handle = created;
    }

    /// <summary>
    /// log ŵ of every group, and with gradients those of <paramref name="scale"/> · Σ log ŵ in the parameters' <c>grad</c>, which is overwritten.
    /// </summary>
    /// <param name="parameters">32-bit floats on the CPU, contiguous.</param>
    /// <param name="data">[batch, columns] each.</param>
    /// <param name="noises">[rows of their level, columns] each.</param>
    /// <param name="batch">How many data.</param>
    /// <param name="groups">Groups for each datum.</param>
    /// <param name="samples">Proposals in each group.</param>
    /// <param name="gradients">Whether gradients are computed.</param>
    /// <param name="scale">Their scale.</param>
    /// <param name="temperature">What everything but the observed terms of the log weights is multiplied with; 1 for log ŵ itself.</param>
    /// <param name="estimates">Receives log ŵ in nats, [batch · groups].</param>
    /// <exception cref="System.Runtime.InteropServices.ExternalException">A tensor does not fit; the message names it.</exception>
    public void Run(
        ReadOnlySpan<Tensor> parameters,
        ReadOnlySpan<Tensor> data,
        ReadOnlySpan<Tensor> noises,
        long batch,
        long groups,
        long samples,
        bool gradients,
        float scale,
        float temperature,
        Span<float> estimates)
    {
        ObjectDisposedException.ThrowIf(handle == 0, this);
        if (batch < 1 || groups < 1 || samples < 1 || estimates.Length != batch * groups)
        {
            throw new ArgumentException(
                $"The step was asked for {batch} data, {groups} groups and {samples} samples with room for {estimates.Length} estimates; each must be at least 1, and the room batch · groups.");
        }

        var p = stackalloc nint[parameters.Length];
        var d = stackalloc nint[data.Length];
        var n = stackalloc nint[noises.Length];
        Handles(parameters, p);
        Handles(data, d);
        Handles(noises, n);
        fixed (float* e = estimates)
        {
            Native.Check(Native.hiwae_step_run(
                handle, p, parameters.Length, d, data.Length, n, noises.Length, batch, groups, samples, gradients ? 1 : 0, scale, temperature, e));
        }

        Keep(parameters);
        Keep(data);
        Keep(noises);
        GC.KeepAlive(this);
    }

    /// <summary>Where the time went since the last reset; the first call starts the measurement.</summary>
    /// <param name="reset">Whether to start anew.</param>
    public StepTimes Profile(bool reset)
    {
        ObjectDisposedException.ThrowIf(handle == 0, this);
        var times = new double[(2 * operations) + 3];
        fixed (double* t = times)
            Native.Check(Native.hiwae_step_profile(handle, reset ? 1 : 0, t));
        GC.KeepAlive(this);
        return new(times[..operations], times[operations..(2 * operations)], times[^3], times[^2], times[^1]);
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        Release();
        GC.SuppressFinalize(this);
    }

    /// <summary>Releases the native memory of a program that nobody disposed of.</summary>
    ~StepProgram() => Release();

    private static void Handles(ReadOnlySpan<Tensor> tensors, nint* handles)
    {
        for (var i = 0; i < tensors.Length; i++)
            handles[i] = tensors[i].Handle;
    }

    // The native library has their addresses alone, of which the collector knows nothing.
    private static void Keep(ReadOnlySpan<Tensor> tensors)
    {
        foreach (var tensor in tensors)
            GC.KeepAlive(tensor);
    }

    private void Release()
    {
        if (Interlocked.Exchange(ref handle, 0) is var released && released != 0)
            Native.hiwae_step_delete(released);
    }
}
