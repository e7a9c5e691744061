using System;

namespace Hiwae.Generators.Declarations;

/// <summary>How the declared type differs from a plain partial record.</summary>
[Flags]
internal enum RecordTraits
{
    None = 0,
    NotPartial = 1,
    ContainerNotPartial = 2,
    NotRecord = 4,
    Abstract = 8,
    Generic = 16,
    Derived = 32,
    FileLocal = 64,

    /// <summary>Code outside the type that it is nested in cannot name it.</summary>
    Hidden = 128,

    /// <summary>It has a primary constructor with parameters, which a network has not.</summary>
    HasParameters = 256,
}
