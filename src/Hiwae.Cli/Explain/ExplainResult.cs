using System.Text.Json.Serialization;
using Hiwae.Explanation;

namespace Hiwae.Cli.Explain;

/// <summary>The result of <c>explain --json</c>, which <c>explain</c> prints in words.</summary>
/// <param name="Name">The model.</param>
/// <param name="Summary">Its own summary, or empty.</param>
/// <param name="Samples">K.</param>
/// <param name="Weights">The weighting π.</param>
/// <param name="Gradient">The gradient estimator.</param>
/// <param name="Alpha">α of the bound that is trained.</param>
/// <param name="Parameters">The number of parameters in all.</param>
/// <param name="Step">How its steps run: <c>compiled</c>, or <c>portable</c> and why.</param>
/// <param name="Generative">P, such as <c>p(x | z) p(z)</c>.</param>
/// <param name="Proposals">Q.</param>
/// <param name="Reverse">R; empty where there is none.</param>
/// <param name="Features">Such as <c>h = Encoder(x)</c>.</param>
/// <param name="Mixtures">Such as <c>p_θ(z) = Σ_c π_c p_c(z)</c>.</param>
/// <param name="Variables">In the order of declaration.</param>
/// <param name="Networks">Everything that has parameters.</param>
/// <param name="Estimator">The weights and the bound.</param>
/// <param name="Unbiased">Why ŵ has the mean that it should have.</param>
/// <param name="Training">Which estimator of the gradient trains it, and whether its mean is the gradient of the bound.</param>
/// <param name="NotClaimed">The limits of the argument.</param>
/// <param name="Mermaid">The graph as a flowchart.</param>
internal sealed record ExplainResult(
    string Name,
    string Summary,
    int Samples,
    string Weights,
    string Gradient,
    double Alpha,
    long Parameters,
    string Step,
    string Generative,
    string Proposals,
    string Reverse,
    IReadOnlyList<string> Features,
    IReadOnlyList<string> Mixtures,
    IReadOnlyList<ExplainedVariable> Variables,
    IReadOnlyList<ExplainedNetwork> Networks,
    EstimatorFormula Estimator,
    IReadOnlyList<ArgumentStep> Unbiased,
    ExplainedTraining Training,
    IReadOnlyList<string> NotClaimed,
    string Mermaid)
{
    /// <summary>S, the number of distinct heads; null where it is not declared.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public int? Heads { get; init; }

    /// <summary>β, the weight that training gives to what the latent variables cost.</summary>
    public double KlWeight { get; init; } = 1;
}

/// <summary>A variable.</summary>
/// <param name="Name">As it stands in formulas.</param>
/// <param name="Role">Observed, latent, auxiliary, given or feature.</param>
/// <param name="Shape">Its shape.</param>
/// <param name="InPlate">Whether each sample has its own value.</param>
/// <param name="From">Its densities, its network, or the variable that it masks.</param>
internal sealed record ExplainedVariable(string Name, string Role, IReadOnlyList<int> Shape, bool InPlate, IReadOnlyList<string> From);

/// <summary>The estimator of the gradient that trains a model.</summary>
/// <param name="Estimator">In words, such as <c>sticking the landing</c>.</param>
/// <param name="IsUnbiased">Whether its mean is the gradient of L_K.</param>
/// <param name="Steps">The argument: the expression that is differentiated, and its mean.</param>
internal sealed record ExplainedTraining(string Estimator, bool IsUnbiased, IReadOnlyList<ArgumentStep> Steps);

/// <summary>Something that has parameters.</summary>
/// <param name="Name">The submodule.</param>
/// <param name="Computes">The expression that it computes.</param>
/// <param name="Layers">The inputs, then each layer with the shape of its output.</param>
/// <param name="Parameters">The number of its parameters.</param>
internal sealed record ExplainedNetwork(string Name, string Computes, IReadOnlyList<LayerOutline> Layers, long Parameters);

/// <summary>The serialisation of the results.</summary>
[JsonSourceGenerationOptions(WriteIndented = true, PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower)]
[JsonSerializable(typeof(ExplainResult))]
internal sealed partial class ExplainJson : JsonSerializerContext;
