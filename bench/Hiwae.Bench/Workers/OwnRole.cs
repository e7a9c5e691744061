namespace Hiwae.Bench.Workers;

/// <summary>What a worker of ours does with a workload.</summary>
internal enum OwnRole
{
    /// <summary>What the commands do: compiled where that is possible.</summary>
    Automatic,

    /// <summary>The portable path.</summary>
    Portable,

    /// <summary>The matrix products alone.</summary>
    Floor,
}
