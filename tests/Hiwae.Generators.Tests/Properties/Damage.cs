using FsCheck;
using FsCheck.Fluent;

namespace Hiwae.Generators.Tests.Properties;

/// <summary>One thing changed in a declaration; it may or may not be wrong afterwards.</summary>
internal static class Damage
{
    public static Gen<RandomModel> Of(RandomModel model) => Gen.OneOf(
        Changed(model, factor => Gen.Elements("Nobody", "x", model.Variables[0].Name, model.Variables[^1].Name)
            .Select(parent => factor with { Parents = [.. factor.Parents, parent] })),
        Changed(model, factor => Gen.Constant(factor with { Parents = [] })),
        Changed(model, factor => Gen.Constant(factor with { Distinct = !factor.Distinct })),
        Changed(model, factor => Gen.Constant(factor with { Learned = !factor.Learned })),
        Changed(model, factor => Gen.Elements<int[]>([0], [3, -1], [5]).Select(hidden => factor with { Hidden = hidden })),
        Changed(model, factor => Gen.Elements("Bernoulli", "Normal", "Unit").Select(density => factor with { Density = density })),
        Changed(model, factor => Gen.Elements('P', 'Q', 'R').Select(kind => factor with { Kind = kind })),
        Changed(model, variable => Gen.Choose(0, variable.Factors.Length - 1)
            .Select(i => variable with { Factors = [.. variable.Factors[..i], .. variable.Factors[(i + 1)..]] })),
        Changed(model, variable => Gen.Constant(variable with { PerSample = !variable.PerSample })),
        Changed(model, variable => Gen.Elements<int[]>([], [0], [2, -2], [70000, 70000]).Select(shape => variable with { Shape = shape })),
        Changed(model, variable => Gen.Elements("Description", "Network", model.Variables[0].Name.ToUpperInvariant() + "q")
            .Select(name => variable with { Name = name })),
        Gen.Elements(0, -1, 1).Select(samples => model with { Samples = samples }),
        Gen.Elements("Balance", "Uniform").Select(weights => model with { Weights = weights }),
        Gen.Elements("", "Big", "a b").Select(name => model with { Name = name }),
        Gen.Elements("Network", "Variables").Select(record => model with { Record = record }),
        Gen.Choose(0, model.Variables.Length - 1).Select(i => model with { Variables = [.. model.Variables[..i], .. model.Variables[(i + 1)..]] }));

    /// <summary>Smaller declarations that may show the same.</summary>
    public static IEnumerable<RandomModel> Shrink(RandomModel model)
    {
        if (model.Place != RandomModel.Places[1])
            yield return model with { Place = RandomModel.Places[1] };
        for (var v = 0; v < model.Variables.Length; v++)
        {
            var variable = model.Variables[v];
            yield return Without(model, variable.Name);
            for (var f = 0; f < variable.Factors.Length; f++)
            {
                foreach (var factor in Smaller(variable.Factors[f]))
                    yield return Put(model, v, variable with { Factors = [.. variable.Factors[..f], factor, .. variable.Factors[(f + 1)..]] });
            }
        }
    }

    private static IEnumerable<RandomFactor> Smaller(RandomFactor factor)
    {
        if (factor.Activation is not null)
            yield return factor with { Activation = null };
        if (factor.Hidden is not null)
            yield return factor with { Hidden = null };
        for (var i = 0; i < factor.Parents.Length; i++)
            yield return factor with { Parents = [.. factor.Parents[..i], .. factor.Parents[(i + 1)..]] };
    }

    private static RandomModel Without(RandomModel model, string name) => model with
    {
        Variables =
        [
            .. model.Variables.Where(variable => variable.Name != name).Select(variable => variable with
            {
                Factors = [.. variable.Factors.Select(factor => factor with { Parents = [.. factor.Parents.Where(parent => parent != name)] })],
            }),
        ],
    };

    private static RandomModel Put(RandomModel model, int position, RandomVariable variable) =>
        model with { Variables = [.. model.Variables[..position], variable, .. model.Variables[(position + 1)..]] };

    private static Gen<RandomModel> Changed(RandomModel model, Func<RandomVariable, Gen<RandomVariable>> change) =>
        from v in Gen.Choose(0, model.Variables.Length - 1)
        from variable in change(model.Variables[v])
        select Put(model, v, variable);

    private static Gen<RandomModel> Changed(RandomModel model, Func<RandomFactor, Gen<RandomFactor>> change) => Changed(model, variable =>
        from f in Gen.Choose(0, variable.Factors.Length - 1)
        from factor in change(variable.Factors[f])
        select variable with { Factors = [.. variable.Factors[..f], factor, .. variable.Factors[(f + 1)..]] });
}
