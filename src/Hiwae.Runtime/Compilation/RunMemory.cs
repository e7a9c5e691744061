using Hiwae.Programs;

namespace Hiwae.Compilation;

/// <summary>Where the tensors of a run are, as addresses; it holds the tensors meanwhile.</summary>
internal sealed unsafe class RunMemory
{
    private readonly Program program;
    private readonly Tensor[] parameters;
    private readonly Tensor?[] data;
    private readonly List<Tensor> gradients = [];

    /// <summary>The parameters as they are now, and the variables of the observation that are read.</summary>
    /// <exception cref="ArgumentException">A parameter does not lie without gaps.</exception>
    public RunMemory(Program program, Observation observation)
    {
        this.program = program;
        parameters = [.. program.Parameters.Select(parameter => parameter())];
        Parameters = [.. parameters.Select(AddressOf)];
        data = new Tensor?[observation.Values.Length];
        foreach (var (_, source, _) in program.Values)
        {
            if (source is ValueSource.Data { Index: var index })
                data[index] ??= observation.Values[index].to_type(ScalarType.Float32).contiguous();
        }

        Data = [.. data.Select(tensor => tensor is null ? 0 : AddressOf(tensor))];
    }

    /// <summary>By parameter.</summary>
    public nint[] Parameters { get; }

    /// <summary>By place in the observation; zero for what is not read.</summary>
    public nint[] Data { get; }

    /// <summary>By parameter: its gradient, made where there is none; zero where none is wanted.</summary>
    public nint[] Gradients()
    {
        var addresses = new nint[parameters.Length];
        foreach (var (value, source, isDifferentiable) in program.Values)
        {
            if (source is not ValueSource.Parameter { Index: var index } || !isDifferentiable)
                continue;
            var gradient = parameters[index].grad;
            if (gradient is null || !gradient.is_contiguous() || gradient.dtype != ScalarType.Float32)
                parameters[index].grad = gradient = zeros_like(parameters[index]).DetachFromDisposeScope();
            gradients.Add(gradient);
            addresses[index] = AddressOf(gradient);
        }

        return addresses;
    }

    /// <summary>To be called when the run is over: until then nothing of it is released.</summary>
    public void Keep()
    {
        GC.KeepAlive(parameters);
        GC.KeepAlive(data);
        GC.KeepAlive(gradients);
    }

    private static nint AddressOf(Tensor tensor)
    {
        if (!tensor.is_contiguous())
            throw new ArgumentException($"A compiled step reads tensors that lie without gaps; one of shape [{string.Join(", ", tensor.shape)}] does not. Pass its contiguous().", nameof(tensor));

        return (nint)Native.TensorMemory.Start(tensor);
    }
}
