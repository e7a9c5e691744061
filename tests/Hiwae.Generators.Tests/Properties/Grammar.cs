using FsCheck;
using FsCheck.Fluent;

namespace Hiwae.Generators.Tests.Properties;

/// <summary>Random declarations that the language allows: all of it, small.</summary>
/// <param name="random">Where they come from.</param>
/// <param name="drawn">The densities of what is drawn; all that can be by default.</param>
/// <param name="compiled">Whether to keep to what has a compiled form.</param>
internal sealed class Grammar(Random random, Family[]? drawn = null, bool compiled = false)
{
    private readonly Family[] all = [.. Family.All.Where(family => family.Compiled || !compiled)];
    private readonly Family[] drawn = drawn ?? [.. Family.All.Where(family => compiled ? family.CompiledDraw : family.Reparameterised)];

    /// <summary>Names that something in the emitted code, the runtime or the language has too, and a few ordinary ones.</summary>
    private static readonly string[] Names =
    [
        "X", "Y", "Z", "Z0", "A", "LatentCode", "QZ", "logQZ", "qZ0", "Q_z", "PX", "crossQZ", "Noise", "Batch", "Samples", "Scope", "Trace", "Count",
        "Observation", "LogWeights", "LogMixture", "Decoded", "Normal", "Bernoulli", "Role", "Factors", "FactorKind", "TorchSharp", "Hiwae", "System",
        "class", "value", "field", "record", "var", "æther", "_u", "Heads", "Weighting", "Mlp", "Values", "Networks", "Checks", "Activation", "torch",
        "Given", "Mask", "Step", "rawQZ", "Missing", "Mixture", "Net", "F_h", "FH", "Seen", "PseudoInputs", "headsQZ", "Raw", "Pi",
    ];

    private static readonly string[] NetworkNames =
        ["Encoder", "Trunk", "event", "Layer", "Layers1", "Input", "INetwork", "bottom", "Decoder", "Conv2", "Immutable", "Support", "DenseMap", "Glorot", "Stack"];

    private static readonly string[] FlowNames = ["Bend", "Flow", "Coupling", "IFlow", "Affine"];

    private static readonly string[] Records = ["M", "Digits", "Model", "required", "Proposal", "lower", "Normal1"];

    private readonly NetworkGrammar networks = new(random, compiled);
    private readonly List<RandomVariable> variables = [];
    private readonly Dictionary<string, HashSet<string>> origins = [];
    private RandomNetwork[] common = [];
    private RandomFlow[] flows = [];
    private string[] drawnNames = [], latentNames = [], sharedNames = [], ownNames = [];
    private bool targets;
    private int? steps;

    /// <summary>Of four declarations three keep to what has a compiled form.</summary>
    public static Gen<RandomModel> Valid => Gen.Choose(0, int.MaxValue).Select(
        seed => new Grammar(new Random(seed), compiled: seed % 4 > 0).Model());

    public RandomModel Model()
    {
        common = [networks.Anything(conditioned: false), networks.Anything(conditioned: true)];
        flows = [Flow(Pick(FlowNames), coupling: true), Flow("Still", coupling: false)];
        var names = new Queue<string>(Names.OrderBy(_ => random.Next()));
        var side = (Height: random.Next(1, 5), Width: random.Next(1, 5));
        steps = random.Next(4) == 0 ? random.Next(2, 4) : null;
        targets = steps is null && !compiled && random.Next(2) == 0;
        string[] enumerated = steps is null && random.Next(3) == 0 ? Cast(names, 1, 2) : [];
        string[] observed = Cast(names, targets ? 0 : 1, 2), latent = Cast(names, 1, 3), shared = Cast(names, 0, 2), own = Cast(names, 0, 1), given = Cast(names, 0, 1);
        foreach (var name in observed.Concat(latent).Concat(shared).Concat(own).Concat(given))
            variables.Add(new(name, Shape(side)) { PerSample = own.Contains(name), Given = given.Contains(name), Steps = steps });
        foreach (var name in enumerated)
            variables.Add(new(name, [random.Next(1, 4)]) { Enumerated = true });
        given = [.. given, .. observed.Where(_ => random.Next(3) == 0).Select(name => Mask(name, names.Dequeue())).ToArray()];
        if (steps is not null)
            given = [.. given, .. latent.Concat(shared).Concat(own).Where(_ => random.Next(5) == 0).Select(name => Mask(name, names.Dequeue(), drawnBySteps: true)).ToArray()];
        foreach (var variable in variables)
            origins[variable.Name] = [variable.Name];
        for (var more = random.Next(3); more > 0; more--)
            Feature(names.Dequeue());

        var samples = random.Next(1, 5);
        var weights = steps is null ? Pick(Weights) : "Uniform";
        Factors(observed, latent, enumerated, shared, own, given, weights);
        var model = new RandomModel(
            Pick(RandomModel.Places), Pick(Records), samples, weights, [.. variables.OrderBy(_ => random.Next())])
        {
            Name = random.Next(2) == 0 ? null : "model-1",
            Gradient = Pick<string?>([null, .. Enum.GetNames<Gradient>().Where(
                name => name != nameof(Gradient.DoublyReparameterised) || !Compares(weights) || (weights == "Balance" && Moves(variables)))]),
            Beta = weights == "Power" && random.Next(2) == 0 ? random.Next(5) * 0.5 : null,
            Alpha = samples > 1 && weights is not ("Power" or "Maximum") && random.Next(3) == 0 ? Pick([0, 0.25, 0.5, 0.9]) : null,
            KlWeight = random.Next(4) == 0 ? Pick([0, 0.5, 1, 4]) : null,
            IsCompiled = compiled,
            NestsNetworks = random.Next(2) == 0,
        };
        if (steps is not null && model.Variables.All(variable => !variable.IsAuxiliary) && random.Next(2) == 0)
            model = model with { Filtering = true, Gradient = null, Alpha = null, KlWeight = null, IsCompiled = false };
        return Christened(Headed(model));
    }

    /// <summary>Where heads are distinct, perhaps several samples from each.</summary>
    private RandomModel Headed(RandomModel model)
    {
        if (!model.HasDistinct || random.Next(2) == 0)
            return model;
        var heads = random.Next(1, 4);
        return model with { Samples = heads * random.Next(1, 4), Heads = heads };
    }

    /// <summary>The densities of what is summed over.</summary>
    private static readonly Family[] Finite = [.. Family.All.Where(family => family.Support is Support.OneHot or Support.Binary)];

    private static readonly string[] Weights = ["Uniform", "Balance", "Learned", "Power", "Maximum"];

    /// <summary>Whether weights compare the densities of proposals, so that these must differ and reverse factors must not.</summary>
    public static bool Compares(string weights) => weights is "Balance" or "Power" or "Maximum";

    /// <summary>Whether all distinct proposals are of densities that say how a value moves with their parameters.</summary>
    public static bool Moves(IEnumerable<RandomVariable> variables) =>
        variables.SelectMany(variable => variable.Factors).Where(factor => factor is { Kind: 'Q', Distinct: true }).All(factor => Family.All.Single(family => family.Name == factor.Density).Moves);

    private string[] Cast(Queue<string> names, int least, int most) =>
        [.. Enumerable.Range(0, random.Next(least, most + 1)).Select(_ => names.Dequeue())];

    private int[] Shape((int Height, int Width) side) => random.Next(5) switch
    {
        0 => [1],
        1 => [3],
        2 => [2, 2],
        var kind => [kind - 2, side.Height, side.Width],
    };

    /// <summary>A flow of one to three layers, of one value too where it has no coupling.</summary>
    private RandomFlow Flow(string name, bool coupling)
    {
        string Layer() => random.Next(coupling ? 4 : 2) switch
        {
            0 => "Permute",
            1 => "ActNorm",
            2 => "Coupling",
            _ => $"Coupling(Hidden = [{random.Next(1, 5)}], Activation = global::Hiwae.Activation.{Pick(NetworkGrammar.Activations)})",
        };
        return new(name, [.. Enumerable.Range(0, random.Next(3)).Select(_ => Layer()), coupling ? "Coupling(Hidden = [3])" : "ActNorm"]);
    }

    /// <summary>Mostly none; one that fits what is drawn by a density on the real line.</summary>
    private RandomFlow? FlowOf(string name, Family family)
    {
        var variable = variables.Single(variable => variable.Name == name);
        return family.Support != Support.Real || variable.Mask is not null || random.Next(3) > 0 ? null
            : !drawnNames.Contains(name) ? null
            : flows[variable.Size == 1 ? 1 : random.Next(2)];
    }

    /// <summary>A mask, value by value or for the whole.</summary>
    private string Mask(string observed, string name, bool drawnBySteps = false)
    {
        var variable = variables.Single(variable => variable.Name == observed);
        variables[variables.IndexOf(variable)] = variable with { Mask = name };
        variables.Add(new(name, !drawnBySteps && random.Next(2) == 0 ? variable.Shape : [1]) { Given = true, Steps = steps });
        return name;
    }

    private void Feature(string name)
    {
        RandomVariable[] candidates = [.. variables.Where(variable => !variable.Enumerated)];
        var parents = Some(candidates, 1, 2);
        var context = random.Next(4) == 0 ? candidates.Except(parents).OrderBy(_ => random.Next()).FirstOrDefault() : null;
        var previous = steps is null ? [] : Some(candidates, 0, 1);
        var net = Network([.. parents, .. previous], context is not null, target: null);
        variables.Add(new(name, NetworkGrammar.Output(net, [.. parents.Concat(previous).Select(parent => parent.Shape)]))
        {
            Feature = new(net, [.. parents.Select(parent => parent.Name)], context?.Name) { Previous = [.. previous.Select(variable => variable.Name)] },
            WritesShape = random.Next(2) == 0,
            Steps = steps,
        });
        origins[name] = [.. parents.Concat(previous).Append(context).OfType<RandomVariable>().SelectMany(variable => origins[variable.Name])];
    }

    private void Factors(string[] observed, string[] latent, string[] enumerated, string[] shared, string[] own, string[] given, string weights)
    {
        (drawnNames, latentNames, sharedNames, ownNames) = ([.. latent, .. shared, .. own], latent, shared, own);
        string[] drawnOrSeen = [.. observed, .. latent], generated = Shuffled([.. drawnOrSeen, .. enumerated]), plate = Shuffled([.. latent, .. own]), auxiliary = Shuffled([.. shared, .. own]);
        var compares = Compares(weights);
        var reverseDistinct = steps is null && !compares && random.Next(2) == 0;
        var fixedFamilies = latent.Concat(auxiliary).ToDictionary(name => name, name => Pick(Fitting(name, drawn)));
        HashSet<string> unnormalised = [.. latent.Where(_ => targets).Take(1), .. latent.Where(_ => targets && random.Next(3) == 0)];
        foreach (var name in unnormalised)
            fixedFamilies[name] = Pick(Fitting(name, drawn).Where(family => family.Support == Support.Real).ToArray());
        Family Drawn(string name) => Pick(Fitting(name, drawn).Where(family => family.Support == fixedFamilies[name].Support).ToArray());

        // Variational mixtures of posteriors are for latent variables whose proposal looks at the data alone.
        HashSet<string> posteriors = [.. latent.Where(name => steps is null && observed.Length > 0 && name != plate[0] && !unnormalised.Contains(name) && random.Next(4) == 0)];
        foreach (var (name, i) in generated.Select((name, i) => (name, i)))
        {
            if (posteriors.Contains(name))
                Add(name, new('P', fixedFamilies[name].Name) { PseudoInputs = random.Next(1, 4) });
            else if (unnormalised.Contains(name))
                Add(name, new(RandomFactor.Target, Family.Bowl, [.. Some(Available([.. generated[..i], .. given]), 0, 2).Select(parent => parent.Name)]));
            else
                Add(name, Factor('P', name, enumerated.Contains(name) ? Pick(Finite) : observed.Contains(name) ? Observed(name) : Drawn(name), [.. generated[..i], .. given], distinct: false));
        }

        for (var i = 0; i < shared.Length; i++)
            Add(shared[i], Factor('Q', shared[i], Drawn(shared[i]), [.. observed, .. given, .. shared[..i]], distinct: false));
        for (var i = 0; i < plate.Length; i++)
        {
            var name = plate[i];
            Add(name, posteriors.Contains(name)
                ? Posterior(name, fixedFamilies[name], observed)
                : Factor('Q', name, Drawn(name), [.. observed, .. given, .. shared, .. plate[..i]], (i == 0 && weights != "Uniform") || (steps is null && random.Next(3) == 0)));
        }

        for (var i = 0; i < auxiliary.Length; i++)
        {
            Add(auxiliary[i], Factor(
                'R', auxiliary[i], Drawn(auxiliary[i]), [.. drawnOrSeen, .. given, .. auxiliary[..i]], reverseDistinct && random.Next(2) == 0));
        }
    }

    /// <summary>What may be a parent of something that comes after some variables: these, and features of them.</summary>
    private RandomVariable[] Available(string[] before) => [.. variables.Where(variable => origins[variable.Name].IsSubsetOf(before))];

    /// <summary>What of the step before a factor may read: not what is outside of its kind, nor, of what all samples share, what is in the plate.</summary>
    private RandomVariable[] Available(char kind, string name)
    {
        string[] plate = [.. ownNames, .. latentNames];
        return [.. variables.Where(variable => kind switch
        {
            'P' => !origins[variable.Name].Overlaps([.. sharedNames, .. ownNames]),
            'Q' when sharedNames.Contains(name) => !origins[variable.Name].Overlaps(plate),
            _ => true,
        })];
    }

    private Family Observed(string name)
    {
        var variable = variables.Single(variable => variable.Name == name);
        var pointwise = variable.Mask is { } mask && variables.Single(other => other.Name == mask).Size > 1;
        return Pick(Fitting(name, all).Where(family => family.Pointwise || !pointwise).ToArray());
    }

    /// <summary>Those of some families that a variable has values enough for.</summary>
    private Family[] Fitting(string name, Family[] families) => [.. families.Where(family => family.Least <= variables.Single(variable => variable.Name == name).Size)];

    private void Add(string name, RandomFactor factor)
    {
        var at = variables.FindIndex(variable => variable.Name == name);
        variables[at] = variables[at] with { Factors = [.. variables[at].Factors, factor] };
    }

    /// <summary>The proposal of a variable whose prior is a mixture of it.</summary>
    private RandomFactor Posterior(string name, Family family, string[] observed)
    {
        var parents = Some(variables.Where(variable => observed.Contains(variable.Name)).ToArray(), 1, 2);
        var factor = new RandomFactor('Q', family.Name, [.. parents.Select(parent => parent.Name)]);
        return Layered(factor, name, family, parents, [], image: true);
    }

    /// <summary>A factor with parents among what may come before it, and among features of that.</summary>
    private RandomFactor Factor(char kind, string name, Family family, string[] before, bool distinct)
    {
        var available = Available(before);
        var parents = Some(available, 0, 3);
        var previous = steps is null ? [] : Some(Available(kind, name), 0, 2);
        var factor = new RandomFactor(kind, family.Name, [.. parents.Select(parent => parent.Name)])
        {
            Distinct = distinct,
            Flow = FlowOf(name, family),
            Previous = [.. previous.Select(variable => variable.Name)],
        };
        var mixes = kind != 'Q' && random.Next(4) == 0;
        if (parents.Length + previous.Length == 0)
            factor = factor with { Learned = distinct || random.Next(2) == 0 };
        if (mixes && (parents.Length + previous.Length > 0 || factor.Learned))
            factor = factor with { Components = random.Next(1, 4) };
        if (kind == 'P' && parents.Length + previous.Length > 0 && family.HasScale && factor.Components is null && random.Next(3) == 0)
            factor = factor with { Scale = Pick(["Network", "PerValue", "Shared", "Standard"]) };
        return parents.Length + previous.Length == 0
            ? factor
            : Layered(factor, name, family, [.. parents, .. previous], [.. available.Except(parents)], image: !distinct && factor.Components is null or 1);
    }

    /// <summary>A factor with what is between its parents and its density.</summary>
    private RandomFactor Layered(
        RandomFactor factor, string name, Family family, RandomVariable[] parents, RandomVariable[] contexts, bool image)
    {
        if (random.Next(2) == 0)
        {
            return factor with
            {
                Hidden = random.Next(4) switch { 0 => null, 1 => [], 2 => [4], _ => [4, 3] },
                Activation = random.Next(3) == 0 ? Pick(NetworkGrammar.Activations) : null,
            };
        }

        var shape = variables.Single(variable => variable.Name == name).Shape;
        var context = random.Next(3) == 0 && contexts.Length > 0 ? Pick(contexts) : null;
        int[]? target = image && shape.Length == 3 && !family.HasPairs && random.Next(2) == 0 ? [(family.Parameters - (factor.Scale is null or "Network" ? 0 : 1)) * shape[0], shape[1], shape[2]] : null;
        return factor with { Net = Network(parents, context is not null, target), Context = context?.Name };
    }

    private RandomNetwork Network(RandomVariable[] parents, bool conditioned, int[]? target) => target is null && random.Next(3) == 0
        ? common[conditioned ? 1 : 0]
        : networks.For([.. parents.Select(parent => parent.Shape)], conditioned, target);

    /// <summary>Every network gets a name, the same where it is used twice.</summary>
    private RandomModel Christened(RandomModel model)
    {
        var names = new Queue<string>(NetworkNames.OrderBy(_ => random.Next()));
        var given = new Dictionary<RandomNetwork, RandomNetwork>(ReferenceEqualityComparer.Instance);
        RandomNetwork? Named(RandomNetwork? network)
        {
            if (network is null)
                return null;
            if (!given.ContainsKey(network))
                given[network] = network with { Name = names.TryDequeue(out var name) ? name : $"Net{given.Count}" };
            return given[network];
        }

        return model with
        {
            Variables =
            [
                .. model.Variables.Select(variable => variable with
                {
                    Factors = [.. variable.Factors.Select(factor => factor with { Net = Named(factor.Net) })],
                    Feature = variable.Feature is { } feature ? feature with { Net = Named(feature.Net)! } : null,
                }),
            ],
        };
    }

    private T[] Some<T>(IReadOnlyList<T> from, int least, int most) =>
        [.. from.OrderBy(_ => random.Next()).Take(random.Next(least, Math.Max(least, Math.Min(most, from.Count)) + 1))];

    private T[] Shuffled<T>(T[] items) => [.. items.OrderBy(_ => random.Next())];

    private T Pick<T>(T[] items) => items[random.Next(items.Length)];
}
