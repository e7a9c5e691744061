namespace Hiwae.Generators;

/// <summary>Names of the generator's steps, for tests that ask why a step ran.</summary>
public static class TrackingNames
{
    /// <summary>From symbols to values.</summary>
    public const string Declarations = nameof(Declarations);

    /// <summary>What the generator itself reports.</summary>
    public const string Rejected = nameof(Rejected);

    /// <summary>The findings, or the plan.</summary>
    public const string Checks = nameof(Checks);

    /// <summary>The plans of valid declarations.</summary>
    public const string Plans = nameof(Plans);

    /// <summary>The names that need care.</summary>
    public const string FileNames = nameof(FileNames);

    /// <summary>The code of each model.</summary>
    public const string Models = nameof(Models);

    /// <summary>The code of each model whose declaration is wrong.</summary>
    public const string Outlines = nameof(Outlines);

    /// <summary>The catalogue's entry of each model.</summary>
    public const string Entries = nameof(Entries);

    /// <summary>The sorted catalogue.</summary>
    public const string Catalogue = nameof(Catalogue);

    /// <summary>Declared networks, from symbols to values.</summary>
    public const string NetworkDeclarations = nameof(NetworkDeclarations);

    /// <summary>The networks without findings.</summary>
    public const string ValidNetworks = nameof(ValidNetworks);

    /// <summary>The names of networks that need care.</summary>
    public const string NetworkFileNames = nameof(NetworkFileNames);

    /// <summary>The code of each network.</summary>
    public const string Networks = nameof(Networks);

    /// <summary>Declared flows, from symbols to values.</summary>
    public const string FlowDeclarations = nameof(FlowDeclarations);

    /// <summary>The flows without findings.</summary>
    public const string ValidFlows = nameof(ValidFlows);

    /// <summary>The names of flows that need care.</summary>
    public const string FlowFileNames = nameof(FlowFileNames);

    /// <summary>The code of each flow.</summary>
    public const string Flows = nameof(Flows);
}
