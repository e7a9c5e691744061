using System.Text.Json.Serialization;

namespace Hiwae.Cli.Train;

/// <summary>What one kind of work takes of a training step.</summary>
/// <param name="Part">The factor or feature, or what else a step has to do.</param>
/// <param name="Kernel">The kind of operation; empty where there is but one.</param>
/// <param name="ForwardMs">Milliseconds for each step on the way to the bound; left out where the ways are not told apart.</param>
/// <param name="BackwardMs">Milliseconds for each step on the way back to the gradient.</param>
/// <param name="Ms">Milliseconds for each step.</param>
/// <param name="Share">The fraction of the step.</param>
internal sealed record ProfileRow(
    string Part,
    string Kernel,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] double? ForwardMs,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] double? BackwardMs,
    double Ms,
    double Share);
