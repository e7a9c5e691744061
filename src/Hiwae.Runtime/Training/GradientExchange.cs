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
        singles ??= new([.. parameters.Where(parameter => parameter.dtype != ScalarType.Float64)], ScalarType.Float32);
        doubles ??= new([.. parameters.Where(parameter => parameter.dtype == ScalarType.Float64)], ScalarType.Float64);
        singles.Fill(isEmpty);
        doubles.Fill(isEmpty);
        communicator.AllReduceSum(singles.Numbers);
        if (doubles.Count > 0)
            communicator.AllReduceSum(doubles.Numbers);
        singles.Spread();
        doubles.Spread();
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
        private readonly Tensor all;
        private readonly ScalarType type;

        public Bucket(ImmutableArray<Parameter> parameters, ScalarType type)
        {
            (this.parameters, this.type) = (parameters, type);
            var count = parameters.Sum(parameter => parameter.numel());
            all = zeros(count + parameters.Length, dtype: type).DetachFromDisposeScope();
            var (views, start) = (ImmutableArray.CreateBuilder<Tensor>(), 0L);
            foreach (var parameter in parameters)
            {
                views.Add(all.narrow(0, start, parameter.numel()).view(parameter.shape).DetachFromDisposeScope());
                start += parameter.numel();
            }

            this.views = views.ToImmutable();
        }

        public int Count => parameters.Length;

        public Span<T> Numbers => new(TensorMemory.Start(all), checked((int)all.numel()));

        private Span<T> Flags => Numbers[^Count..];

        /// <summary>Puts the gradients that are not there yet into their places.</summary>
        public void Fill(bool isEmpty)
        {
            if (isEmpty)
                Numbers.Clear();
            for (var i = 0; i < Count && !isEmpty; i++)
            {
                using var gradient = parameters[i].grad;
                Flags[i] = gradient is null ? default : One;
                if (gradient is null)
                    views[i].zero_();
                else if (!IsInPlace(gradient, i))
                    views[i].copy_(gradient);
            }
        }

        /// <summary>Gives each parameter its sum.</summary>
        public void Spread()
        {
            for (var i = 0; i < Count; i++)
            {
                if (EqualityComparer<T>.Default.Equals(Flags[i], default))
                    continue;
                using var gradient = parameters[i].grad;
                if (gradient is not null && IsInPlace(gradient, i))
                    continue;
                if (parameters[i].dtype == type && parameters[i].device_type == DeviceType.CPU)
                    parameters[i].grad = views[i];
                else if (gradient is not null)
                    gradient.copy_(views[i]);
                else
                    parameters[i].grad = views[i].to_type(parameters[i].dtype).to(parameters[i].device);
            }
        }

        public void Dispose()
        {
            foreach (var view in views)
                view.Dispose();
            all.Dispose();
        }

        private static T One => typeof(T) == typeof(double) ? (T)(object)1.0 : (T)(object)1f;

        private bool IsInPlace(Tensor gradient, int i) =>
            gradient.dtype == type && gradient.device_type == DeviceType.CPU && gradient.is_contiguous() && gradient.numel() > 0 && TensorMemory.Start(gradient) == TensorMemory.Start(views[i]);
    }
}
