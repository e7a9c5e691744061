using System.Runtime.InteropServices;
using Hiwae.Communication;
using TorchSharp.Modules;

namespace Hiwae.Training;

/// <summary>The gradients of all parameters, one behind the other, as processes add them up: in one message, whose time is that of its bytes and not that of its parts.</summary>
/// <param name="communicator">What connects the processes.</param>
internal sealed class GradientExchange(ICommunicator communicator)
{
    private float[] singles = [];
    private double[] doubles = [];

    /// <summary>Puts the sum over all processes in the place of every gradient. A parameter that has one nowhere keeps none; one that has it somewhere counts as zero elsewhere.</summary>
    /// <param name="parameters">The parameters, the same on every process.</param>
    /// <param name="isEmpty">Whether this process has found no gradients: those that are there are of another step.</param>
    public void Sum(ImmutableArray<Parameter> parameters, bool isEmpty)
    {
        using var scope = NewDisposeScope();
        using var constant = no_grad();
        var gradients = parameters.Select(parameter => isEmpty ? null : parameter.grad).ToArray();
        var wide = parameters.Select(parameter => parameter.dtype == ScalarType.Float64).ToArray();
        Resize(ref doubles, Numbers(true));
        Resize(ref singles, Numbers(false) + parameters.Length); // And whether there is one.
        var (ofDoubles, ofSingles) = (0L, 0L);
        for (var i = 0; i < gradients.Length; i++)
        {
            var count = parameters[i].numel();
            if (wide[i])
                Read(gradients[i], doubles.AsSpan((int)ofDoubles, (int)count));
            else
                Read(gradients[i], singles.AsSpan((int)ofSingles, (int)count));
            singles[^(gradients.Length - i)] = gradients[i] is null ? 0 : 1;
            (ofDoubles, ofSingles) = wide[i] ? (ofDoubles + count, ofSingles) : (ofDoubles, ofSingles + count);
        }

        communicator.AllReduceSum(singles);
        if (doubles.Length > 0)
            communicator.AllReduceSum(doubles);
        (ofDoubles, ofSingles) = (0, 0);
        for (var i = 0; i < gradients.Length; i++)
        {
            var count = parameters[i].numel();
            if (singles[^(gradients.Length - i)] > 0)
            {
                if (parameters[i].grad is null)
                    parameters[i].grad = zeros_like(parameters[i]);
                if (wide[i])
                    Write(parameters[i], doubles.AsSpan((int)ofDoubles, (int)count));
                else
                    Write(parameters[i], singles.AsSpan((int)ofSingles, (int)count));
            }

            (ofDoubles, ofSingles) = wide[i] ? (ofDoubles + count, ofSingles) : (ofDoubles, ofSingles + count);
        }

        long Numbers(bool areWide) => parameters.Where((_, i) => wide[i] == areWide).Sum(parameter => parameter.numel());
    }

    private static void Read<T>(Tensor? gradient, Span<T> to) where T : unmanaged
    {
        if (gradient is null)
            to.Clear();
        else
            MemoryMarshal.Cast<byte, T>(OnHost<T>(gradient).bytes).CopyTo(to);
    }

    private static void Write<T>(Parameter parameter, ReadOnlySpan<T> from) where T : unmanaged
    {
        using var gradient = parameter.grad!;
        var host = OnHost<T>(gradient);
        from.CopyTo(MemoryMarshal.Cast<byte, T>(host.bytes));
        if (!ReferenceEquals(host, gradient))
            gradient.copy_(host);
    }

    /// <summary>The tensor itself where its numbers can be read as they lie.</summary>
    private static Tensor OnHost<T>(Tensor tensor)
    {
        var type = typeof(T) == typeof(double) ? ScalarType.Float64 : ScalarType.Float32;
        return tensor.dtype == type && tensor.device_type == DeviceType.CPU && tensor.is_contiguous() ? tensor : tensor.to_type(type).cpu().contiguous();
    }

    private static void Resize<T>(ref T[] buffer, long length)
    {
        if (buffer.Length != length)
            buffer = new T[length];
    }
}
