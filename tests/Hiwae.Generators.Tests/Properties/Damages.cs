namespace Hiwae.Generators.Tests.Properties;

/// <summary>Changes after which a declaration may or may not be wrong, in one way or in several.</summary>
internal static class Damages
{
    public static readonly IReadOnlyList<Func<RandomModel, Random, Mistake?>> All =
    [
        (model, random) => Factor(model, random, "one parent more", factor => factor with
        {
            Parents = [.. factor.Parents, Pick(random, [.. model.Variables.Select(variable => variable.Name), "Nobody"])],
        }),
        (model, random) => Factor(model, random, "no parents", factor => factor with { Parents = [] }),
        (model, random) => Factor(model, random, "Distinct", factor => factor with { Distinct = !factor.Distinct }),
        (model, random) => Factor(model, random, "Learned", factor => factor with { Learned = !factor.Learned }),
        (model, random) => Factor(model, random, "another density", factor => factor with { Density = Pick(random, Family.All).Name }),
        (model, random) => Factor(model, random, "another kind", factor => factor with { Kind = Pick(random, ['P', 'Q', 'R', RandomFactor.Target]) }),
        (model, random) => Factor(model, random, "another network", factor => factor with { Net = model.Networks.FirstOrDefault() }),
        (model, random) => Factor(model, random, "no network", factor => factor with { Net = null }),
        (model, random) => Factor(model, random, "another context", factor => factor with
        {
            Context = Pick(random, [.. model.Variables.Select(variable => variable.Name), null]),
        }),
        (model, random) => Factor(model, random, "components", factor => factor with { Components = random.Next(-1, 3) }),
        (model, random) => Factor(model, random, "pseudo-inputs", factor => factor with { PseudoInputs = random.Next(-1, 3) }),
        (model, random) => Variable(model, random, "a factor less", variable => variable with { Factors = [.. variable.Factors.Skip(1)] }),
        (model, random) => Variable(model, random, "a target more", variable => variable with { Factors = [new(RandomFactor.Target, Family.Bowl), .. variable.Factors.Skip(random.Next(2))] }),
        (model, random) => new(model with { Gradient = Pick(random, Enum.GetNames<Gradient>()) }, "another gradient"),
        (model, random) => Variable(model, random, "PerSample", variable => variable with { PerSample = !variable.PerSample }),
        (model, random) => Variable(model, random, "Given", variable => variable with { Given = !variable.Given }),
        (model, random) => Variable(model, random, "another mask", variable => variable with { Mask = Pick(random, model.Variables).Name }),
        (model, random) => Variable(model, random, "another shape", variable => variable with
        {
            Shape = Pick(random, new int[][] { [1], [5], [1, 2, 2], [2, 3, 3], [70000, 70000] }),
        }),
        (model, random) => Network(model, random, "a layer less", network => network with { Layers = [.. network.Layers.Skip(1)] }),
        (model, random) => Network(model, random, "the last layer less", network => network with { Layers = network.Layers[..^1] }),
        (model, random) => Network(model, random, "layers the other way round", network => network with { Layers = [.. network.Layers.Reverse()] }),
        (model, random) => Network(model, random, "a layer more", network => network with
        {
            Layers = [.. network.Layers, Pick(random, [new("Flatten"), new("Dense", 4), new("Unflatten", 1, 2, 2), new RandomLayer("Conv", 2, 3, 1, 0)])],
        }),
        (model, random) => Network(model, random, "another number", network =>
        {
            var at = random.Next(network.Layers.Length);
            var layer = network.Layers[at];
            if (layer.Numbers.Length == 0)
                return network;
            int[] numbers = [.. layer.Numbers];
            numbers[random.Next(numbers.Length)] = Pick(random, [0, -1, 2, 7, int.MaxValue]);
            return network with { Layers = [.. network.Layers[..at], layer with { Numbers = numbers }, .. network.Layers[(at + 1)..]] };
        }),
        (model, random) => new(model with { Samples = random.Next(-1, 7) }, "another number of samples"),
        (model, random) => new(model with { Heads = random.Next(-1, 7) }, "another number of heads"),
        (model, random) => new(model with { Weights = Pick(random, Enum.GetNames<Weights>()) }, "other weights"),
        (model, random) => new(model with { Record = Pick(random, ["Network", "Variables"]) }, "another name"),
        (model, random) => Variable(model, random, "a name that is taken", variable => variable with { Name = "Description" }),
        (model, random) =>
        {
            var gone = Pick(random, model.Variables);
            return new(model with { Variables = [.. model.Variables.Where(variable => variable != gone)] }, $"{gone.Name} is gone");
        },
    ];

    public static T Pick<T>(Random random, T[] items) => items[random.Next(items.Length)];

    private static Mistake? Factor(RandomModel model, Random random, string what, Func<RandomFactor, RandomFactor> change)
    {
        var variable = Pick(random, model.Variables);
        if (variable.Factors.Length == 0)
            return null;
        var factor = Pick(random, variable.Factors);
        return new(model.With(variable, factor, change(factor)), $"{factor.Kind} of {variable.Name}: {what}");
    }

    private static Mistake Variable(RandomModel model, Random random, string what, Func<RandomVariable, RandomVariable> change)
    {
        var variable = Pick(random, model.Variables);
        return new(model.With(variable, change(variable)), $"{variable.Name}: {what}");
    }

    private static Mistake? Network(RandomModel model, Random random, string what, Func<RandomNetwork, RandomNetwork> change)
    {
        RandomNetwork[] networks = [.. model.Networks];
        if (networks.Length == 0)
            return null;
        var network = Pick(random, networks);
        return new(model.With(network, change(network)), $"{network.Name}: {what}");
    }
}
