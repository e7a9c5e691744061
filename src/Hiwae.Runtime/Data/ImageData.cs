namespace Hiwae.Data;

/// <summary>A data set in its three splits.</summary>
/// <param name="Name">A built-in set's name, or the folder's last name.</param>
/// <param name="Height">Pixels per column.</param>
/// <param name="Width">Pixels per row.</param>
/// <param name="Binarisation">How pixels become zeros and ones.</param>
/// <param name="Train">What parameters are fitted to.</param>
/// <param name="Validation">What training is stopped by.</param>
/// <param name="Test">What is reported on.</param>
public sealed record ImageData(
    string Name,
    int Height,
    int Width,
    Binarisation Binarisation,
    ImageSet Train,
    ImageSet Validation,
    ImageSet Test) : IDisposable
{
    /// <summary>What loads the set again: the built-in set's name, or the path of the folder.</summary>
    public string Source { get; init; } = Name;

    /// <summary>Pixels per image.</summary>
    public int Size => Height * Width;

    /// <summary>How many classes the labels are of, one more than the largest; null where a split has no labels.</summary>
    public int? Classes
    {
        get
        {
            using var scope = NewDisposeScope();
            return Train.Labels is { } train && Validation.Labels is { } validation && Test.Labels is { } test
                ? checked((int)new[] { train, validation, test }.Where(l => l.numel() > 0).Max(l => l.max().ToInt64()) + 1)
                : null;
        }
    }

    /// <summary>Releases all images.</summary>
    public void Dispose()
    {
        Train.Dispose();
        Validation.Dispose();
        Test.Dispose();
    }
}
