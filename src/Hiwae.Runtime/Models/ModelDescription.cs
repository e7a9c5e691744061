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

    /// <summary>The observed variables, in the order of declaration.</summary>
    public IEnumerable<VariableDescription> Observed => Variables.Where(v => v.Role == Role.Observed);

    /// <summary>The variables that are only conditioned on, in the order in which <see cref="ModelNetwork{TModel}.Generate"/> takes them.</summary>
    public IEnumerable<VariableDescription> Given => Variables.Where(v => v.Role == Role.Given);

    /// <summary>The observed and the given variables, in the order in which an <see cref="Observation"/> carries them.</summary>
    public IEnumerable<VariableDescription> Data => Variables.Where(v => v.Role is Role.Observed or Role.Given);

    /// <summary>Whether a variable says which values of another are present.</summary>
    public bool IsMask(VariableDescription variable) => Variables.Any(v => v.Mask == variable.Name);

    /// <summary>Whether some proposal or reverse factor has a head per sample.</summary>
    public bool HasDistinctHeads => Factors.Any(f => f.Distinct);

    /// <summary>Whether something belongs to each of the K proposals, a head or a learned weight, so that K is fixed once a network is made.</summary>
    public bool HasFixedSamples => HasDistinctHeads || Weights == Weights.Learned;

    /// <summary>Whether the weights π are numbers, and do not depend on the sample.</summary>
    public bool HasConstantWeights => Weights is Weights.Uniform or Weights.Learned;

    /// <summary>Whether some auxiliary variable is drawn once per datum and shared by all proposals.</summary>
    public bool HasSharedAuxiliary => Variables.Any(v => v is { Role: Role.Auxiliary, InPlate: false });

    /// <summary>Whether p has a factor that need not be normalised.</summary>
    public bool HasTarget => Factors.Any(f => f.IsTarget);

    /// <summary>All factors, in the order of declaration.</summary>
    public IEnumerable<FactorDescription> Factors => Variables.SelectMany(v => v.Factors);
}
