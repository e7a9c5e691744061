using System.Collections.Generic;
using System.Linq;
using Hiwae.Generators.Model;
using Hiwae.Shapes;

namespace Hiwae.Generators.Planning;

/// <summary>The networks of a valid declaration.</summary>
internal static class NetworkPlanner
{
    /// <summary>The network of a factor with parents.</summary>
    public static PlannedNetwork Of(Declaration declaration, VariableDeclaration variable, FactorDeclaration factor)
    {
        var isImage = factor.Net is { } net && Output(declaration, variable, net, [.. factor.Parents, .. factor.Previous]).Count > 1;

        // With small weights from and for the auxiliaries, training starts at the plain importance-weighted model.
        var seesAuxiliaries = factor.Kind == FactorKind.Q && Roles.Of(variable) == Role.Latent;
        return new(
            factor.Net?.Name,
            factor.Net?.GlobalName,
            factor.Hidden,
            factor.Activation.Name,
            Inputs(declaration, variable, factor.Net, [.. factor.Parents, .. factor.Previous], seesAuxiliaries),
            isImage ? 0 : (int)variable.Outputs(factor),
            factor.IsDistinct,
            HasSmallHead: !isImage && Roles.Of(variable) == Role.Auxiliary,
            ContextSize(declaration, variable, factor.Context),
            ContextReading(declaration, factor.Context),
            HasDropout(factor.Net))
        {
            Scale = factor.HasOwnScale ? new(factor.Scale.Name, (int)variable.Size) : null,
        };
    }

    /// <summary>The network of a feature.</summary>
    public static PlannedNetwork Of(Declaration declaration, VariableDeclaration variable, FeatureDeclaration feature) => new(
        feature.Net.Name,
        feature.Net.GlobalName,
        [],
        "",
        Inputs(declaration, variable, feature.Net, [.. feature.Parents, .. feature.Previous], seesAuxiliaries: false),
        Outputs: 0,
        IsDistinct: false,
        HasSmallHead: false,
        ContextSize(declaration, variable, feature.Context),
        ContextReading(declaration, feature.Context),
        HasDropout(feature.Net));

    /// <summary>Whether a declared network draws noise in training.</summary>
    public static bool HasDropout(NetworkReference? net) =>
        net?.Network is { } network && network.Layers.Any(layer => layer.Kind == LayerKind.Dropout);

    /// <summary>The shape that a declared network gives.</summary>
    public static EquatableArray<int> Output(Declaration declaration, VariableDeclaration of, NetworkReference net, IReadOnlyList<string> parents) =>
        new(net.Network!.Shapes([.. parents.Select(name => Variable(declaration, name)).Select(
            parent => new NetworkParent(parent.Name, Sequences.Seen(of, parent)))]).Output!.ToInts());

    private static EquatableArray<NetworkInput> Inputs(
        Declaration declaration, VariableDeclaration of, NetworkReference? net, IReadOnlyList<string> parents, bool seesAuxiliaries)
    {
        var takesImages = net?.Network is { } network && network.TakesImages();
        return new([.. parents.Select(name => Variable(declaration, name)).Select(parent => new NetworkInput(
            takesImages ? Sequences.Seen(of, parent) : [Sequences.Seen(of, parent).Aggregate(1, (product, size) => product * size)],
            StartsSmall: seesAuxiliaries && Roles.Of(parent) == Role.Auxiliary,
            Readings.Of(parent)))]);
    }

    private static int ContextSize(Declaration declaration, VariableDeclaration of, string? context) =>
        context is null ? 0 : Sequences.Seen(of, Variable(declaration, context)).Aggregate(1, (product, size) => product * size);

    private static string ContextReading(Declaration declaration, string? context) =>
        context is null ? Readings.Values : Readings.Of(Variable(declaration, context));

    private static VariableDeclaration Variable(Declaration declaration, string name) =>
        declaration.Variables.First(variable => variable.Name == name);
}
