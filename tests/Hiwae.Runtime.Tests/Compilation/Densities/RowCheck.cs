using Hiwae.Compilation.Lanes;
using Hiwae.Programs;

namespace Hiwae.Runtime.Tests;

/// <summary>
/// Compares kernels whose rows are computed each for itself with functions of 64-bit numbers, and their gradients with central differences of these, at every width.
/// </summary>
internal static class RowCheck
{
    /// <summary>What a row is computed to from the rows of all inputs, by their order in the operation, and the proposal's number.</summary>
    public delegate double[] Row(double[][] inputs, int head);

    /// <summary>Compares a random run: rows left out, gradients of zero, some gradients added and others overwritten.</summary>
    /// <param name="random">What is random.</param>
    /// <param name="operation">The operation.</param>
    /// <param name="plates">The rows, and which go back.</param>
    /// <param name="numbers">By place of an input, all rows.</param>
    /// <param name="wants">By place, whether a gradient is compared.</param>
    /// <param name="row">The function.</param>
    /// <param name="tolerance">Of all numbers, as a part of what they are made of.</param>
    /// <param name="step">Of the differences.</param>
    /// <param name="view">The operation as the function reads it, values of other forms in it; null for the operation itself.</param>
    public static void Holds(
        Random random, Operation operation, KernelPlates plates, float[]?[] numbers, bool[] wants, Row row, double tolerance = 2e-5, double step = 1e-5, Operation? view = null)
    {
        view ??= operation;
        var level = operation.Output.Level;
        var rows = plates.RowsOf(operation.Output);
        float[] Some(int count) => [.. Enumerable.Range(0, count).Select(_ => Numbers.Normal(random))];
        var inputs = view.Inputs.OfType<Value>().DistinctBy(value => value.Id).ToArray();
        var before = new float[]?[numbers.Length];
        foreach (var value in inputs.Where(value => value.Level != level || random.Next(2) == 0))
            before[value.Id] = Some(plates.RowsOf(value) * value.Columns);
        KernelRun run = new(operation, plates, numbers)
        {
            OutputGradient = [.. Some(rows * operation.Output.Columns).Select(g => random.Next(5) == 0 ? 0f : g)],
            Before = before,
            Wants = wants,
            InPlace = random.Next(2) == 0,
        };

        var expected = Enumerable.Range(0, rows).Select(r => row(Read(r), Head(r))).ToArray();
        var slopes = inputs.Where(value => wants[value.Id]).ToDictionary(value => value, Slopes);
        foreach (var width in VectorWidths.Supported)
        {
            var result = run.With(width);
            for (var r = 0; r < rows; r++)
                for (var c = 0; c < operation.Output.Columns; c++)
                    Same(expected[r][c], result.Output[(r * operation.Output.Columns) + c], Math.Abs(expected[r][c]), $"{width}, row {r}, column {c}");
            foreach (var (value, found) in slopes)
                foreach (var ((r, c), (sum, size)) in found)
                    Same(sum, result.Gradients[value.Id]![(r * value.Columns) + c], size, $"{width}, gradient of {value.Id}, row {r}, column {c}");
        }

        void Same(double exact, float actual, double size, string where) => Assert.True(
            double.IsNaN(exact) ? float.IsNaN(actual) : (float)exact == actual || Math.Abs(exact - actual) <= tolerance * (1 + size),
            $"{where}: {actual} instead of {exact}.");

        int Head(int r) => level == Level.Sample ? r % plates.Samples % plates.Heads : 0;

        double[][] Read(int r) => [.. view.Inputs.Select(input => input is { } value ? Columns(value, plates.RowAt(value, level, r)) : [])];

        double[] Columns(Value value, int r) => [.. numbers[value.Id]!.AsSpan(r * value.Columns, value.Columns).ToArray().Select(x => (double)x)];

        // By row and some columns: the sum that the gradient has to be, and the size of what it is made of.
        Dictionary<(int Row, int Column), (double Sum, double Size)> Slopes(Value value)
        {
            int[] columns = value.Columns <= 24 ? [.. Enumerable.Range(0, value.Columns)] : [0, value.Columns - 1, .. Enumerable.Range(0, 12).Select(_ => random.Next(value.Columns))];
            var places = Enumerable.Range(0, view.Inputs.Length).Where(k => view.Inputs[k]?.Id == value.Id).ToArray();
            Dictionary<(int, int), (double, double)> found = [];
            foreach (var c in columns.Distinct())
            {
                for (var at = 0; at < plates.RowsOf(value); at++)
                {
                    if (value.Level == Level.Sample && !plates.Kept.Contains(at))
                        continue;
                    double start = before[value.Id]?[(at * value.Columns) + c] ?? 0f;
                    found[(at, c)] = (start, Math.Abs(start));
                }

                for (var r = 0; r < rows; r++)
                {
                    if (level == Level.Sample && !plates.Kept.Contains(r))
                        continue;
                    var at = plates.RowAt(value, level, r);
                    var (sum, size) = found[(at, c)];
                    var weights = run.OutputGradient.AsSpan(r * operation.Output.Columns, operation.Output.Columns);
                    foreach (var place in places)
                    {
                        var differences = Differences(r, place, c);
                        for (var o = 0; o < weights.Length; o++)
                        {
                            var part = weights[o] == 0 ? 0 : weights[o] * differences[o];
                            (sum, size) = (sum + part, size + Math.Abs(part));
                        }
                    }

                    found[(at, c)] = (sum, size);
                }
            }

            return found;
        }

        double[] Differences(int r, int place, int column)
        {
            var (above, below) = (Read(r), Read(r));
            var h = step * Math.Max(1, Math.Abs(above[place][column]));
            above[place][column] += h;
            below[place][column] -= h;
            return [.. row(above, Head(r)).Zip(row(below, Head(r)), (up, down) => (up - down) / (above[place][column] - below[place][column]))];
        }
    }
}
