using System.Diagnostics.CodeAnalysis;
using System.Reflection;

namespace Hiwae.Laws.Statistics;

/// <summary>A family of densities that a model declares for variables of a size, and the factors that have it.</summary>
/// <param name="Family">The type.</param>
/// <param name="Size">The number of values of a variable.</param>
/// <param name="Factors">In the order of declaration.</param>
internal sealed record DeclaredDensity(Type Family, int Size, ImmutableArray<FactorDescription> Factors)
{
    /// <summary>The families of all factors whose type is in the declaration; targets, which have no draws, are left out.</summary>
    public static ImmutableArray<DeclaredDensity> Of<TModel>() where TModel : class, IModel<TModel>
    {
        var families = Families(typeof(TModel));
        return
        [
            .. TModel.Description.Variables
                .SelectMany(variable => variable.Factors.Select(factor => (Factor: factor, Size: variable.Size / Math.Max(1, variable.Steps))))
                .Where(pair => families.ContainsKey((pair.Factor.Kind, pair.Factor.Variable)))
                .GroupBy(pair => (Family: families[(pair.Factor.Kind, pair.Factor.Variable)], pair.Size))
                .Select(group => new DeclaredDensity(group.Key.Family, group.Key.Size, [.. group.Select(pair => pair.Factor)])),
        ];
    }

    /// <summary>The factors and the family, such as "q(z | x), Normal".</summary>
    public string NameIn(ModelDescription model) =>
        $"{string.Join(" and ", Factors.Select(factor => Formula.Of(model, factor)))}, {Factors[0].Density}";

    // By kind and variable, from the attributes of the declaration.
    [UnconditionalSuppressMessage("Trimming", "IL2070", Justification = "The code that was emitted for a model calls its constructor, which stays with its attributes.")]
    private static Dictionary<(FactorKind, string), Type> Families(Type model)
    {
        var found = new Dictionary<(FactorKind, string), Type>();
        foreach (var parameter in model.GetConstructors().SelectMany(constructor => constructor.GetParameters()))
        {
            foreach (var type in parameter.GetCustomAttributes<FactorAttribute>().Select(attribute => attribute.GetType()).Where(type => type.IsGenericType))
            {
                if (KindOf(type.GetGenericTypeDefinition()) is { } kind)
                    found[(kind, parameter.Name!)] = type.GetGenericArguments()[0];
            }
        }

        return found;
    }

    private static FactorKind? KindOf(Type attribute) =>
        attribute == typeof(P<>) ? FactorKind.P
        : attribute == typeof(Q<>) ? FactorKind.Q
        : attribute == typeof(R<>) ? FactorKind.R
        : null;
}
