using System.Text.Json.Serialization;

namespace Hiwae.Data;

/// <summary>How files become a data set, where their content leaves it open.</summary>
public sealed record DataOptions
{
    /// <summary>The fraction of the data for training that is taken for validation where the files have none for it; null for a sixth where there are data for the test, of arrays as a rule the last ones, and else for a tenth.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public double? Validation { get; init; }

    /// <summary>The fraction for the test where the files have none for it; null for a tenth.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public double? Test { get; init; }

    /// <summary>The seed of which data go where.</summary>
    public long SplitSeed { get; init; }

    /// <summary>Whether rows of pixels are columns, as in EMNIST and in images of MATLAB.</summary>
    public bool Transpose { get; init; }

    /// <summary>The pixels of a row, where the files have images without a shape; null to take them for images where they can be square ones.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public int? Width { get; init; }

    /// <summary>Whether the first line of a table has the names of its columns; null to find out.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public bool? Header { get; init; }

    /// <summary>Whether numbers are shifted and scaled so that those for training have the mean 0 and the standard deviation 1.</summary>
    public bool Standardise { get; init; }

    /// <summary>The options themselves where they are in their range.</summary>
    /// <exception cref="ArgumentException">One is not.</exception>
    public DataOptions Check()
    {
        if (Validation is <= 0 or >= 1 or double.NaN || Test is <= 0 or >= 1 or double.NaN || (Validation ?? 0) + (Test ?? 0) >= 1)
            throw new ArgumentException(
                FormattableString.Invariant($"The fractions are {Validation ?? 0} for validation and {Test ?? 0} for the test; each must be above 0, and the two together below 1."));
        return Width is < 1 ? throw new ArgumentException($"The width is {Width}; it must be at least 1.") : this;
    }
}
