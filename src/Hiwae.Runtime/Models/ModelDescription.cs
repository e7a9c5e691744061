using Hiwae.Networks;
using Hiwae.Programs;

namespace Hiwae;

/// <summary>The static description of a declared model's graph.</summary>
/// <param name="Name">The name on the command line, in kebab case.</param>
/// <param name="Summary">The declaration's own summary, or empty.</param>
/// <param name="Samples">K as declared.</param>
/// <param name="Weights">The weighting π.</param>
/// <param name="Gradient">The gradient estimator.</param>
/// <param name="Variables">In the order of declaration.</param>
public sealed record ModelDescription(
    string Name,
    string Summary,
    int Samples,
    Weights Weights,
    Gradient Gradient,
    ImmutableArray<VariableDescription> Variables)
{
    /// <summary>β of the power weights.</summary>
    public double Beta { get; init; } = 1;

    /// <summary>α of the bound that is trained; 0 for the importance-weighted one.</summary>
    public double Alpha { get; init; }

    /// <summary>The weight that training gives to everything in the bound but log p(observed | …), the β of a β-VAE; 1 for the bound.</summary>
    public double KlWeight { get; init; } = 1;

    /// <summary>S as declared, the number of distinct heads, which draw in turn; null where there are as many as samples.</summary>
    public int? Heads { get; init; }

    /// <summary>Whether samples are drawn anew from each other, by their weights, after every step of a sequence.</summary>
    public bool IsFiltering { get; init; }

    /// <summary>T, the number of steps of the sequence; 0 where there is none.</summary>
    public int Steps => Variables.Select(v => v.Steps).Append(0).Max();

    /// <summary>The number of joint states of the enumerated variables, which the bound sums over; 1 where there are none.</summary>
    public int States => Variables.Where(v => v.IsEnumerated).Aggregate(1, (product, v) => product * new EnumeratedVariable(v.Name, v.Factors[0].Support, v.Size).Count);

    /// <summary>The observed variables, in the order of declaration.</summary>
    public IEnumerable<VariableDescription> Observed => Variables.Where(v => v.Role == Role.Observed);

    /// <summary>The latent variables, in the order of declaration.</summary>
    public IEnumerable<VariableDescription> Latents => Variables.Where(v => v.Role == Role.Latent);

    /// <summary>The variables that are only conditioned on, in the order in which <see cref="ModelNetwork{TModel}.Generate"/> takes them.</summary>
    public IEnumerable<VariableDescription> Given => Variables.Where(v => v.Role == Role.Given);

    /// <summary>The observed and the given variables, in the order in which an <see cref="Observation"/> carries them.</summary>
    public IEnumerable<VariableDescription> Data => Variables.Where(v => v.Role is Role.Observed or Role.Given);

    /// <summary>Whether a variable says which values of another are present.</summary>
    public bool IsMask(VariableDescription variable) => Variables.Any(v => v.Mask == variable.Name);

    /// <summary>Whether some proposal or reverse factor has several heads, which draw in turn.</summary>
    public bool HasDistinctHeads => Factors.Any(f => f.Distinct);

    /// <summary>Whether something belongs to single proposals, a head or a learned weight, so that their number is fixed once a network is made, and K a multiple of it.</summary>
    public bool HasFixedSamples => HasDistinctHeads || Weights == Weights.Learned;

    /// <summary>Whether the weights π are numbers, and do not depend on the sample.</summary>
    public bool HasConstantWeights => Weights is Weights.Uniform or Weights.Learned;

    /// <summary>Why the bound has no doubly reparameterised gradient, as a clause; null where it has one.</summary>
    public string? DoublyObstacle => Weights switch
    {
        _ when IsFiltering => "its samples are drawn anew from each other after every step",
        Weights.Power or Weights.Maximum => $"its weights are {Weights}, for which no double reparameterisation is known",
        Weights.Balance when Factors.FirstOrDefault(factor => factor.LacksVelocity) is { } factor =>
            $"its weights are {Weights}, and {factor.Density}, from which {factor.Variable} is drawn, does not say how a value moves with its parameters",
        _ => null,
    };

    /// <summary>Whether some auxiliary variable is drawn once per datum and shared by all proposals.</summary>
    public bool HasSharedAuxiliary => Variables.Any(v => v is { Role: Role.Auxiliary, InPlate: false });

    /// <summary>Whether p has a factor that need not be normalised.</summary>
    public bool HasTarget => Factors.Any(f => f.IsTarget);

    /// <summary>All factors, in the order of declaration.</summary>
    public IEnumerable<FactorDescription> Factors => Variables.SelectMany(v => v.Factors);
}

/// <summary>A variable of a declared model.</summary>
/// <param name="Name">As declared.</param>
/// <param name="Role">Deduced from the factors.</param>
/// <param name="InPlate">Whether it has one value per sample rather than one per datum.</param>
/// <param name="Shape">The event shape, without batch and plate.</param>
/// <param name="Factors">The variable's factors.</param>
public sealed record VariableDescription(
    string Name,
    Role Role,
    bool InPlate,
    ImmutableArray<int> Shape,
    ImmutableArray<FactorDescription> Factors)
{
    /// <summary>The given variable that says which values are present; null where all are.</summary>
    public string? Mask { get; init; }

    /// <summary>The fields of a data set that fill it, one behind the other; empty where <see cref="ColumnAttribute"/> does not say.</summary>
    public ImmutableArray<string> Columns { get; init; } = [];

    /// <summary>T of a variable of a sequence, which is the first size of its shape; 0 for any other.</summary>
    public int Steps { get; init; }

    /// <summary>The shape as another variable sees it: of one step from within the sequence, of all of them side by side from outside.</summary>
    internal ImmutableArray<int> SeenBy(VariableDescription other) => Steps == 0 ? Shape : other.Steps > 0 ? Shape[1..] : [Size];

    /// <summary>Whether it is a latent variable that the bound sums over: its Q, which no network gives, is its posterior given everything else.</summary>
    public bool IsEnumerated { get; init; }

    /// <summary>The feature's network and inputs; null for any other variable.</summary>
    public FeatureDescription? Feature { get; init; }

    /// <summary>The number of values, the product of the shape.</summary>
    public int Size => Shape.Aggregate(1, (product, size) => product * size);
}

/// <summary>The role of a variable in the model, deduced from its factors.</summary>
public enum Role
{
    /// <summary>P alone: the data.</summary>
    Observed,

    /// <summary>P and Q: what the generative model integrates out, one draw per sample.</summary>
    Latent,

    /// <summary>Q and R: exists only in the inference model.</summary>
    Auxiliary,

    /// <summary>No factor: data that are only conditioned on.</summary>
    Given,

    /// <summary>A deterministic function of other variables.</summary>
    Feature,
}

/// <summary>A factor of a declared model.</summary>
/// <param name="Kind">Generative, inference or reverse.</param>
/// <param name="Variable">The variable that it is a density of.</param>
/// <param name="Density">The name of the density's type.</param>
/// <param name="Support">The set of values that the density is on.</param>
/// <param name="Parents">The variables conditioned on, in the order of the network's input.</param>
public sealed record FactorDescription(
    FactorKind Kind, string Variable, string Density, Support Support, ImmutableArray<string> Parents)
{
    /// <summary>One more variable conditioned on, which scales and shifts conditioned layers; null where there is none.</summary>
    public string? Context { get; init; }

    /// <summary>The name of the declared network, or null where there is none.</summary>
    public string? Net { get; init; }

    /// <summary>The layers between the parents and the density's parameters; empty for a linear map.</summary>
    public ImmutableArray<Layer> Layers { get; init; } = [];

    /// <summary>Whether it is a generative factor that need not be normalised; <see cref="Density"/> is then the target's name.</summary>
    public bool IsTarget { get; init; }

    /// <summary>Whether it is the posterior of an enumerated variable, which follows from the generative factors.</summary>
    public bool IsExact { get; init; }

    /// <summary>Whether proposals have output heads of their own.</summary>
    public bool Distinct { get; init; }

    /// <summary>Whether its density has no <see cref="DensityAttribute.Velocity"/> where double reparameterisation would need one: of distinct proposals under balance weights.</summary>
    public bool LacksVelocity { get; init; }

    /// <summary>The number of components of a mixture; 1 for a density that is none.</summary>
    public int Components { get; init; } = 1;

    /// <summary>The number of learned pseudo-inputs of a variational mixture of posteriors; 0 for any other density.</summary>
    public int PseudoInputs { get; init; }

    /// <summary>Where its scale comes from.</summary>
    public Scale Scale { get; init; }

    /// <summary>The name of its submodule, or null where it has no parameters.</summary>
    public string? Submodule { get; init; }

    /// <summary>The flow that makes the variable of a value of the density; null where the variable is that value itself.</summary>
    public FlowDescription? Flow { get; init; }

    /// <summary>The names of its submodules: of that which gives the density's parameters, and of the flow.</summary>
    public IEnumerable<string> Submodules => new[] { Submodule, Flow?.Submodule }.OfType<string>();

    /// <summary>The variables of a sequence whose value of the step before is conditioned on too, in the order of the network's input, behind the parents.</summary>
    public ImmutableArray<string> Previous { get; init; } = [];

    /// <summary>Everything of the same step that is conditioned on: the parents, and the context.</summary>
    public IEnumerable<string> Conditions => Context is null ? Parents : [.. Parents, Context];

    /// <summary>Everything conditioned on: these, and what of the step before is.</summary>
    public IEnumerable<string> Reads => Conditions.Concat(Previous);
}

/// <summary>The flow of a factor.</summary>
/// <param name="Name">The name of the declared flow.</param>
/// <param name="Layers">Its layers.</param>
/// <param name="Submodule">The name of its submodule.</param>
public sealed record FlowDescription(string Name, ImmutableArray<FlowLayer> Layers, string Submodule);

/// <summary>The three kinds of factor.</summary>
public enum FactorKind
{
    /// <summary>p: generative.</summary>
    P,

    /// <summary>q: inference, the proposals.</summary>
    Q,

    /// <summary>r: reverse, of an auxiliary variable.</summary>
    R,
}

/// <summary>The network and the inputs of a deterministic variable.</summary>
/// <param name="Net">The name of the declared network.</param>
/// <param name="Layers">Its layers.</param>
/// <param name="Parents">The inputs, in the order of the network's input.</param>
/// <param name="Submodule">The name of its submodule.</param>
public sealed record FeatureDescription(string Net, ImmutableArray<Layer> Layers, ImmutableArray<string> Parents, string Submodule)
{
    /// <summary>One more variable that it is computed from, which scales and shifts conditioned layers; null where there is none.</summary>
    public string? Context { get; init; }

    /// <summary>The variables of a sequence of whose value of the step before it is computed too, in the order of the network's input, behind the parents.</summary>
    public ImmutableArray<string> Previous { get; init; } = [];

    /// <summary>Everything of the same step that it is computed from: the parents, and the context.</summary>
    public IEnumerable<string> Conditions => Context is null ? Parents : [.. Parents, Context];

    /// <summary>Everything that it is computed from: these, and what of the step before it is.</summary>
    public IEnumerable<string> Reads => Conditions.Concat(Previous);
}
