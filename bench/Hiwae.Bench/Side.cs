namespace Hiwae.Bench;

/// <summary>A side of the comparison.</summary>
/// <param name="Key">Its name in results.</param>
/// <param name="Column">Its name in tables.</param>
/// <param name="Title">Its name in messages.</param>
internal sealed record Side(string Key, string Column, string Title)
{
    /// <summary>The path that <c>train</c> and <c>evaluate</c> take.</summary>
    public static Side Ours { get; } = new("ours", "ours", "what train and evaluate do");

    /// <summary>The same model by hand on TorchSharp.</summary>
    public static Side Peer { get; } = new("peer", "peer", "the peer on TorchSharp");

    /// <summary>The same, with the collector called after each step for what TorchSharp's operators leave behind.</summary>
    public static Side PeerCollecting { get; } = new("peer_collecting", "GC", "the peer on TorchSharp with the collector called after each step");

    /// <summary>The path of <c>--step portable</c>.</summary>
    public static Side Portable { get; } = new("portable", "portable", "our portable path");

    /// <summary>The path of <c>--precision bf16</c>.</summary>
    public static Side Bf16 { get; } = new("bf16", "bf16", "our steps with products in bf16") { Tolerance = 0.02 };

    /// <summary>The same model by hand on PyTorch for Python.</summary>
    public static Side Python { get; } = new("python", "PyTorch", "the peer on PyTorch");

    /// <summary>The same, compiled by PyTorch.</summary>
    public static Side PythonCompiled { get; } = new("python_compiled", "compiled", "the peer on PyTorch by torch.compile");

    /// <summary>The tolerance of its bound, as a fraction of ours.</summary>
    public double Tolerance { get; private init; } = 1e-4;

    /// <summary>All of them, in order.</summary>
    public static ImmutableArray<Side> All { get; } = [Ours, Peer, PeerCollecting, Portable, Bf16, Python, PythonCompiled];
}
