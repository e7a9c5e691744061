using System.Text;
using Hiwae.Cli.Options;
using Hiwae.Cli.Terminal;
using Hiwae.Studies.Burda;

namespace Hiwae.Cli.Study;

/// <summary>The table of <c>study burda</c>, for the console and as Markdown.</summary>
internal static class BurdaTable
{
    private static readonly string[] Columns = ["layers", ">K", "gradient", ">seed", ">NLL", ">± s.e.", ">epochs", ">published"];

    /// <summary>Writes the rows, and what is to be known of the last column.</summary>
    public static void Write(TextWriter writer, IReadOnlyList<BurdaRow> rows, int epochs)
    {
        Tables.Write(writer, Columns, rows.Select(Cells), keys: 4);
        if (Note(rows, epochs) is { } note)
        {
            foreach (var line in Lines.Broken(note, TerminalWriter.WidthOf(writer) ?? 80))
                writer.WriteLine(line);
        }
    }

    /// <summary>The same as Markdown.</summary>
    public static string Markdown(IReadOnlyList<BurdaRow> rows, int epochs)
    {
        var text = new StringBuilder();
        void Line(IEnumerable<string> cells) => text.Append("| ").AppendJoin(" | ", cells).Append(" |\n");
        Line(Columns.Select(column => column.TrimStart('>')));
        Line(Columns.Select(_ => "---"));
        foreach (var row in rows)
            Line(Cells(row));
        return Note(rows, epochs) is { } note ? text.Append('\n').Append(note).Append('\n').ToString() : text.ToString();
    }

    /// <summary>One cell in a line.</summary>
    public static string Line(CellResult cell) =>
        $"{Title(cell.Layers, cell.Samples, Enum.Parse<Gradient>(cell.Gradient), cell.Seed)}: NLL {Numbers.Text(cell.Nll)} ± {Numbers.Error(cell.NllStandardError)} nats after {cell.Epochs} epochs, "
        + $"{Duration.Text(TimeSpan.FromSeconds(cell.TrainingSeconds))} of training and {Duration.Text(TimeSpan.FromSeconds(cell.TestSeconds))} of test";

    /// <summary>Such as <c>2 layers, K = 5, DReG, seed 1</c>.</summary>
    public static string Title(int layers, int samples, Gradient gradient, long seed) =>
        FormattableString.Invariant($"{layers} {(layers == 1 ? "layer" : "layers")}, K = {samples}, {GradientNames.Of(gradient).Short}, seed {seed}");

    private static string[] Cells(BurdaRow row) =>
    [
        Numbers.Text(row.Layers, 0), Numbers.Text(row.Samples, 0), GradientNames.All.First(names => names.Option == row.Gradient).Short, Numbers.Text(row.Seed, 0), Numbers.Text(row.Nll), Numbers.Text(row.NllStandardError),
        Numbers.Text(row.Epochs, 0), Numbers.Text(row.Published),
    ];

    private static string? Note(IReadOnlyList<BurdaRow> rows, int epochs) => rows.All(row => row.Published is null) ? null : string.Create(
        CultureInfo.InvariantCulture,
        $"Published are results after {Anchors.Epochs:N0} epochs, of {Anchors.Table} and, where the gradient is {GradientNames.Of(Gradient.DoublyReparameterised).Short}, of {Anchors.Redone}; these here are after {epochs:N0}.");
}
