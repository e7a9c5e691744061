using Hiwae.Cli.Pictures;
using Hiwae.Cli.Runs;
using Hiwae.Cli.Terminal;
using Hiwae.Toys;

namespace Hiwae.Cli.Toy;

/// <summary>One model on one density: trained, measured, and drawn.</summary>
internal static class ToyRun
{
    /// <summary>Groups of proposals in a picture.</summary>
    public const int Groups = 500;

    /// <summary>Trains, measures, draws, and prints.</summary>
    public static int Run(Session session, ToyRequest request)
    {
        var toys = ToyOptions.Catalogue(session);
        var settings = ToyOptions.Check(request.Settings, toys);
        using var folder = RunFolder.Create(request.Folder, $"toy-{settings.Target}", settings.Model.Structure, DateTime.Now);
        if (Train(session, settings) is { } outcome)
            return Finish(session, request, outcome, Path.Combine(folder.Path, $"toy-{settings.Target}.{request.Format}"));
        if (request.Json)
            JsonText.Write(session.Terminal, new ToyResult(null, null, Interrupted: true), ToyJson.Default.ToyResult);
        session.Say("Interrupted; nothing is kept.");
        return Interruption.ExitStatus;
    }

    /// <summary>Trains and measures under a bar; null where the user interrupted it.</summary>
    public static ToyOutcome? Train(Session session, ToySettings settings)
    {
        session.Say(string.Create(
            CultureInfo.InvariantCulture,
            $"{ToyTraining.Trained(settings).Model}: {settings.Steps} steps of {settings.Batch} groups on {settings.Target}, K = {settings.Samples}, gradient {settings.GradientName(ToyOptions.Catalogue(session))}"));
        if (ToyTraining.Trained(settings) != settings.Model)
            session.Say("With maximum weights ŵ is zero with positive probability, and there is no bound to train on: the proposals are trained under balance, and measured under maximum.");
        double? start = null;
        var outcome = ProgressDisplay.Show(session.Terminal, progress =>
        {
            progress.Begin(settings.Target, settings.Steps);
            return ToyTraining.Run(ToyOptions.Catalogue(session), settings, Groups, (step, bound) =>
            {
                start ??= bound;
                progress.Report(step, string.Create(CultureInfo.InvariantCulture, $"bound {bound:F3}"));
            });
        });
        if (outcome is not null && start is { } first && Gain.IsLost(first, first, outcome.Report.Bound))
            session.Warn([string.Create(CultureInfo.InvariantCulture, $"the training diverged: the bound is {outcome.Report.Bound:N2} nats, and was {first:N2} before it. Train again with a --learning-rate below {settings.LearningRate}.")]);
        return outcome;
    }

    /// <summary>Draws the outcome of a training. Where the picture cannot be written, the result has none, and the fault is reported.</summary>
    public static ToyResult Draw(Session session, ToyOutcome outcome, string path)
    {
        var fault = PictureFiles.Write(path, ToyPicture.Of(outcome).Save);
        if (fault is not null)
            session.Say($"error: {fault}");
        return new(ToyRecord.Of(outcome, ToyOptions.Catalogue(session)), fault is null ? path : null, Interrupted: false);
    }

    private static int Finish(Session session, ToyRequest request, ToyOutcome outcome, string picture)
    {
        var result = Draw(session, outcome, picture);
        if (request.Json)
            JsonText.Write(session.Terminal, result, ToyJson.Default.ToyResult);
        else
            Print(session.Terminal.Output, result.Run!, result.Picture);
        return result.Picture is null ? ExitStatus.Failed : 0;
    }

    /// <summary>Writes the measurements, and the path of the picture.</summary>
    public static void Print(TextWriter output, ToyRecord record, string? picture)
    {
        output.WriteLine($"{record.Target}, K = {record.Samples.ToString(CultureInfo.InvariantCulture)}");
        ToyTable.Write(output, [ToyMedian.Of([record])]);
        output.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"log Z is {Numbers.Text(record.LogNormaliser, 4)} by quadrature; the gap is log Z − L_K in nats. Negative correlation is what coupling is for."));
        if (picture is not null)
            output.WriteLine($"Picture: {picture}\n    from the left: the density, proposals resampled by ω, and each proposal's draws, coloured by the auxiliary that they were made of");
    }
}
