namespace Hiwae.Generators.Tests.Properties;

/// <summary>Mistakes of which it is known what must be said, once.</summary>
internal static class Mistakes
{
    public static readonly IReadOnlyList<Func<RandomModel, Random, Mistake?>> Known =
    [
        // The record and the model attribute.
        (model, _) => new(model with { Head = "public record" }, "not partial", "HIW0001"),
        (model, _) => new(model with { Head = "public abstract partial record" }, "abstract", "HIW0002"),
        (model, _) => new(model with { Variables = [] }, "no variables", "HIW0003"),
        (model, _) => new(model with { Samples = 0 }, "no samples", "HIW0025"),
        (model, _) => new(model with { Name = "Big Model" }, "a bad name", "HIW0035"),
        (model, random) => new(model with { Record = Damages.Pick(random, ["Network", "CreateNetwork"]) }, "a name that is needed", "HIW0033"),
        (model, _) => model.Weights == "Power" ? new(model with { Beta = -1 }, "a negative β", "HIW0057") : new(model with { Beta = 1 }, "β for nothing", "HIW0056"),
        (model, random) => new(model with { Alpha = Damages.Pick(random, [-0.5, 1, 2.5]) }, "an α that is none", "HIW0078"),
        (model, _) => model.Weights is "Power" or "Maximum" ? new(model with { Alpha = 0.5 }, "an α of weights without a mixture", "HIW0077") : null,
        (model, random) => new(model with { KlWeight = Damages.Pick(random, [-0.5, -4]) }, "a KL weight below zero", "HIW0085"),
        (model, _) => new(model with { Samples = 5, Heads = 2 }, "an odd sample", "HIW0073"),
        (model, random) => new(model with { Heads = Damages.Pick(random, [0, -3, model.Samples + 1]) }, "no such number of heads", "HIW0074"),
        (model, _) => model.HasDistinct ? null : new(model with { Heads = 1 }, "a head of nothing", "HIW0075"),
        (model, _) => !model.HasDistinct
            ? new(model with { Weights = "Balance", Beta = null }, "nothing to compare", "HIW0032", "HIW0088")
            : null,

        (model, _) => model.Weights is "Power" or "Maximum"
            ? new(model with { Gradient = "DoublyReparameterised" }, "doubly reparameterised power or maximum weights", "HIW0058")
            : null,
        (model, _) => model.Weights == "Balance" && !Grammar.Moves(model.Variables)
            ? new(model with { Gradient = "DoublyReparameterised" }, "doubly reparameterised balance weights of a density without velocity", "HIW0071")
            : null,
        (model, _) => new(model with { Gradient = "Reparameterised + 40" }, "no such gradient", "HIW0012"),

        // Targets.
        Variable(
            "is generated and a target",
            variable => variable is { P: not null, P.PseudoInputs: null },
            variable => variable with { Factors = [.. variable.Factors, Bowl] },
            "HIW0059"),
        Variable("is auxiliary and a target", variable => variable.IsAuxiliary, variable => variable with { Factors = [Bowl, .. variable.Factors] }, "HIW0059"),
        Variable("is a target alone", variable => variable.IsObserved, variable => variable with { Factors = [Bowl] }, "HIW0059"),
        Variable("is given and a target", variable => variable.Given, variable => variable with { Factors = [Bowl] }, "HIW0037"),
        Variable("is a feature and a target", variable => variable.Feature is not null, variable => variable with { Factors = [Bowl] }, "HIW0038"),

        // Variables.
        Variable("is no tensor", _ => true, variable => variable with { Type = "string" }, "HIW0004"),
        Variable("may be null", _ => true, variable => variable with { Type = "Tensor?" }, "HIW0004"),
        Variable("has no shape", variable => variable.Feature is null, variable => variable with { WritesShape = false }, "HIW0005"),
        Variable("has an empty shape", variable => variable.WritesShape, variable => variable with { Shape = [] }, "HIW0005"),
        Variable("has a size of none", variable => variable.WritesShape, variable => variable with { Shape = [2, -3] }, "HIW0006"),
        Variable("is too large", variable => variable.WritesShape, variable => variable with { Shape = [70000, 70000] }, "HIW0007"),
        Variable(
            "has no factor", variable => variable is { IsObserved: true, Mask: null }, variable => variable with { Factors = [] }, "HIW0008"),
        Variable("is proposed only", variable => variable.IsLatent, variable => variable with { Factors = [variable.Q!] }, "HIW0009"),
        Variable("is proposed only", variable => variable.IsAuxiliary, variable => variable with { Factors = [variable.Q!], PerSample = false }, "HIW0009"),
        Variable("is not proposed", variable => variable.IsAuxiliary, variable => variable with { Factors = [variable.R!], PerSample = false }, "HIW0010"),
        Variable(
            "is generated and reversed",
            variable => variable is { P: not null, P.PseudoInputs: null },
            variable => variable with { Factors = [.. variable.Factors, new('R', variable.P!.Density)] },
            "HIW0011"),
        Variable(
            "is drawn per sample",
            variable => !variable.IsAuxiliary,
            variable => variable with { PerSample = true },
            "HIW0021"),
        Variable(
            "is given and generated", variable => variable.Given, variable => variable with { Factors = [new('P', "Normal")] }, "HIW0037"),
        Variable(
            "is a feature and generated", variable => variable.Feature is not null, variable => variable with { Factors = [new('P', "Normal")] }, "HIW0038"),
        Variable(
            "is a feature of another shape",
            variable => variable.Feature is not null,
            variable => variable with { Shape = [variable.Size + 1], WritesShape = true },
            "HIW0050"),
        (model, random) => Named(model, random, variable => true, (variable, _) => new(model.Renamed(variable.Name, "Variables"), "takes a name", "HIW0033")),
        (model, random) => Named(model, random, variable => true, (variable, other) => Similar(other) is { } name
            ? new(model.Renamed(variable.Name, name), $"{name} is like {other}", "HIW0034")
            : null),

        // Masks; in a sequence what is drawn may have one as well.
        (model, random) => Named(model, random, variable => !variable.IsObserved && !(variable.Steps > 0 && (variable.IsLatent || variable.IsAuxiliary)), (variable, other) => model[other].Given
            ? new(model.With(variable, variable with { Mask = other }), $"{variable.Name} is masked", "HIW0039")
            : null),
        (model, random) => Named(model, random, variable => variable.Mask is not null, (variable, other) => !model[other].Given
            ? new(model.With(variable, variable with { Mask = other }), $"{other} is no mask", "HIW0040")
            : null),
        Variable("has an unknown mask", variable => variable.IsObserved, variable => variable with { Mask = "Nowhere" }, "HIW0015"),
        (model, random) => Named(model, random, variable => variable is { Mask: not null, P.Net: null }, (variable, _) =>
            model[variable.Mask!].Size > 1
                ? new(model.With(variable, variable.P!, variable.P! with { Density = Damages.Pick(random, ["Unit", "Categorical"]) }), "not pointwise", "HIW0041")
                : null),

        // Parents.
        Factor("has an unknown parent", factor => factor.Parents.Length > 0, factor => factor with { Parents = [.. factor.Parents, "Nobody"] }, "HIW0015"),
        Factor("has a parent twice", factor => factor.Parents.Length > 0, factor => factor with { Parents = [.. factor.Parents, factor.Parents[0]] }, "HIW0016"),
        Factor("has a parent as context", Conditioned, factor => factor with { Context = factor.Parents[0] }, "HIW0016"),
        Factor("has an unknown context", Conditioned, factor => factor with { Context = "Nothing" }, "HIW0015"),
        (model, random) => Own(model, random),
        (model, random) => Reaching(model, random, "P", variable => variable.IsAuxiliary, "HIW0019"),
        (model, random) => Reaching(model, random, "Q", variable => variable.IsLatent, "HIW0018", "HIW0020"),
        (model, random) => Cycle(model, random),

        // Densities.
        Factor("is no density", IsDensity, factor => factor with { Density = "Undeclared" }, "HIW0024", "HIW0049"),
        (model, random) => Drawn(model, random, 'Q', "HIW0022"),
        (model, random) => Drawn(model, random, 'P', "HIW0023"),
        (model, random) => Drawn(model, random, 'R', "HIW0023"),

        // Sums.
        Variable("is summed over and drawn", variable => variable.IsLatent, variable => variable with { Enumerated = true }, "HIW0089"),
        Variable("is summed over and given", variable => variable.Given, variable => variable with { Enumerated = true }, "HIW0089"),
        Variable(
            "has infinitely many states",
            variable => variable is { Enumerated: true },
            variable => variable with { Factors = [variable.P! with { Density = "Normal", Net = null, Context = null, Components = null }] },
            "HIW0089"),
        Variable("has too many states", variable => variable is { Enumerated: true, P: { Net: null } }, variable => variable with { Shape = [5000] }, "HIW0090"),
        (model, random) => Named(model, random, variable => variable is { Q: { Net: null, Parents.Length: > 0 } }, (variable, other) => model[other].Enumerated
            ? new(model.With(variable, variable.Q!, variable.Q! with { Parents = [.. variable.Q!.Parents, other] }), $"Q of {variable.Name} looks at {other}", "HIW0091")
            : null),

        // Sequences.
        Variable("has another number of steps", variable => variable is { Steps: > 0, Mask: null }, variable => variable with { Steps = variable.Steps + 1 }, "HIW0093"),
        Variable("has no steps", variable => variable.Steps > 0, variable => variable with { Steps = 0 }, "HIW0093"),
        (model, random) => Named(model, random, variable => variable is { Steps: null, P: { Net: null, PseudoInputs: null, Learned: false } }, (variable, other) =>
            new(model.With(variable, variable.P!, variable.P! with { Previous = [other] }), $"{variable.Name} has no step before", "HIW0092")),
        (model, _) => model.Variables.All(variable => variable.Steps is null) ? new(model with { Filtering = true }, "filters nothing", "HIW0088") : null,
        (model, _) => model.Filtering ? new(model with { Alpha = 0.5, Samples = Math.Max(2, model.Samples) }, "filters powers", "HIW0088") : null,

        // Networks of factors.
        Factor("is learned", HasParents, factor => factor with { Learned = true }, "HIW0028"),
        Factor("has a layer of no width", factor => HasParents(factor) && factor.Net is null, factor => factor with { Hidden = [3, 0] }, "HIW0026"),
        Factor("has layers without parents", factor => factor is { Parents: [], Previous: [], PseudoInputs: null } && IsDensity(factor), factor => factor with { Hidden = [3] }, "HIW0027"),
        Factor("has an activation without parents", factor => factor is { Parents: [], Previous: [] } && IsDensity(factor), factor => factor with { Activation = "Relu" }, "HIW0027"),
        Factor("has no such activation", factor => HasParents(factor) && factor.Net is null, factor => factor with { Activation = "Tanh + 40" }, "HIW0012"),
        Factor("is distinct and fixed", factor => factor is { Kind: 'R', Parents: [], Previous: [], Learned: false }, factor => factor with { Distinct = true }, "HIW0029"),
        (model, random) => Named(model, random, variable => variable is { IsAuxiliary: true, PerSample: false } && IsTrunk(variable.Q!), (variable, _) =>
            new(model.With(variable, variable.Q!, variable.Q! with { Distinct = true }), $"{variable.Name} is shared and distinct", "HIW0030", "HIW0093")),
        (model, random) => Named(model, random, variable => variable.IsAuxiliary && IsTrunk(variable.R!), (variable, _) => Grammar.Compares(model.Weights)
            ? new(model.With(variable, variable.R!, variable.R! with { Distinct = true }), $"R of {variable.Name} is distinct", "HIW0031", "HIW0093")
            : null),
        Factor(
            "has a type that is no network",
            HasParents,
            factor => factor with { Net = null, Hidden = null, Activation = null, NoNet = "string" },
            "HIW0042"),
        Factor("has two networks", factor => factor.Net is not null, factor => factor with { Hidden = [3] }, "HIW0043"),
        Factor("has a network that does not fit", HasParents, factor => Declared(factor, new("Unflatten", 7, 7, 7), new("Flatten")), "HIW0044"),
        (model, random) => Named(model, random, variable => variable.P is { } p && IsTrunk(p) && HasParents(p), (variable, _) =>
            variable.Shape is [4, 1, 1] || variable.P!.Components > 1
                ? null
                : new(
                    model.With(variable, variable.P!, Declared(variable.P!, new("Dense", 99), new("Unflatten", 99, 1, 1))), "an image of no use", "HIW0045")),
        Factor("has a context that nothing looks at", factor => HasParents(factor) && factor.Net is null && factor.Parents.Length > 1, factor => factor with
        {
            Context = factor.Parents[^1],
            Parents = factor.Parents[..^1],
        }, "HIW0046"),
        Factor("has no context", Conditioned, factor => factor with { Context = null }, "HIW0046"),
        Factor(
            "is a mixture of images",
            factor => factor is { Kind: 'P' or 'R', Net.EndsInImage: true, Distinct: false },
            factor => factor with { Components = 2 },
            "HIW0047"),
        Factor("has no components", factor => factor.Kind is 'P' or 'R', factor => factor with { Components = -1 }, "HIW0048"),
        Factor("has fewer than no pseudo-inputs", factor => factor.Kind == 'P', factor => factor with { PseudoInputs = -1 }, "HIW0048"),
        Factor(
            "mixes what is all the same",
            factor => factor is { Kind: 'P' or 'R', Parents: [], Previous: [], Learned: false, PseudoInputs: null },
            factor => factor with { Components = 2 },
            "HIW0048"),
        Factor(
            "has a scale of nothing",
            factor => factor is { Kind: 'P', PseudoInputs: null } && Family.All.Any(family => family.Name == factor.Density && !family.HasScale),
            factor => factor with { Scale = "PerValue" },
            "HIW0086"),
        (model, random) => Named(model, random, variable => variable is { IsObserved: true, Mask: null, Size: <= 3 } && variable.P is { Scale: null or "Network", Net: null }, (variable, _) =>
            new(model.With(variable, variable.P!, variable.P! with { Density = "LowRankMultivariateNormal<Rank3>" }), $"{variable.Name} has a rank too high", "HIW0087")),
        (model, random) => Named(model, random, variable => variable.IsObserved, (variable, _) =>
            new(model.With(variable, variable.P!, variable.P! with { PseudoInputs = 2 }), $"{variable.Name} has no posterior", "HIW0049", "HIW0093")),

        // Declared networks.
        Network("is not partial", network => network with { Head = "public sealed record" }, "HIW0051"),
        Network("is abstract", network => network with { Head = "public abstract partial record" }, "HIW0052"),
        Network("has no layers", network => network with { Layers = [] }, "HIW0053"),
        Network("has a layer of nothing", network => network with { Layers = [.. network.Layers, new("Flatten"), new("Dense", 0)] }, "HIW0054"),
        Network("drops everything", network => network with { Layers = [new("Dropout") { Probability = 1 }, .. network.Layers] }, "HIW0054"),
        Network("flattens a vector", network => network with { Layers = [.. network.Layers, new("Dense", 3), new("Flatten")] }, "HIW0055"),
        Network("has no such activation", network => network with { Activation = "Tanh + 40" }, "HIW0012"),

        // Flows.
        Flow("is not partial", flow => flow with { Head = "public sealed record" }, "HIW0080"),
        Flow("is abstract", flow => flow with { Head = "public abstract partial record" }, "HIW0081"),
        Flow("has no layers", flow => flow with { Layers = [] }, "HIW0082"),
        Flow("has a layer of no width", flow => flow with { Layers = [.. flow.Layers, "Coupling(Hidden = [2, 0])"] }, "HIW0054"),
        (model, random) => Named(model, random, variable => variable.IsObserved && model.Flows.Any(), (variable, _) =>
            new(model.With(variable, variable.P!, variable.P! with { Flow = model.Flows.First() }), $"{variable.Name} flows", "HIW0084", "HIW0093")),
    ];

    private static RandomFactor Bowl => new(RandomFactor.Target, Family.Bowl);

    /// <summary>Whether there is something that a network maps; a target has none.</summary>
    private static bool HasParents(RandomFactor factor) => factor.Parents.Length > 0 && IsDensity(factor);

    private static bool IsDensity(RandomFactor factor) => factor.Kind != RandomFactor.Target;

    private static bool Conditioned(RandomFactor factor) => factor.Context is not null;

    /// <summary>Whether parameters come through an output layer, so that there can be several.</summary>
    private static bool IsTrunk(RandomFactor factor) =>
        (HasParents(factor) || factor.Learned) && factor is not { Net.EndsInImage: true };

    /// <summary>The factor with a network of its own, and nothing that would not go with it.</summary>
    private static RandomFactor Declared(RandomFactor factor, params RandomLayer[] layers) =>
        factor with { Hidden = null, Activation = null, Context = null, Components = null, Net = new("Misfit", layers) };

    private static Func<RandomModel, Random, Mistake?> Variable(
        string what, Func<RandomVariable, bool> where, Func<RandomVariable, RandomVariable> change, params string[] ids) =>
        (model, random) => Named(model, random, where, (variable, _) => new(model.With(variable, change(variable)), $"{variable.Name} {what}", ids));

    private static Func<RandomModel, Random, Mistake?> Factor(
        string what, Func<RandomFactor, bool> where, Func<RandomFactor, RandomFactor> change, params string[] ids) => (model, random) =>
        {
            var all = model.Variables.SelectMany(variable => variable.Factors.Where(where).Select(factor => (variable, factor))).ToArray();
            if (all.Length == 0)
                return null;
            var (variable, factor) = Damages.Pick(random, all);
            return new(model.With(variable, factor, change(factor)), $"{factor.Kind} of {variable.Name} {what}", ids);
        };

    private static Func<RandomModel, Random, Mistake?> Network(string what, Func<RandomNetwork, RandomNetwork> change, params string[] ids) =>
        (model, random) =>
        {
            RandomNetwork[] all = [.. model.Networks];
            if (all.Length == 0)
                return null;
            var network = Damages.Pick(random, all);
            return new(model.With(network, change(network)), $"{network.Name} {what}", ids);
        };

    /// <summary>With a flow changed wherever it is used.</summary>
    private static Func<RandomModel, Random, Mistake?> Flow(string what, Func<RandomFlow, RandomFlow> change, params string[] ids) =>
        (model, random) =>
        {
            RandomFlow[] all = [.. model.Flows];
            if (all.Length == 0)
                return null;
            var flow = Damages.Pick(random, all);
            var changed = change(flow);
            return new(
                model with
                {
                    Variables =
                    [
                        .. model.Variables.Select(variable => variable with
                        {
                            Factors = [.. variable.Factors.Select(factor => factor.Flow?.Name == flow.Name ? factor with { Flow = changed } : factor)],
                        }),
                    ],
                },
                $"{flow.Name} {what}",
                ids);
        };

    /// <summary>With a variable for which something holds, and the name of another one.</summary>
    private static Mistake? Named(
        RandomModel model, Random random, Func<RandomVariable, bool> where, Func<RandomVariable, string, Mistake?> mistake)
    {
        RandomVariable[] all = [.. model.Variables.Where(where)];
        if (all.Length == 0 || model.Variables.Length < 2)
            return null;
        var variable = Damages.Pick(random, all);
        var others = model.Variables.Where(other => other != variable).Select(other => other.Name).ToArray();
        return mistake(variable, Damages.Pick(random, others));
    }

    /// <summary>A name that is written alike in the names of submodules.</summary>
    private static string? Similar(string name) =>
        char.IsUpper(name[0]) && (name.Length == 1 || !char.IsUpper(name[1])) ? char.ToLowerInvariant(name[0]) + name[1..] : null;

    private static Mistake? Own(RandomModel model, Random random) => Named(model, random, variable => variable.Factors.Any(HasParents), (variable, _) =>
    {
        var factor = Damages.Pick(random, [.. variable.Factors.Where(HasParents)]);
        return variable.P is { PseudoInputs: not null }
            ? null
            : new(model.With(variable, factor, factor with { Parents = [.. factor.Parents, variable.Name] }), $"{variable.Name} is its own parent", "HIW0017");
    });

    /// <summary>A generative factor that looks at an auxiliary, or a shared proposal at a latent variable.</summary>
    private static Mistake? Reaching(RandomModel model, Random random, string kind, Func<RandomVariable, bool> what, params string[] ids)
    {
        bool Looks(RandomFactor? factor) => factor is { Parents.Length: > 0, Net: null };
        RandomVariable[] from = [.. model.Variables.Where(variable => kind == "P" ? Looks(variable.P) : variable is { IsAuxiliary: true, PerSample: false } && Looks(variable.Q))];
        RandomVariable[] to = [.. model.Variables.Where(what)];
        if (from.Length == 0 || to.Length == 0)
            return null;
        var variable = Damages.Pick(random, from);
        var factor = kind == "P" ? variable.P! : variable.Q!;
        var parent = Damages.Pick(random, to).Name;
        return new(model.With(variable, factor, factor with { Parents = [.. factor.Parents, parent] }), $"{kind} of {variable.Name} looks at {parent}", ids);
    }

    private static Mistake? Cycle(RandomModel model, Random random)
    {
        var edges = (
            from variable in model.Variables
            from factor in variable.Factors
            from parent in factor.Parents
            from back in model[parent].Factors
            where back.Kind == factor.Kind && back.Parents.Length > 0 && !back.Conditions.Contains(variable.Name) && model[parent].P?.PseudoInputs is null
            select (variable, parent, back)).ToArray();
        if (edges.Length == 0)
            return null;
        var (start, end, factorBack) = Damages.Pick(random, edges);
        return new(
            model.With(model[end], factorBack, factorBack with { Parents = [.. factorBack.Parents, start.Name] }), $"{start.Name} and {end} form a cycle", "HIW0018");
    }

    /// <summary>A density that cannot be drawn from, or is of other values.</summary>
    private static Mistake? Drawn(RandomModel model, Random random, char kind, string id) => Factor(
        "has a density that does not fit",
        factor => factor.Kind == kind && factor is not { Net.EndsInImage: true } && model.Variables.Any(variable =>
            variable.Factors.Contains(factor) && variable is { Q: not null, P: null or { PseudoInputs: null } }),
        factor => factor with { Density = "Bernoulli", Scale = null },
        id)(model, random);
}
