namespace Hiwae.Bench;

/// <summary>Who is measured.</summary>
/// <param name="Key">Its name in results.</param>
/// <param name="Title">Its name in messages.</param>
internal sealed record Side(string Key, string Title)
{
    /// <summary>What <c>train</c> and <c>evaluate</c> do.</summary>
    public static Side Ours { get; } = new("ours", "ours");

    /// <summary>The same model by hand on TorchSharp.</summary>
    public static Side Peer { get; } = new("peer", "the peer on TorchSharp");

    /// <summary>The same, with the collector called after each step for what TorchSharp's operators leave behind.</summary>
    public static Side PeerCollecting { get; } = new("peer_collecting", "the peer on TorchSharp, collecting");

    /// <summary>What <c>--step portable</c> does.</summary>
    public static Side Portable { get; } = new("portable", "our portable path");

    /// <summary>The same model by hand on PyTorch for Python.</summary>
    public static Side Python { get; } = new("python", "the peer on PyTorch");

    /// <summary>The same, compiled by PyTorch.</summary>
    public static Side PythonCompiled { get; } = new("python_compiled", "the peer on PyTorch, compiled");
}
