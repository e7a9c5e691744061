namespace Hiwae.Studies.Coupling;

/// <summary>The part of an image that proposals see, and that p explains.</summary>
/// <param name="Name">Such as <c>rows-4</c>.</param>
/// <param name="Pixels">Their places in an image of 28 × 28, at most <see cref="Room"/>.</param>
internal sealed record View(string Name, ImmutableArray<int> Pixels)
{
    /// <summary>The pixels that the families are declared for; a view of fewer leaves the last ones missing.</summary>
    public const int Room = 112;

    /// <summary>Pixels of a row, and rows.</summary>
    public const int Side = 28;

    /// <summary>The views of the study: the four rows in the middle, eight single pixels, and two rows apart.</summary>
    public static ImmutableArray<View> All { get; } =
    [
        new("rows-4", Rows(12, 13, 14, 15)),
        new("pixels-8", [At(8, 10), At(8, 17), At(12, 13), At(14, 9), At(14, 18), At(17, 14), At(20, 10), At(20, 17)]),
        new("rows-2", Rows(9, 18)),
    ];

    /// <summary>The view of a name.</summary>
    public static View Find(string name) => All.First(view => view.Name == name);

    /// <summary>Ones where a pixel is seen, [room].</summary>
    public Tensor Mask()
    {
        using var scope = torch.NewDisposeScope();
        var mask = torch.zeros(Room);
        mask.narrow(0, 0, Pixels.Length).fill_(1);
        return mask.MoveToOuterDisposeScope();
    }

    /// <summary>The pixels that are seen, in front of zeros.</summary>
    /// <param name="images">[count, 784].</param>
    /// <returns>[count, room].</returns>
    public Tensor Of(Tensor images)
    {
        using var scope = torch.NewDisposeScope();
        var seen = images.index_select(1, Places());
        return torch.cat([seen, torch.zeros([images.shape[0], Room - Pixels.Length], seen.dtype)], 1).contiguous().MoveToOuterDisposeScope();
    }

    /// <summary>The places of the pixels, as indices.</summary>
    public Tensor Places() => torch.tensor([.. Pixels.Select(pixel => (long)pixel)]);

    private static int At(int row, int column) => (row * Side) + column;

    private static ImmutableArray<int> Rows(params int[] rows) => [.. rows.SelectMany(row => Enumerable.Range(0, Side).Select(column => At(row, column)))];
}
