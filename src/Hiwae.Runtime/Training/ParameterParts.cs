using TorchSharp.Modules;

namespace Hiwae.Training;

/// <summary>A network's parameters in two parts.</summary>
/// <param name="Generative">The parameters of P, and of features that serve P alone.</param>
/// <param name="Inference">All others: those of Q and R, learned weights, features that inference uses too.</param>
internal sealed record ParameterParts(ImmutableArray<(string Name, Parameter Parameter)> Generative, ImmutableArray<(string Name, Parameter Parameter)> Inference)
{
    /// <summary>The parts of a declared model's parameters, each in the network's order.</summary>
    public static ParameterParts Of<TModel>(ModelNetwork<TModel> network) where TModel : class, IModel<TModel>
    {
        var submodules = GenerativeSubmodules(TModel.Description);
        var parts = network.named_parameters().ToLookup(entry => submodules.Contains(entry.name.Split('.')[0]));
        return new([.. parts[true]], [.. parts[false]]);
    }

    private static HashSet<string> GenerativeSubmodules(ModelDescription model) =>
    [
        .. model.Factors.Where(factor => factor.Kind == FactorKind.P).SelectMany(factor => factor.Submodules),
        .. model.Variables.Where(variable => variable.Feature is not null && IsGenerative(model, variable)).Select(variable => variable.Feature!.Submodule),
    ];

    /// <summary>Whether a feature is used, and by nothing but P: directly, or through features of which that is true.</summary>
    private static bool IsGenerative(ModelDescription model, VariableDescription feature)
    {
        // Of a sequence features may be computed from themselves.
        var found = new HashSet<string> { feature.Name };
        while (model.Variables.Any(other => other.Feature is { } computed && computed.Reads.Any(found.Contains) && found.Add(other.Name)))
        {
        }

        var users = model.Factors.Where(factor => factor.Reads.Any(found.Contains)).ToArray();
        return users.Length > 0 && users.All(factor => factor.Kind == FactorKind.P);
    }
}
