using System.Text.Json.Serialization;
using Hiwae.Cli.Options;
using Hiwae.Cli.Terminal;
using Hiwae.Compilation;
using Hiwae.Training;

namespace Hiwae.Cli.Train;

/// <summary>The share of one kind of work in a training step.</summary>
/// <param name="Part">The factor or feature, or another part of a step.</param>
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

/// <summary>A profile as rows that add up to the whole step.</summary>
internal static class ProfileRows
{
    /// <summary>In the order in which things happen: each kernel of each factor on the compiled path, whole stages on the portable one.</summary>
    public static IReadOnlyList<ProfileRow> Of(StepProfile profile)
    {
        var whole = profile.Milliseconds();
        var rows = new List<ProfileRow> { Stage("batch", StepStage.Batch) };
        if (profile.Times() is { } times)
            rows.AddRange(Compiled(profile, times, Row));
        else
            rows.AddRange([Stage("bound", StepStage.Bound), Stage("gradient", StepStage.Gradient)]);
        if (profile.Milliseconds(StepStage.Waiting) > 0)
            rows.AddRange([Stage("waiting for other ranks", StepStage.Waiting), Stage("gradients of all ranks", StepStage.Exchange)]);
        rows.AddRange([Stage("clipping", StepStage.Clipping), Stage("Adam", StepStage.Optimiser)]);
        return rows;

        ProfileRow Stage(string part, StepStage stage) => Row(part, "", null, null, profile.Milliseconds(stage));

        ProfileRow Row(string part, string kernel, double? forward, double? backward, double milliseconds) =>
            new(part, kernel, forward, backward, milliseconds, whole > 0 ? milliseconds / whole : 0);
    }

    /// <summary>Threads work side by side: the time that they spend in all, divided by their number, is the share of the step.</summary>
    private static IEnumerable<ProfileRow> Compiled(
        StepProfile profile, ProgramTimes times, Func<string, string, double?, double?, double, ProfileRow> row)
    {
        double OfThreads(double nanoseconds) => OfAll(nanoseconds) / profile.Threads;
        double OfAll(double nanoseconds) => nanoseconds / 1e6 / Math.Max(1, profile.Steps);
        yield return row("noise", "", null, null, Math.Max(0, profile.Milliseconds(StepStage.Gradient) - OfAll(times.Whole)));
        var kernels = 0.0;
        foreach (var group in times.Operations.GroupBy(time => (time.Operation.Part, Kind: time.Operation.GetType().Name)))
        {
            var (forward, backward) = (OfThreads(group.Sum(time => time.Forward)), OfThreads(group.Sum(time => time.Backward)));
            kernels += forward + backward;
            yield return row(group.Key.Part, Name(group.Key.Kind), forward, backward, forward + backward);
        }

        var (summing, waiting) = (OfAll(times.Summing), OfThreads(times.Waiting));
        yield return row("gradients of all threads", "", null, null, summing);
        yield return row("waiting for threads", "", null, null, waiting);

        // Clearing sums, moving rows together, starting threads: what no kernel does.
        yield return row("between kernels", "", null, null, Math.Max(0, OfAll(times.Whole) - kernels - summing - waiting));
    }

    /// <summary>Such as <c>log density</c>.</summary>
    private static string Name(string kind) =>
        string.Concat(kind.Select((letter, i) => char.IsUpper(letter) && i > 0 ? $" {char.ToLowerInvariant(letter)}" : $"{char.ToLowerInvariant(letter)}"));
}

/// <summary>The profile of a training step, as a table.</summary>
internal static class ProfileTable
{
    private static readonly string[] Columns = ["part of a step", "kernel", ">forward ms", ">backward ms", ">ms", ">share %"];

    /// <summary>Writes the table; the last row is the whole step.</summary>
    /// <param name="writer">The output.</param>
    /// <param name="rows">The parts.</param>
    /// <param name="step">How the steps ran, and why so.</param>
    public static void Write(TextWriter writer, IReadOnlyList<ProfileRow> rows, StepDecision step)
    {
        var whole = new ProfileRow("whole step", "", null, null, rows.Sum(row => row.Ms), rows.Sum(row => row.Share));
        writer.WriteLine($"step: {StepText.Of(step)}");
        Tables.Write(writer, Columns, rows.Append(whole).Select(row => (string[])
            [row.Part, row.Kernel, Numbers.Text(row.ForwardMs, 3), Numbers.Text(row.BackwardMs, 3), Numbers.Text(row.Ms, 3), Numbers.Text(100 * row.Share, 1)]), keys: 2);
    }
}
