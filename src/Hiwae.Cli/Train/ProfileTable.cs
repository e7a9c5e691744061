using Hiwae.Cli.Options;
using Hiwae.Cli.Terminal;
using Hiwae.Compilation;

namespace Hiwae.Cli.Train;

/// <summary>Where the time of a training step went.</summary>
internal static class ProfileTable
{
    private static readonly string[] Columns = ["part of a step", "kernel", ">forward ms", ">backward ms", ">ms", ">share %"];

    /// <summary>Writes the table; the last row is the whole step.</summary>
    /// <param name="writer">Where to.</param>
    /// <param name="rows">The parts.</param>
    /// <param name="step">How the steps ran, and why so.</param>
    public static void Write(TextWriter writer, IReadOnlyList<ProfileRow> rows, StepDecision step)
    {
        var whole = new ProfileRow("whole step", "", null, null, rows.Sum(row => row.Ms), rows.Sum(row => row.Share));
        writer.WriteLine($"step: {StepText.Of(step)}");
        Tables.Write(writer, Columns, rows.Append(whole).Select(row => (string[])
            [row.Part, row.Kernel, Numbers.Text(row.ForwardMs, 3), Numbers.Text(row.BackwardMs, 3), Numbers.Text(row.Ms, 3), Numbers.Text(100 * row.Share, 1)]));
    }
}
