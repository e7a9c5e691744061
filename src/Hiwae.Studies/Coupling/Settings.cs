namespace Hiwae.Studies.Coupling;

/// <summary>How cells are trained and measured.</summary>
internal sealed record Settings
{
    /// <summary>Updates of an encoder over all training images.</summary>
    public int Steps { get; init; } = 6000;

    /// <summary>Images of each.</summary>
    public int Batch { get; init; } = 100;

    /// <summary>Adam's step size at the start; it falls to zero along a cosine.</summary>
    public double LearningRate { get; init; } = 5e-3;

    /// <summary>Test images that an encoder is measured on.</summary>
    public int TestImages { get; init; } = 200;

    /// <summary>Draws of ŵ for each of them.</summary>
    public int Repeats { get; init; } = 500;

    /// <summary>Images that are trained by themselves.</summary>
    public int Images { get; init; } = 4;

    /// <summary>Updates of the parameters of one image, from each start.</summary>
    public int ImageSteps { get; init; } = 500;

    /// <summary>Starts for one image, of which the one with the best bound in training counts: where proposals find their modes is a lottery, and it is not what is asked.</summary>
    public int Starts { get; init; } = 3;

    /// <summary>Draws of ŵ in each.</summary>
    public int ImageBatch { get; init; } = 64;

    /// <summary>Adam's step size at the start of them.</summary>
    public double ImageLearningRate { get; init; } = 5e-3;

    /// <summary>Draws of ŵ that an image is measured on.</summary>
    public int ImageRepeats { get; init; } = 20_000;

    /// <summary>Points of a row of the grid that p(x) is integrated on, and rows.</summary>
    public int Side { get; init; } = 201;

    /// <summary>Half the side of that grid, in standard deviations of p(z).</summary>
    public double Reach { get; init; } = 5;

    /// <summary>What tells cells of different settings apart.</summary>
    /// <param name="decoder">What tells decoders apart.</param>
    /// <param name="mode">Which of the settings count.</param>
    public string Mark(string decoder, string mode) => mode == Cell.Amortised
        ? FormattableString.Invariant($"{decoder}, {Steps} steps of {Batch} at {LearningRate}, {TestImages} × {Repeats} draws")
        : FormattableString.Invariant($"{decoder}, {Images} images, {Starts} × {ImageSteps} steps of {ImageBatch} at {ImageLearningRate}, {ImageRepeats} draws");
}
