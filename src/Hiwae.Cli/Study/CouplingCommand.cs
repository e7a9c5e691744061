using System.CommandLine;
using Hiwae.Cli.Machine;
using Hiwae.Cli.Options;
using Hiwae.Cli.Runs;
using Hiwae.Cli.Terminal;
using Hiwae.Studies.Coupling;

namespace Hiwae.Cli.Study;

/// <summary>A request of <c>study coupling</c>.</summary>
/// <param name="Source">The images.</param>
/// <param name="Plan">The cells.</param>
/// <param name="Settings">How each is trained.</param>
/// <param name="Fit">How p is fitted.</param>
/// <param name="Jobs">Cells at a time.</param>
/// <param name="Folder">Where everything goes; null for a new folder under <c>runs</c>.</param>
/// <param name="Format">The ending of the pictures' names.</param>
/// <param name="Json">Whether the result is one JSON object.</param>
internal sealed record CouplingRequest(string Source, CellPlan Plan, Settings Settings, DecoderFit Fit, int Jobs, string? Folder, string Format, bool Json);

/// <summary><c>study coupling</c>: what shared proposals are worth where p(x) is known.</summary>
internal static class CouplingCommand
{
    // An image that is trained by itself is measured on more draws: it is one, where an encoder is measured on many.
    private const int DrawsOfOne = 40;

    public static ExampleCommand Create(Session session)
    {
        var (plan, standard, standardFit) = (new CellPlan(), new Settings(), new DecoderFit());
        var data = CommonOptions.NotEmpty(new("--data") { HelpName = "SOURCE", Description = $"A file or a folder with images of 28 × 28, or 'glyphs' (default: {CommonOptions.DataVariable})." });
        var parts = ChoicesOption.Create("--part", "The parts to do (default: all).", [.. CellPlan.Parts.Select(part => (part, part))]);
        var views = ChoicesOption.Create("--view", "What proposals see of an image (default: each).", [.. plan.Views.Select(view => (view, view))]);
        var families = ChoicesOption.Create("--family", "The families of proposals (default: all).", [.. plan.Families.Select(family => (family, family))]);
        var gradients = ChoicesOption.Create("--gradient", "The estimators of the gradient (default: both).", [.. plan.Gradients.Select(gradient => (GradientNames.Of(gradient).Option, gradient))]);
        var samples = NumbersOption.Create("--samples", $"K, one or several (default {string.Join(',', plan.Samples)}).", 2, 100);
        var seeds = NumberOption.Whole("--seeds", $"Seeds of each cell, from 1 on (default {plan.Seeds}).", 1, 99);
        var jobs = NumberOption.Whole("--jobs", "Cells at a time, each on one thread (default: one for each physical core).", 1, 1024);
        var steps = NumberOption.Whole("--steps", $"Updates of an encoder over all images (default {standard.Steps}).", 1);
        var imageSteps = NumberOption.Whole("--image-steps", $"Updates of the parameters of one image (default {standard.ImageSteps}).", 1);
        var images = NumberOption.Whole("--images", $"Images that are trained by themselves, from few modes to many (default {standard.Images}).", 1, 100);
        var draws = NumberOption.Whole("--draws", $"Draws of ŵ for each test image; {DrawsOfOne} times as many where it was trained by itself (default {standard.Repeats}).", 2, 100_000);
        var fitSteps = NumberOption.Whole("--fit-steps", $"Updates of p, before it is frozen (default {standardFit.Steps}).", 1);
        var folder = CommonOptions.Out("The folder of the study; the same command with the same folder does what is left (default: a new folder under runs).");
        var format = FormatOption.Create();
        var json = CommonOptions.Json();
        var command = new ExampleCommand(
            "coupling",
            "Train coupled and uncoupled proposals for a frozen p whose p(x) is known by quadrature, and compare them. Ctrl-C keeps what is there; the same command goes on.",
            "study coupling --data ~/mnist --out runs/coupling",
            "study coupling --data ~/mnist --part amortised --samples 2,5 --jobs 2 --out runs/coupling")
        {
            data, parts, views, families, gradients, samples, seeds, jobs, steps, imageSteps, images, draws, fitSteps, folder, format, json,
        };
        command.SetAction(parsed =>
        {
            T[] Or<T>(Option<T[]?> option, IEnumerable<T> all) => parsed.GetValue(option) is { Length: > 0 } some ? some : [.. all];
            T[] Named<T>(Option<T[]?> option) => parsed.GetValue(option) ?? [];
            var repeats = parsed.GetValue(draws) ?? standard.Repeats;
            var request = new CouplingRequest(
                CommonOptions.SourceFrom(parsed.GetValue(data)),
                plan with
                {
                    Asked = [.. Or(parts, plan.Asked)],
                    Views = [.. Or(views, plan.Views)],
                    Families = [.. Or(families, plan.Families)],
                    Gradients = [.. Or(gradients, plan.Gradients)],
                    Samples = [.. Or(samples, plan.Samples)],
                    Seeds = parsed.GetValue(seeds) ?? plan.Seeds,
                },
                standard with
                {
                    Steps = parsed.GetValue(steps) ?? standard.Steps,
                    ImageSteps = parsed.GetValue(imageSteps) ?? standard.ImageSteps,
                    Images = parsed.GetValue(images) ?? standard.Images,
                    Repeats = repeats,
                    ImageRepeats = DrawsOfOne * repeats,
                },
                standardFit with { Steps = parsed.GetValue(fitSteps) ?? standardFit.Steps },
                parsed.GetValue(jobs) ?? Cores.Physical,
                parsed.GetValue(folder),
                parsed.GetValue(format)!,
                parsed.GetValue(json));
            if (request.Plan.Overlooked(Named(views), Named(families), Named(gradients), Named(samples)) is { } overlooked)
                throw new UsageException(overlooked);
            CommonOptions.ApplyThreads(1); // What is done before the cells, too: no number depends on how many are done at a time.
            return new CouplingRun(session, request).Run();
        });
        return command;
    }
}
