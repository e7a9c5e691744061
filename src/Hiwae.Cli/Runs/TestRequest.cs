using Hiwae.Compilation;

namespace Hiwae.Cli.Runs;

/// <summary>How a model is tested.</summary>
/// <param name="Samples">Samples per image for the log-likelihood.</param>
/// <param name="Limit">The first so many test images; null for all.</param>
/// <param name="Seed">The seed of the draws.</param>
/// <param name="Step">How proposals are evaluated.</param>
internal sealed record TestRequest(int Samples, int? Limit, long Seed, StepPath Step = StepPath.Automatic)
{
    public const int DefaultSamples = 1000;
}
