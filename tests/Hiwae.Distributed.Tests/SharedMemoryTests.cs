using System.Collections.Immutable;
using System.Numerics;
using System.Runtime.InteropServices;

namespace Hiwae.Distributed.Tests;

/// <summary>Sums in memory that all ranks reach.</summary>
public sealed class SharedMemoryTests
{
    [Theory]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(5)]
    public void A_sum_is_in_the_place_of_every_number_of_every_rank_and_of_nothing_else(int ranks)
    {
        foreach (var count in (int[])[1, 15, 16, 17, 31, 100, 1003])
        {
            Holds<float>(ranks, count);
            Holds<double>(ranks, count);
        }
    }

    private static void Holds<T>(int ranks, int count) where T : unmanaged, INumber<T>
    {
        const int Before = 3, After = 2;
        var room = Before + count + After;
        T[][] arrays = [.. Enumerable.Range(0, ranks).Select(_ => GC.AllocateUninitializedArray<T>(room, pinned: true))];
        ImmutableArray<nint> parts = [.. arrays.Select(array => Marshal.UnsafeAddrOfPinnedArrayElement(array, 0))];
        InProcess.Run(ranks, communicator =>
        {
            var memory = new SharedMemory(parts, communicator.Rank, room * Marshal.SizeOf<T>(), communicator.Barrier);
            var own = memory.Own<T>(room).Span;
            for (var i = 0; i < room; i++)
                own[i] = T.CreateChecked(i + (1000 * communicator.Rank));
            memory.Sum(own.Slice(Before, count));
        });
        for (var rank = 0; rank < ranks; rank++)
        {
            for (var i = 0; i < room; i++)
            {
                var isSummed = i >= Before && i < Before + count;
                Assert.Equal(T.CreateChecked(isSummed ? (ranks * i) + (1000 * ranks * (ranks - 1) / 2) : i + (1000 * rank)), arrays[rank][i]);
            }
        }
    }
}
