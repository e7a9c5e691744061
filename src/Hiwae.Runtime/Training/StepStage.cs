namespace Hiwae.Training;

/// <summary>A part of a training step that is timed as a whole.</summary>
public enum StepStage
{
    /// <summary>Choosing the images, and binarisation.</summary>
    Batch,

    /// <summary>The bound, where it is known before its gradient is: on the portable path.</summary>
    Bound,

    /// <summary>The gradient: on the compiled path the bound with it, and the random numbers.</summary>
    Gradient,

    /// <summary>Limiting the gradient's norm.</summary>
    Clipping,

    /// <summary>The update of the parameters.</summary>
    Optimiser,
}
