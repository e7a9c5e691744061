namespace Hiwae.Steps;

/// <summary>What a value of a step has one row for. A value may be computed from others of the same or a lower level.</summary>
public enum StepLevel
{
    /// <summary>Computed from parameters alone.</summary>
    Once,

    /// <summary>Each datum.</summary>
    Datum,

    /// <summary>Each draw of what the proposals share: in training as many as data.</summary>
    Group,

    /// <summary>Each proposal.</summary>
    Sample,
}
