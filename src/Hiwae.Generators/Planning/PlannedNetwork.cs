using System.Linq;
using Hiwae.Generators.Model;

namespace Hiwae.Generators.Planning;

/// <summary>A network, with all that emission has to know. Its layers are named, not listed: they may change without the model.</summary>
/// <param name="Net">The declared network's own name, or null where the layers are written at the factor.</param>
/// <param name="NetType">The declared network's global name.</param>
/// <param name="Hidden">Widths of the hidden layers where they are written at the factor.</param>
/// <param name="Activation">The nonlinearity after them.</param>
/// <param name="Inputs">The parents.</param>
/// <param name="Outputs">What the output layer gives; 0 where the network itself gives what is wanted.</param>
/// <param name="IsDistinct">Whether there is an output layer for each of the K proposals, rather than one.</param>
/// <param name="HasSmallHead">Whether the output layer starts small.</param>
/// <param name="ContextSize">The number of values of the context; 0 where there is none.</param>
/// <param name="ContextReading">What conditioned layers read of the context, a member of the enumeration of activations.</param>
/// <param name="HasDropout">Whether it draws noise in training.</param>
internal sealed record PlannedNetwork(
    string? Net,
    string? NetType,
    EquatableArray<int> Hidden,
    string Activation,
    EquatableArray<NetworkInput> Inputs,
    int Outputs,
    bool IsDistinct,
    bool HasSmallHead,
    int ContextSize,
    string ContextReading,
    bool HasDropout)
{
    /// <summary>What comes behind its outputs; null where nothing does.</summary>
    public PlannedScale? Scale { get; init; }
}

/// <summary>A scale that is no output of the network.</summary>
/// <param name="From">Where it comes from, a member of the enumeration.</param>
/// <param name="Size">The number of the variable's values.</param>
internal sealed record PlannedScale(string From, int Size);

/// <summary>A parent at the input of a network.</summary>
/// <param name="Shape">The image's channels, height and width, or the number of values.</param>
/// <param name="StartsSmall">Whether the network starts out nearly ignoring it.</param>
/// <param name="Reading">What the network reads of it, a member of the enumeration of activations.</param>
internal sealed record NetworkInput(EquatableArray<int> Shape, bool StartsSmall, string Reading);

/// <summary>What networks read of a variable.</summary>
internal static class Readings
{
    /// <summary>The values as they are.</summary>
    public const string Values = "Identity";

    /// <summary>log(1 + v): what is positive may be of any order of magnitude.</summary>
    private const string Logarithms = "Symlog";

    public static string Of(VariableDeclaration variable) =>
        variable.Factors.Any(factor => !factor.IsTarget && factor.Density.Support.Name is "Positive" or "Count") ? Logarithms : Values;
}
