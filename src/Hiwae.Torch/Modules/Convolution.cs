namespace TorchSharp.Modules;

/// <summary>What convolutions over images have in common: weights, bias and geometry.</summary>
public abstract class Convolution : torch.nn.Module<torch.Tensor, torch.Tensor>
{
    private protected Convolution(string name, (long inputs, long outputs) channels, ConvolutionShape shape, bool hasBias, torch.Device? device, torch.ScalarType? dtype) : base(name)
    {
        (in_channels, out_channels) = channels;
        (kernel_size, stride, padding, padding_type) = (shape.Kernel, shape.Stride, shape.Padding, shape.Named);
        (dilation, output_padding, groups, padding_mode) = (shape.Dilation, shape.OutputPadding, shape.Groups, shape.Mode);
        transposed = shape.Transposed;
        if (padding_mode != PaddingModes.Zeros && (transposed || padding_type == Padding.Same))
            throw new ArgumentException($"Padding mode {padding_mode} of '{name}'; a transposed convolution or Padding.Same takes Zeros only.", nameof(shape));
        if (in_channels % groups != 0 || out_channels % groups != 0)
            throw new ArgumentException($"'{name}' has {in_channels} inputs and {out_channels} outputs in {groups} groups; both must be multiples of the groups.", nameof(shape));
        var (outer, inner) = transposed ? (in_channels, out_channels) : (out_channels, in_channels);
        weight = new Parameter(torch.empty([outer, inner / groups, .. kernel_size], dtype: dtype, device: device));
        if (hasBias)
            bias = new Parameter(torch.empty(out_channels, dtype: dtype, device: device));
        register_parameter(nameof(weight), weight);
        if (bias is not null)
            register_parameter(nameof(bias), bias);
        reset_parameters();
    }

    public Parameter weight { get; }

    public Parameter? bias { get; }

    public long in_channels { get; }

    public long out_channels { get; }

    public bool transposed { get; }

    public Padding? padding_type { get; }

    public long[]? padding { get; }

    public PaddingModes padding_mode { get; }

    public long groups { get; }

    public long[] kernel_size { get; }

    public long[] stride { get; }

    public long[] dilation { get; }

    public long[] output_padding { get; }

    /// <summary>Weights and bias uniform within ±1/√(inputs of an output).</summary>
    public void reset_parameters()
    {
        torch.nn.init.kaiming_uniform_(weight, Math.Sqrt(5));
        var (fanIn, _) = torch.nn.init.CalculateFanInAndFanOut(weight);
        if (bias is not null && fanIn > 0)
            torch.nn.init.uniform_(bias, -1 / Math.Sqrt(fanIn), 1 / Math.Sqrt(fanIn));
    }
}

/// <summary>The geometry of a convolution over images.</summary>
internal sealed record ConvolutionShape(long[] Kernel, long[] Stride, long[]? Padding, Padding? Named, long[] Dilation, long Groups, PaddingModes Mode)
{
    public bool Transposed { get; init; }

    public long[] OutputPadding { get; init; } = [0, 0];
}
