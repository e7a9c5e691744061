namespace Hiwae.Steps;

/// <summary>Where a value of a step comes from. Numbered as in the native library.</summary>
public enum StepSource
{
    /// <summary>An operation.</summary>
    Computed,

    /// <summary>A parameter of the network.</summary>
    Parameter,

    /// <summary>A variable of the observation.</summary>
    Data,

    /// <summary>Random numbers, drawn before the step runs.</summary>
    Noise,

    /// <summary>A row of zeros.</summary>
    Zero,

    /// <summary>Another value as it stands, to which no gradient goes back.</summary>
    Constant,
}
