using System.Globalization;
using Hiwae.Files;
using nietras.SeparatedValues;

namespace Hiwae.Data.Formats.Tables;

/// <summary>A column of a text file while it is read: first to see what it holds, and then to take it.</summary>
/// <param name="path">The file's path in messages.</param>
/// <param name="name">The column's name.</param>
internal sealed class CsvColumn(string path, string name)
{
    // Where so many cells are numbers for each that is none, that one is a slip and not the name of a class.
    private const int MostlyNumbers = 9;

    private readonly Categories categories = new();

    // Texts among numbers: a few are slips, or words for what is missing; many are names, as those of tickets are.
    private readonly HashSet<string> odds = [];
    private int numbers;
    private int texts;
    private int decimalCommas;
    private (int Line, string Cell) odd;
    private double[]? values;
    private int[]? codes;
    private bool[]? missing;

    /// <summary>Looks at a cell.</summary>
    public void Look(SepReader.Col cell, int line)
    {
        var text = cell.Span.Trim();
        if (MissingCells.Is(text))
            return;
        if (TryNumber(text, out var number))
        {
            numbers++;
            if (double.IsInfinity(number))
                throw new DataFormatException(
                    path, null, $"line {line} has {Quotation.Of(text.ToString())} in the column {Quotation.Of(name)}, which is no finite number", "write a number, or leave the cell empty where it is missing");
            return;
        }

        if (texts++ == 0)
            odd = (line, text.ToString());
        if (odds.Count <= Categories.Few)
            odds.Add(text.ToString());
        if (IsDecimalComma(text))
            decimalCommas++;
    }

    /// <summary>Makes room for the values.</summary>
    /// <exception cref="DataFormatException">They have decimal commas.</exception>
    public void Begin(int rows)
    {
        if (decimalCommas > 0 && decimalCommas == texts)
            throw new DataFormatException(
                path, null, $"line {odd.Line} has '{Quotation.Of(odd.Cell)}' in the column {Quotation.Of(name)}, with a decimal comma", "write numbers with a point");
        if (texts == 0)
            values = new double[rows];
        else
            codes = new int[rows];
    }

    /// <summary>Takes a cell.</summary>
    public void Take(SepReader.Col cell, int row, int rows)
    {
        var text = cell.Span.Trim();
        if (MissingCells.Is(text))
        {
            (missing ??= new bool[rows])[row] = true;
            if (values is not null)
                values[row] = double.NaN;
            else
                codes![row] = -1;
        }
        else if (values is not null)
        {
            _ = TryNumber(text, out values[row]);
        }
        else
        {
            codes![row] = categories.Add(text);
        }
    }

    /// <summary>The column.</summary>
    /// <exception cref="DataFormatException">Most cells are numbers, but some are not.</exception>
    public TableColumn End()
    {
        if (values is not null)
            return new(name, ColumnKind.Number, values) { Missing = missing };
        if (odds.Count <= Categories.Few && (numbers >= MostlyNumbers * texts || (categories.Levels.Count > Categories.Few && numbers > texts)))
            throw new DataFormatException(
                path,
                null,
                $"line {odd.Line} has '{Quotation.Of(odd.Cell)}' in the column {Quotation.Of(name)}, where {numbers} of {numbers + texts} cells are numbers",
                odd.Line == 1
                    ? "let --header true say that the first line has the names of the columns, or write a number there"
                    : "write a number there, or leave the cell empty where it is missing; where numbers are the names of classes, write letters before each");
        return categories.AreTexts
            ? new(name, ColumnKind.Text, Array.Empty<string>()) { Missing = missing, Reason = categories.Reason }
            : TableColumn.OfCategories(name, categories.Levels, codes!, missing);
    }

    // Commas between thousands are not allowed: most are decimal ones.
    private static bool TryNumber(ReadOnlySpan<char> text, out double number) => double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out number) && !double.IsNaN(number);

    private static bool IsDecimalComma(ReadOnlySpan<char> cell)
    {
        var digits = cell.TrimStart("+-");
        return digits.Count(',') == 1 && digits[0] != ',' && digits[^1] != ',' && !digits.ContainsAnyExcept(Digits);
    }

    private static readonly System.Buffers.SearchValues<char> Digits = System.Buffers.SearchValues.Create("0123456789,");
}
