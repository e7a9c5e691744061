using System.CommandLine;
using Hiwae.Cli.Options;
using Hiwae.Cli.Runs;
using Hiwae.Cli.Terminal;
using Hiwae.Toys;
using Hiwae.Words;

namespace Hiwae.Cli.Toy;

/// <summary>The options of a training on a density of the plane; wrong names are answered with those that there are.</summary>
internal static class ToyOptions
{
    /// <summary>The surroundings of a study in a session.</summary>
    public static ToyCatalogue Catalogue(Session session) =>
        new(session.Models, () => session.Interruption.IsRequested, gradient => GradientNames.Of(gradient).Option);

    /// <summary>The structure of the proposals.</summary>
    public static Option<string?> Structure() => ChoiceOption.Create<string?>(
        "--structure",
        $"How proposals hang together (default {ToyModels.Coupled.Structure}).",
        [.. ToyModels.Structures.Select(structure => (structure, (string?)structure))],
        suggests: true);

    /// <summary>The weighting.</summary>
    public static Option<Weights?> Weights() => ChoiceOption.Create<Weights?>(
        "--weights",
        "How proposals are weighted (default: balance for proposals that differ, else uniform).",
        [.. Enum.GetValues<Weights>().Select(weights => (ToyModels.Name(weights), (Weights?)weights))],
        suggests: true);

    /// <summary>The densities that were named.</summary>
    /// <param name="names">As they were typed.</param>
    /// <param name="standard">Those that are meant where none is named; null where one has to be, and no more than one.</param>
    /// <exception cref="UsageException">There is no such density, or a wrong number of them.</exception>
    public static IReadOnlyList<string> Targets(IReadOnlyList<string> names, IReadOnlyList<string>? standard)
    {
        foreach (var name in names)
        {
            if (!ToyTarget.Names.Contains(name))
                throw new UsageException($"There is no target '{name}'.{Nearest.Question(name, ToyTarget.Names)} The targets are {string.Join(", ", ToyTarget.Names)}.");
        }

        if (standard is null && names.Count != 1)
            throw new UsageException(names.Count == 0
                ? $"No target is named; the targets are {string.Join(", ", ToyTarget.Names)}, and --sweep and --compare need none."
                : $"{names.Count} targets are named; name one, or write --sweep or --compare, which take several.");
        return names.Count == 0 ? standard! : [.. names.Distinct()];
    }

    /// <summary>The model of a structure and a weighting.</summary>
    /// <exception cref="UsageException">The structure has no such weights.</exception>
    public static ToyModel Model(string structure, Weights? weights)
    {
        var models = ToyModels.Of(structure);
        return weights is not { } wanted || models.Any(model => model.Weights == wanted)
            ? ToyModels.Find(structure, weights)
            : throw new UsageException(
                $"The structure {structure} has no {ToyModels.Name(wanted)} weights: {ToyModels.Reason(structure)}; "
                + $"write --weights {string.Join(" or ", models.Select(model => ToyModels.Name(model.Weights)))}, or --structure {ToyModels.Coupled.Structure}, which has them.");
    }

    /// <summary>The settings themselves where the program can train them.</summary>
    /// <exception cref="UsageException">It declares no such model, or the estimator of the gradient is not for its weights.</exception>
    public static ToySettings Check(ToySettings settings, ToyCatalogue toys)
    {
        var trained = UsageException.Rethrow(() => ToyTraining.Trained(settings).In(toys).Description);
        if (settings.Gradient == Gradient.DoublyReparameterised && trained.DoublyObstacle is { } obstacle)
            throw new UsageException(
                $"{settings.Model.Title} has no --gradient {GradientNames.Of(Gradient.DoublyReparameterised).Option}: {obstacle}; write --weights balance, or another gradient.");
        return UsageException.Rethrow(() => settings.Check(toys));
    }

    /// <summary>The numbers of proposals.</summary>
    /// <param name="named">As they were typed.</param>
    /// <param name="standard">Those that are meant where none is named.</param>
    /// <param name="isSeries">Whether there may be several.</param>
    /// <exception cref="UsageException">There are several, and there may be one.</exception>
    public static IReadOnlyList<int> Samples(int[]? named, IReadOnlyList<int> standard, bool isSeries) =>
        named is { Length: > 1 } && !isSeries
            ? throw new UsageException($"--samples names {named.Length} numbers of proposals; name one, or write --sweep or --compare, which take several.")
            : named is null or [] ? standard : named; // An option of several values that is left out has none of them.

    /// <summary>Refuses options that do not go together.</summary>
    /// <exception cref="UsageException">Some do not.</exception>
    public static void Check(ParseResult parsed, bool isSweep, bool isComparison, Option<string?> structure, Option<Weights?> weights, Option<Gradient?> gradient, Option<int?> seeds)
    {
        if (isSweep && isComparison)
            throw new UsageException("--sweep and --compare are two series; write one of them.");
        var series = isSweep ? "--sweep" : isComparison ? "--compare" : null;
        if (series is not null && (parsed.GetValue(structure) is not null || parsed.GetValue(weights) is not null))
            throw new UsageException($"{series} trains several structures and weightings; leave --structure and --weights out.");
        if (isSweep && parsed.GetValue(gradient) == Gradient.DoublyReparameterised)
            throw new UsageException(
                $"--sweep also trains models with power weights, for which there is no --gradient {GradientNames.Of(Gradient.DoublyReparameterised).Option}; leave --gradient out, and each is trained as it is declared.");
        if (!isComparison && parsed.GetValue(seeds) is not null)
            throw new UsageException("--seeds is of --compare; write --seed for the seed of a single training or of a sweep.");
    }
}
