namespace Hiwae.Steps;

/// <summary>The operations that a step is made of. Numbered as in the native library.</summary>
public enum StepKind
{
    /// <summary>Columns of a weight times a value, plus an offset and what other columns gave.</summary>
    Linear,

    /// <summary>The same, each proposal by its own rows of the weight.</summary>
    HeadLinear,

    /// <summary>Each proposal's own block of the outputs of all heads.</summary>
    Own,

    /// <summary>A nonlinearity.</summary>
    Activate,

    /// <summary>A sum of two values.</summary>
    Add,

    /// <summary>Scale and shift by a context.</summary>
    Condition,

    /// <summary>A weight from its direction and its lengths.</summary>
    WeightNorm,

    /// <summary>Standardisation of each row.</summary>
    LayerNorm,

    /// <summary>Zeros in random places.</summary>
    Dropout,

    /// <summary>Columns, or channels, side by side.</summary>
    Concat,

    /// <summary>A neutral value where one is missing.</summary>
    Fill,

    /// <summary>Columns of a convolution's windows, plus an offset and what other columns gave.</summary>
    Conv,

    /// <summary>Larger images.</summary>
    Upsample,

    /// <summary>The upper left part of images.</summary>
    Crop,

    /// <summary>From [channels, height, width] to channels last.</summary>
    ToImages,

    /// <summary>From channels last to [channels, height, width].</summary>
    ToVectors,

    /// <summary>A reparameterised draw.</summary>
    Draw,

    /// <summary>A log-density.</summary>
    LogDensity,

    /// <summary>The log-densities of each proposal under all heads.</summary>
    Cross,

    /// <summary>Normalised log-probabilities.</summary>
    LogSoftmax,

    /// <summary>Numbers brought into the support of a density.</summary>
    Within,

    /// <summary>log ŵ from the terms of the log weights.</summary>
    Estimate,

    /// <summary>A draw as densities read it: what comes back is weighted once more.</summary>
    Point,

    /// <summary>The logarithm of one of the toy targets, see <see cref="Hiwae.ToyTarget"/>.</summary>
    ToyTarget,
}
