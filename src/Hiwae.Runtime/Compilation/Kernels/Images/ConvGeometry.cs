using Hiwae.Programs;

namespace Hiwae.Compilation.Kernels;

/// <summary>The extents of a convolution.</summary>
internal readonly record struct ConvGeometry
{
    public ConvGeometry(Operation.Conv conv)
    {
        ImageShape from = conv.X.Image!.Value, to = conv.Output.Image!.Value;
        (In, Height, Width) = (from.Channels, from.Height, from.Width);
        (Out, OutHeight, OutWidth) = (to.Channels, to.Height, to.Width);
        (Kernel, Stride, Padding) = (conv.Kernel, conv.Stride, conv.Padding);
        (Offset, Total) = (conv.Channel, conv.Channels);
        Down = new(Height, OutHeight, Kernel, Stride, Padding);
        Across = new(Width, OutWidth, Kernel, Stride, Padding);
    }

    public int In { get; }

    public int Height { get; }

    public int Width { get; }

    public int Out { get; }

    public int OutHeight { get; }

    public int OutWidth { get; }

    public int Kernel { get; }

    public int Stride { get; }

    public int Padding { get; }

    /// <summary>The first of the weights' channels that x meets.</summary>
    public int Offset { get; }

    /// <summary>The weights' channels.</summary>
    public int Total { get; }

    /// <summary>The way of gradients from outputs to inputs, by rows and by columns.</summary>
    public ConvReach Down { get; }

    /// <inheritdoc cref="Down"/>
    public ConvReach Across { get; }

    public int Area => Kernel * Kernel;

    /// <summary>Floats of an input.</summary>
    public int Input => Height * Width * In;

    /// <summary>Pixels of an output.</summary>
    public int Pixels => OutHeight * OutWidth;

    /// <summary>Floats of an output.</summary>
    public int Output => Pixels * Out;

    /// <summary>Whether an input has to be brought into a frame of zeros.</summary>
    public bool IsFramed => Padding > 0;

    /// <summary>Pixels of a row of the frame, as much as windows reach; of the input where there is none.</summary>
    public int FrameWidth => IsFramed ? ((OutWidth - 1) * Stride) + Kernel : Width;

    /// <summary>Rows of the frame.</summary>
    public int FrameHeight => ((OutHeight - 1) * Stride) + Kernel;

    /// <summary>Floats of a frame; of the input where there is none.</summary>
    public int Frame => IsFramed ? FrameHeight * FrameWidth * In : Input;

    /// <summary>The offset of an input in its frame.</summary>
    public int Middle => ((Padding * FrameWidth) + Padding) * In;

    /// <summary>Rows of an input that windows reach.</summary>
    public int RowsInside => Math.Clamp(FrameHeight - Padding, 0, Height);

    /// <summary>Floats of each that they reach.</summary>
    public int InsideRow => Math.Clamp(FrameWidth - Padding, 0, Width) * In;

    /// <summary>The same of the outputs' gradient and its frame.</summary>
    public int BackWidth => Across.Size * Out;

    public int BackFrame => Down.Size * BackWidth;

    public int BackMiddle => (Down.Before * BackWidth) + (Across.Before * Out);
}

/// <summary>
/// One direction of the way back. The inputs at phase, phase + stride, … are each reached by some places of the kernel from outputs that lie next to one another; so for
/// each phase the gradient is a correlation with the outputs' gradient, in a frame of zeros.
/// </summary>
internal readonly record struct ConvReach
{
    private readonly int input, kernel, stride, padding;

    public ConvReach(int input, int output, int kernel, int stride, int padding)
    {
        (this.input, this.kernel, this.stride, this.padding) = (input, kernel, stride, padding);
        var behind = output;
        for (var phase = 0; phase < stride; phase++)
        {
            var reached = Phase(phase);
            if (reached.IsEmpty)
                continue;
            Before = Math.Max(Before, -reached.Start);
            behind = Math.Max(behind, reached.Start + reached.Count - 1 + reached.Taps);
        }
        Size = Before + behind;
    }

    /// <summary>Zeros before the outputs.</summary>
    public int Before { get; }

    /// <summary>The frame's size.</summary>
    public int Size { get; }

    /// <summary>The inputs of a phase.</summary>
    public ConvPhase Phase(int phase)
    {
        var first = (phase + padding) % stride;
        var taps = first < kernel ? (kernel - first + stride - 1) / stride : 0;
        var count = input > phase ? (input - phase + stride - 1) / stride : 0;
        return new(first, taps, count, ((phase + padding - first) / stride) - (taps - 1));
    }
}

/// <summary>Inputs at equal distances, in one direction.</summary>
/// <param name="First">The first place of the kernel that reaches them; the others follow at the stride.</param>
/// <param name="Taps">The number of places.</param>
/// <param name="Count">The number of inputs.</param>
/// <param name="Start">The output that the last place reaches the first input from.</param>
internal readonly record struct ConvPhase(int First, int Taps, int Count, int Start)
{
    /// <summary>Whether no input has a gradient.</summary>
    public bool IsEmpty => Count == 0 || Taps == 0;
}
