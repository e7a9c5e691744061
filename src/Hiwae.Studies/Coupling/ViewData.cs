namespace Hiwae.Studies.Coupling;

/// <summary>What cells of a view need: images, p, and the exact log p(x) of what is seen.</summary>
/// <param name="View">The view.</param>
/// <param name="Decoder">p of what is seen.</param>
/// <param name="Train">[images, room].</param>
/// <param name="Test">[images, room].</param>
/// <param name="LogEvidence">log p(x) of each test image, in nats.</param>
/// <param name="ModesOf">The number of modes of the posterior of each test image.</param>
/// <param name="GridError">The largest difference of log p(x) to that on every second point of the grid, in nats.</param>
internal sealed record ViewData(View View, Decoder Decoder, Tensor Train, Tensor Test, ImmutableArray<double> LogEvidence, ImmutableArray<int> ModesOf, double GridError) : IDisposable
{
    /// <summary>Ones where a pixel is seen, [room].</summary>
    public Tensor Mask { get; } = View.Mask().DetachFromDisposeScope();

    /// <summary>The test images that are trained by themselves: from the fewest modes to the most, equally far apart in rank.</summary>
    public IReadOnlyList<int> Chosen(int count)
    {
        int[] ranked = [.. Enumerable.Range(0, ModesOf.Length).OrderBy(image => ModesOf[image]).ThenBy(image => image)];
        return [.. Enumerable.Range(1, count).Select(part => ranked[(part * ranked.Length / count) - 1])];
    }

    /// <summary>The data of some images for a family: pixels, and which of them are seen.</summary>
    public Observation Observe(Tensor images) => new([images, Mask.unsqueeze(0).expand(images.shape[0], View.Room).contiguous()]);

    /// <summary>Integrates.</summary>
    /// <param name="view">The view.</param>
    /// <param name="decoder">p of whole images.</param>
    /// <param name="train">[images, 784], zeros and ones.</param>
    /// <param name="test">[images, 784].</param>
    /// <param name="settings">The grid.</param>
    public static ViewData Of(View view, Decoder decoder, Tensor train, Tensor test, Settings settings)
    {
        using var scope = torch.NewDisposeScope();
        using var constant = torch.no_grad();
        var seen = decoder.Of(view);
        using var exact = seen.Doubled();
        var mask = view.Mask().to_type(torch.ScalarType.Float64);
        var (images, coarse) = (view.Of(test), (settings.Side + 1) / 2);
        using var plane = Plane.Of(settings.Reach, settings.Side);
        using var half = Plane.Of(settings.Reach, coarse);
        var doubles = images.to_type(torch.ScalarType.Float64);
        double[] evidence = [.. plane.LogEvidence(exact, doubles, mask).data<double>()];
        double[] rough = [.. half.LogEvidence(exact, doubles, mask).data<double>()];
        return new(
            view, seen, view.Of(train).DetachFromDisposeScope(), images.DetachFromDisposeScope(), [.. evidence], ModesOn(half, exact, doubles, mask), evidence.Zip(rough, (a, b) => Math.Abs(a - b)).Max());
    }

    private static ImmutableArray<int> ModesOn(Plane plane, Decoder decoder, Tensor images, Tensor mask)
    {
        const int atOnce = 50;
        var counts = ImmutableArray.CreateBuilder<int>();
        for (long start = 0; start < images.shape[0]; start += atOnce)
        {
            using var scope = torch.NewDisposeScope();
            var count = Math.Min(atOnce, images.shape[0] - start);
            double[] heights = [.. plane.LogJoint(decoder, images.narrow(0, start, count), mask).contiguous().data<double>()];
            var points = heights.Length / (int)count;
            for (var image = 0; image < count; image++)
                counts.Add(Modes.Count(heights.AsSpan(image * points, points), plane.Side));
        }

        return counts.ToImmutable();
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        Decoder.Dispose();
        Train.Dispose();
        Test.Dispose();
        Mask.Dispose();
    }
}
