namespace Hiwae.Data.Idx;

/// <summary>The number that each image has in its source, which is that of its mask in a file of masks.</summary>
/// <param name="Train">The numbers of the images for training.</param>
/// <param name="Validation">Those for validation, of the same file.</param>
/// <param name="Test">Those for the test: of a file of their own, or of the same one where everything was drawn from it.</param>
internal sealed record MaskOrder(ImmutableArray<long> Train, ImmutableArray<long> Validation, ImmutableArray<long> Test)
{
    /// <summary>Whether the test images were drawn from a source together with the others.</summary>
    public required bool IsDivided { get; init; }

    /// <summary>The masks that a file for training has: one for each image of the source.</summary>
    public int Count => Train.Length + Validation.Length + (IsDivided ? Test.Length : 0);

    /// <summary>The masks that a file for the test has.</summary>
    public int TestCount => IsDivided ? Count : Test.Length;

    /// <summary>Whether each mask belongs to one image.</summary>
    public bool IsWhole => IsPermutation(IsDivided ? [.. Train, .. Validation, .. Test] : [.. Train, .. Validation]);

    /// <summary>The order of a set: the numbers that its data were drawn by, and else training before validation.</summary>
    public static MaskOrder Of(DataSet data) =>
        new(Numbers(data.Train, 0), Numbers(data.Validation, data.Train.Count), Numbers(data.Test, 0)) { IsDivided = !data.Test.Rows.IsEmpty };

    private static ImmutableArray<long> Numbers(DataSplit split, int first) => split.Rows.IsEmpty ? [.. Enumerable.Range(first, split.Count).Select(row => (long)row)] : split.Rows;

    private static bool IsPermutation(ImmutableArray<long> numbers) => numbers.Order().Select((number, place) => number == place).All(isThere => isThere);
}
