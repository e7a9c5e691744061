using Microsoft.CodeAnalysis;

namespace Hiwae.Generators.Diagnostics;

/// <summary>Rules about weights and distinct proposals.</summary>
internal static class WeightingRules
{
    public static readonly DiagnosticDescriptor DistinctShared = new(
        "HIW0030",
        "The proposal of a shared variable is declared as distinct",
        "{0} is drawn once per datum, so there are no proposals to tell apart; remove Distinct, or write [PerSample] on {0}",
        Rules.Category,
        DiagnosticSeverity.Error,
        isEnabledByDefault: true,
        helpLinkUri: Rules.Pages + "HIW0030.html");

    public static readonly DiagnosticDescriptor WeightsNeedCommonReverse = new(
        "HIW0031",
        "Weights that depend on the sample need one common reverse factor",
        "R of {0} is distinct for each proposal, but with {1} weights the estimate is unbiased only if all proposals share one reverse factor; remove Distinct here, or write Weights = Weights.Uniform",
        Rules.Category,
        DiagnosticSeverity.Error,
        isEnabledByDefault: true,
        helpLinkUri: Rules.Pages + "HIW0031.html");

    public static readonly DiagnosticDescriptor NothingToCompare = new(
        "HIW0032",
        "Weights compare proposals that are all the same",
        "{0} weights tell the proposals apart, but these are all the same, so the weights are uniform at best; write Distinct = true on the Q of {1}, or Weights = Weights.Uniform",
        Rules.Category,
        DiagnosticSeverity.Error,
        isEnabledByDefault: true,
        helpLinkUri: Rules.Pages + "HIW0032.html");

    public static readonly DiagnosticDescriptor DoublyReparameterised = new(
        "HIW0058",
        "Double reparameterisation with power or maximum weights",
        "No double reparameterisation is known for {0} weights; write Gradient = Gradient.Reparameterised, or Weights = Weights.Balance",
        Rules.Category,
        DiagnosticSeverity.Error,
        isEnabledByDefault: true,
        helpLinkUri: Rules.Pages + "HIW0058.html");

    public static readonly DiagnosticDescriptor NoVelocity = new(
        "HIW0071",
        "Double reparameterisation of balance weights needs a density with a velocity",
        "The distinct proposals of {0} are {1}, which does not say how a value moves with its parameters, as double reparameterisation under balance weights needs; define {1}.Velocity and write Velocity = true in its [Density(…)], use Normal, or write Gradient = Gradient.Reparameterised",
        Rules.Category,
        DiagnosticSeverity.Error,
        isEnabledByDefault: true,
        helpLinkUri: Rules.Pages + "HIW0071.html");

    public static readonly DiagnosticDescriptor SamplesNotMultiple = new(
        "HIW0073",
        "The number of samples is no multiple of that of heads",
        "Samples is {0} and Heads is {1}, but each head draws as often as the others, so that Samples is a multiple of Heads; write Samples = {2}, or another multiple of {1}",
        Rules.Category,
        DiagnosticSeverity.Error,
        isEnabledByDefault: true,
        helpLinkUri: Rules.Pages + "HIW0073.html");

    public static readonly DiagnosticDescriptor HeadsOutOfRange = new(
        "HIW0074",
        "The number of heads is out of range",
        "Heads is {0}, and it is at least 1 and at most Samples, which is {1}; write {2}",
        Rules.Category,
        DiagnosticSeverity.Error,
        isEnabledByDefault: true,
        helpLinkUri: Rules.Pages + "HIW0074.html");

    public static readonly DiagnosticDescriptor HeadsWithoutDistinct = new(
        "HIW0075",
        "A number of heads, but no factor is distinct",
        "Heads is {0}, but no factor is distinct, so that all samples come from the same one; write Distinct = true on the Q of {1}, or remove Heads",
        Rules.Category,
        DiagnosticSeverity.Error,
        isEnabledByDefault: true,
        helpLinkUri: Rules.Pages + "HIW0075.html");

    public static readonly DiagnosticDescriptor AlphaWithoutMixture = new(
        "HIW0077",
        "Alpha with power or maximum weights",
        "Alpha leads from the importance-weighted bound to the evidence lower bound of the proposals' mixture, but {0} weights are of no mixture; remove Alpha, or write Weights = Weights.Balance",
        Rules.Category,
        DiagnosticSeverity.Error,
        isEnabledByDefault: true,
        helpLinkUri: Rules.Pages + "HIW0077.html");

    public static readonly DiagnosticDescriptor AlphaOutOfRange = new(
        "HIW0078",
        "Alpha is out of range",
        "Alpha is {0}; write a number that is at least 0, the importance-weighted bound, and below 1: towards 1 it becomes the evidence lower bound, which is Samples = 1",
        Rules.Category,
        DiagnosticSeverity.Error,
        isEnabledByDefault: true,
        helpLinkUri: Rules.Pages + "HIW0078.html");

    public static readonly DiagnosticDescriptor KlWeightOutOfRange = new(
        "HIW0085",
        "The KL weight is out of range",
        "KlWeight is {0}; write a finite number that is at least 0, where only what is observed counts: 1 is the bound, and above it is a β-VAE",
        Rules.Category,
        DiagnosticSeverity.Error,
        isEnabledByDefault: true,
        helpLinkUri: Rules.Pages + "HIW0085.html");

    public static readonly DiagnosticDescriptor BetaWithoutPower = new(
        "HIW0056",
        "Beta without power weights",
        "Beta is the exponent of power weights, but the weights are {0}; remove Beta, or write Weights = Weights.Power",
        Rules.Category,
        DiagnosticSeverity.Error,
        isEnabledByDefault: true,
        helpLinkUri: Rules.Pages + "HIW0056.html");

    public static readonly DiagnosticDescriptor BetaOutOfRange = new(
        "HIW0057",
        "Beta is out of range",
        "Beta is {0}; write a finite number, at least 0: 0 gives uniform weights, 1 balance",
        Rules.Category,
        DiagnosticSeverity.Error,
        isEnabledByDefault: true,
        helpLinkUri: Rules.Pages + "HIW0057.html");
}
