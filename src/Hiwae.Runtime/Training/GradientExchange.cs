using System.Buffers;
using Hiwae.Communication;
using Hiwae.Native;
using TorchSharp.Modules;

namespace Hiwae.Training;

/// <summary>
/// The gradients of all parameters, one behind the other, as processes add them up: in one message, whose time is that of its bytes and not that of its parts. Gradients of 32-bit floats on the CPU lie there from the
/// first sum on, so that nothing is copied; others are.
/// </summary>
/// <param name="communicator">What connects the processes.</param>
/// <param name="parameters">The parameters, the same on every process.</param>
internal sealed unsafe class GradientExchange(ICommunicator communicator, ImmutableArray<Parameter> parameters) : IDisposable
{
    private Bucket<float>? singles;
    private Bucket<double>? doubles;

    /// <summary>Puts the sum over all processes in the place of every gradient. A parameter that has one nowhere keeps none; one that has it somewhere counts as zero elsewhere.</summary>
    /// <param name="isEmpty">Whether this process has found no gradients: those that are there are of another step.</param>
    public void Sum(bool isEmpty)
    {
        using var scope = NewDisposeScope();
        using var constant = no_grad();
        singles ??= new([.. parameters.Where(parameter => parameter.dtype != ScalarType.Float64)], ScalarType.Float32, communicator);
        doubles ??= new([.. parameters.Where(parameter => parameter.dtype == ScalarType.Float64)], ScalarType.Float64, communicator);
        singles.Fill(isEmpty);
        doubles.Fill(isEmpty);
        communicator.AllReduceSum(singles.Numbers);
        if (doubles.Count > 0)
            communicator.AllReduceSum(doubles.Numbers);
        singles.Spread();
        doubles.Spread();
    }

    /// <summary>Takes their gradients from parameters where these lie in the communicator's memory, which may be gone before the parameters are.</summary>
    public void Release()
    {
        singles?.Release();
        doubles?.Release();
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        singles?.Dispose();
        doubles?.Dispose();
    }

    /// <summary>The gradients of parameters of a type, and behind them for each whether there is one.</summary>
    private sealed class Bucket<T> : IDisposable where T : unmanaged
    {
        private readonly ImmutableArray<Parameter> parameters;
        private readonly ImmutableArray<Tensor> views;
        private readonly ImmutableArray<nint> places;
        private readonly MemoryHandle all;
        private readonly int count;

        public Bucket(ImmutableArray<Parameter> parameters, ScalarType type, ICommunicator communicator)
        {
            this.parameters = parameters;
            count = checked((int)parameters.Sum(parameter => parameter.numel()) + parameters.Length);
            all = count == 0 ? default : communicator.Allocate<T>(count).Pin();
            using var whole = TensorBridge.Over(all.Pointer, count, type);
            var (views, start) = (ImmutableArray.CreateBuilder<Tensor>(), 0L);
            foreach (var parameter in parameters)
            {
                views.Add(whole.narrow(0, start, parameter.numel()).view(parameter.shape).DetachFromDisposeScope());
                start += parameter.numel();
            }

            this.views = views.ToImmutable();
            places = [.. this.views.Select((view, i) => view.numel() > 0 && parameters[i].dtype == type && parameters[i].device_type == DeviceType.CPU ? (nint)TensorMemory.Start(view) : -1)];
        }

        public int Count => parameters.Length;

        public Span<T> Numbers => new(all.Pointer, count);

        private Span<T> Flags => Numbers[^Count..];

        /// <summary>Puts the gradients that are not there yet into their places.</summary>
        public void Fill(bool isEmpty)
        {
            if (isEmpty)
                Numbers.Clear();
            for (var i = 0; i < Count && !isEmpty; i++)
            {
                Flags[i] = One;
                if (IsInPlace(i))
                    continue;
                using var gradient = parameters[i].grad;
                if (gradient is not null)
                {
                    views[i].copy_(gradient);
                    continue;
                }

                Flags[i] = default;
                views[i].zero_();
            }
        }

        /// <summary>Gives each parameter its sum.</summary>
        public void Spread()
        {
            for (var i = 0; i < Count; i++)
            {
                if (EqualityComparer<T>.Default.Equals(Flags[i], default) || IsInPlace(i))
                    continue;
                using var gradient = parameters[i].grad;
                if (places[i] != -1)
                    parameters[i].grad = views[i];
                else if (gradient is not null)
                    gradient.copy_(views[i]);
                else
                    parameters[i].grad = views[i].to_type(parameters[i].dtype).to(parameters[i].device);
            }
        }

        /// <summary>Takes the gradients that lie here from their parameters.</summary>
        public void Release()
        {
            for (var i = 0; i < Count; i++)
            {
                if (IsInPlace(i))
                    parameters[i].grad = null;
            }
        }

        public void Dispose()
        {
            Release();
            foreach (var view in views)
                view.Dispose();
            all.Dispose();
        }

        private static T One => typeof(T) == typeof(double) ? (T)(object)1.0 : (T)(object)1f;

        /// <summary>Whether a parameter's gradient lies here already.</summary>
        private bool IsInPlace(int index) => (nint)TensorBridge.Gradient(parameters[index]) == places[index];
    }
}
