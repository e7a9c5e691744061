using System.Numerics;
using Hiwae.Native;

namespace Hiwae;

/// <summary>The values that a variable may have as data, in words and as a check.</summary>
/// <param name="Kind">The kind of set.</param>
/// <param name="Words">The set as the end of a sentence, such as <c>takes numbers from 0 to 1</c> after the density's name.</param>
internal sealed record ValueSet(ValueKind Kind, string Words)
{
    private const int White = 255;

    /// <summary>The number of vectors side by side of which each is to be in the set: T of a sequence.</summary>
    private int Vectors { get; init; } = 1;

    /// <summary>The set of a mask, of a given variable, or of the support of an observed one's density.</summary>
    public static ValueSet Of(ModelDescription model, VariableDescription variable)
    {
        if (model.IsMask(variable))
            return new(ValueKind.Bits, "a mask holds 1 where a value is present and 0 where it is missing, and nothing else");
        if (variable.Factors.FirstOrDefault(f => f.Kind == FactorKind.P) is not { } factor)
            return new(ValueKind.Finite, "a given variable takes finite numbers");
        return factor.Support switch
        {
            Support.Real => new(ValueKind.Finite, $"{factor.Density} is on real numbers and takes finite ones"),
            Support.Binary => new(ValueKind.Unit, $"{factor.Density} is on zeros and ones and takes these and probabilities between them, from 0 to 1"),
            Support.UnitInterval => new(ValueKind.Unit, $"{factor.Density} is on the unit interval and takes numbers from 0 to 1"),
            Support.Positive => new(ValueKind.NotNegative, $"{factor.Density} is on positive numbers and takes finite ones, at least 0"),
            Support.OneHot => new(ValueKind.OneHot, $"{factor.Density} is on one-hot vectors and takes a single 1 among zeros{(variable.Steps > 0 ? " at each step" : "")}") { Vectors = Math.Max(1, variable.Steps) },
            Support.EightBit => new(ValueKind.Levels, $"{factor.Density} is on the levels of an 8-bit image and takes k/255, k = 0 … 255"),
            Support.Count => new(ValueKind.Counts, $"{factor.Density} is on counts and takes whole numbers from 0 up"),
            _ => throw new System.Diagnostics.UnreachableException($"Support {factor.Support}."),
        };
    }

    /// <summary>Checks all values that are not missing.</summary>
    /// <param name="model">The model.</param>
    /// <param name="variable">The variable.</param>
    /// <param name="value">[rows, size].</param>
    /// <param name="mask">[rows, size] or [rows, 1], above 0 where a value counts; null where all do.</param>
    /// <param name="rows">What the rows are of, with a blank before it.</param>
    /// <param name="rowOf">The number of a row in its source; the same where null.</param>
    /// <exception cref="ArgumentException">A value is not in the set; the message has the first one, its place, the set and the remedy.</exception>
    public void Check(ModelDescription model, VariableDescription variable, Tensor value, Tensor? mask, string rows = "", Func<long, long>? rowOf = null)
    {
        if (Holds(value))
            return;
        using var scope = NewDisposeScope();
        using var constant = no_grad();
        var odd = Contains(value).logical_not();
        if (mask is not null)
            odd = odd.logical_and(mask.gt(0));
        var places = odd.nonzero();
        if (places.shape[0] == 0)
            return;
        var (row, column) = (places[0, 0].ToInt64(), places[0, 1].ToInt64());
        throw new ArgumentException(FormattableString.Invariant(
            $"{model.Name}.{variable.Name} holds {Number(value, row, column)} at row {rowOf?.Invoke(row) ?? row}{rows}, column {column} (counted from 0); {Words}; ")
            + $"{Remedy(variable, value[row, column].ToDouble())}.");
    }

    /// <summary>Whether all values are in the set, found as fast as they can be read.</summary>
    private bool Holds(Tensor value)
    {
        if (!TensorMemory.IsPlain(value) || value.numel() > int.MaxValue)
            return IsTrue(() => Contains(value).all());
        return Kind switch
        {
            ValueKind.Finite => AreBetween(value, float.MinValue, float.MaxValue),
            ValueKind.NotNegative => AreBetween(value, 0, float.MaxValue),
            ValueKind.Unit => AreBetween(value, 0, 1),
            _ => IsTrue(() => Contains(value).all()),
        };
    }

    /// <summary>By value, [rows, size]; of a vector that is none of the set although each of its values could be, all are outside.</summary>
    private Tensor Contains(Tensor value) => Kind switch
    {
        ValueKind.Finite => value.isfinite(),
        ValueKind.NotNegative => value.ge(0).logical_and(value.isfinite()),
        ValueKind.Counts => value.ge(0).logical_and(value.isfinite()).logical_and(value.eq(value.round())),
        ValueKind.Unit => value.ge(0).logical_and(value.le(1)),
        ValueKind.Bits => value.eq(0).logical_or(value.eq(1)),
        ValueKind.OneHot => value.eq(0).logical_or(value.eq(1)) is var bits && IsTrue(() => bits.all())
            ? Ones(value).eq(1).repeat_interleave(value.shape[1] / Vectors, 1)
            : bits,
        ValueKind.Levels => value.ge(0).logical_and(value.le(1)).logical_and(((value * White) - (value * White).round()).abs().le(Rounding(value.dtype))),
        _ => throw new System.Diagnostics.UnreachableException($"Set {Kind}."),
    };

    private string Remedy(VariableDescription variable, double value) => (Kind, value) switch
    {
        (ValueKind.Bits, _) => "write zeros and ones, or truth values",
        (_, double.NaN) when variable.Mask is { } mask => $"if the value is missing, let {mask} be 0 there",
        (_, double.NaN) => $"leave such data out, or declare a mask for values that are missing, [Mask(…)] on {variable.Name}",
        (_, double.PositiveInfinity or double.NegativeInfinity) => "replace it by a finite number, or leave such data out",
        (ValueKind.Unit or ValueKind.Levels, > 1 and <= White) => "divide 8-bit levels by 255, or scale the values to 0 … 1",
        (ValueKind.Unit or ValueKind.Levels, > 1 or < 0) => "scale the values to 0 … 1, or declare a density on real numbers, such as Normal",
        (ValueKind.Levels, _) => "round to levels, (255 v).round() / 255, or declare a density on the unit interval, such as ContinuousBernoulli",
        (ValueKind.Counts, > 0) => "round the values, or declare a density on positive numbers, such as Gamma",
        (ValueKind.OneHot, 0 or 1) => "let each row have one 1; torch.nn.functional.one_hot makes such rows of class numbers",
        (ValueKind.OneHot, _) => "make one-hot rows of class numbers with torch.nn.functional.one_hot",
        _ => "shift or transform the values, or declare a density on real numbers, such as Normal",
    };

    /// <summary>The sum of each vector, [rows, vectors].</summary>
    private Tensor Ones(Tensor value) => value.reshape(value.shape[0], Vectors, -1).sum(-1);

    private string Number(Tensor value, long row, long column)
    {
        var found = value[row, column].ToDouble();
        return Kind == ValueKind.OneHot && found is 0 or 1
            ? FormattableString.Invariant($"{Ones(value[row].unsqueeze(0))[0, column * Vectors / value.shape[1]].ToDouble()} ones instead of one")
            : value.dtype == ScalarType.Float64 ? FormattableString.Invariant($"{found}") : FormattableString.Invariant($"{(float)found}");
    }

    // 16-bit types cannot hold the levels to the hundredth of one.
    private static double Rounding(ScalarType type) => type switch
    {
        ScalarType.BFloat16 => 1,
        ScalarType.Float16 => 0.15,
        _ => 0.01,
    };

    private static bool IsTrue(Func<Tensor> condition)
    {
        using var scope = NewDisposeScope();
        using var constant = no_grad();
        return condition().ToBoolean();
    }

    private static unsafe bool AreBetween(Tensor value, float least, float most)
    {
        var values = new ReadOnlySpan<float>(TensorMemory.Start(value), (int)value.numel());
        var (low, high) = (new Vector<float>(least), new Vector<float>(most));
        var inside = Vector<int>.AllBitsSet;
        var i = 0;
        for (; i <= values.Length - Vector<float>.Count; i += Vector<float>.Count)
        {
            var some = new Vector<float>(values[i..]);
            inside &= Vector.GreaterThanOrEqual(some, low) & Vector.LessThanOrEqual(some, high);
        }

        var rest = true;
        for (; i < values.Length; i++)
            rest &= values[i] >= least && values[i] <= most;
        GC.KeepAlive(value);
        return rest && inside == Vector<int>.AllBitsSet;
    }
}

/// <summary>A kind of set of values.</summary>
internal enum ValueKind
{
    /// <summary>Finite numbers.</summary>
    Finite,

    /// <summary>Finite numbers from 0 on.</summary>
    NotNegative,

    /// <summary>Whole numbers from 0 on.</summary>
    Counts,

    /// <summary>Numbers from 0 to 1.</summary>
    Unit,

    /// <summary>Zeros and ones.</summary>
    Bits,

    /// <summary>Rows with a single one among zeros.</summary>
    OneHot,

    /// <summary>The levels of an 8-bit image, k/255.</summary>
    Levels,
}
