namespace Hiwae.Native;

/// <summary>Where the numbers of a parameter lie and those of its gradient; found anew only where they are others than before.</summary>
internal sealed unsafe class ParameterMemory
{
    private Tensor? parameter;
    private float* gradient;

    /// <summary>The parameter's numbers.</summary>
    public float* Values { get; private set; }

    /// <summary>Takes the parameter as it is now: moving a network to another type or device replaces it.</summary>
    /// <exception cref="ArgumentException">It is not of 32-bit floats that lie without gaps on the CPU.</exception>
    public void Read(Tensor current)
    {
        if (ReferenceEquals(parameter, current))
            return;
        if (!TensorMemory.IsPlain(current))
            throw new ArgumentException(
                $"A compiled step reads parameters of 32-bit floats that lie without gaps on the CPU; one of shape [{string.Join(", ", current.shape)}] is of type {current.dtype} on {current.device}.", nameof(current));
        parameter = current;
        Values = (float*)TensorMemory.Start(current);
        gradient = null;
    }

    /// <summary>The gradient's numbers; null where there is none, or one that does not lie without gaps.</summary>
    public float* Gradient()
    {
        var found = TensorBridge.Gradient(parameter!);
        if (found is null || found == gradient)
            return found;
        using var current = parameter!.grad;
        return TensorMemory.IsPlain(current!) ? gradient = found : null;
    }

    /// <summary>The gradient's numbers, of a gradient of zeros where there is none.</summary>
    public float* GradientOrZeros()
    {
        var found = Gradient();
        if (found is not null)
            return found;
        using var zeros = zeros_like(parameter!);
        parameter!.grad = zeros;
        return Gradient();
    }
}
