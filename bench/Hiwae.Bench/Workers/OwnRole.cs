namespace Hiwae.Bench.Workers;

/// <summary>What a worker of ours does with a workload.</summary>
internal enum OwnRole
{
    /// <summary>What the commands do: compiled where that is possible.</summary>
    Automatic,

    /// <summary>The portable path.</summary>
    Portable,

    /// <summary>Compiled steps with products in bf16.</summary>
    Bf16,

    /// <summary>The matrix products alone.</summary>
    Floor,
}
