using System.Runtime.CompilerServices;
using Hiwae.Compilation.Lanes;

namespace Hiwae.Compilation.Kernels;

/// <summary>
/// Values under several members of a family at once, the members prepared together: what mixtures and crossed proposals share. A member's raw parameters are blocks of as
/// many numbers as there are values, and members follow one another.
/// </summary>
/// <typeparam name="V">The vector.</typeparam>
/// <param name="count">The number of members.</param>
/// <param name="size">The number of values.</param>
internal abstract unsafe class Members<V>(int count, int size) where V : struct, ILanes<V>
{
    /// <summary>The number of members.</summary>
    public int Count => count;

    /// <summary>The number of values.</summary>
    public int Size => size;

    /// <summary>The number of floats of scratch that a pass needs.</summary>
    /// <param name="rawRows">The largest number of rows of the raw parameters.</param>
    public abstract long RoomFloats(int rawRows);

    /// <summary>The log-densities of some rows under all members, in nats: [to − from, members].</summary>
    public abstract void Values(ref MemberPass pass, int from, int to, float* results);

    /// <summary>
    /// Adds to the gradients of raw parameters and values, given that of the log-densities, [to − from, members]. A member with none is passed over, however extreme its
    /// slopes.
    /// </summary>
    public abstract void Give(ref MemberPass pass, int from, int to, float* weights);

    /// <summary>Adds the gradients that wait in the room to where they belong.</summary>
    public virtual void Close(ref MemberPass pass)
    {
    }

    /// <summary>Clears the gradient of a row's values, of a single member, where it is overwritten.</summary>
    protected void Overwrite(in MemberPass pass, int row)
    {
        if (!pass.Adds.X && pass.XGradient(row) is not null)
            Floats.Clear(pass.XGradient(row), Size);
    }

    /// <summary>A number of floats, rounded up to whole vectors.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    protected static int Padded(int floats) => (floats + V.Count - 1) / V.Count * V.Count;
}

/// <summary>A pass over the rows of an operation that takes values under the members of a family.</summary>
/// <param name="raw">All members' raw parameters.</param>
/// <param name="x">The values.</param>
/// <param name="masks">The masks of the values.</param>
/// <param name="offset">The column of raw parameters at which members begin.</param>
/// <param name="isCommon">Whether all rows of raw parameters together are the members for each row of the operation.</param>
/// <param name="room">Scratch, for as long as the pass lasts.</param>
internal unsafe struct MemberPass(InputRows raw, InputRows x, DensityMasks masks, int offset, bool isCommon, float* room)
{
    /// <summary>Whether gradients of raw parameters and of values are added to; where not, of a single member, they are overwritten.</summary>
    public (bool Raw, bool X) Adds { get; init; } = (true, true);

    /// <summary>Scratch.</summary>
    public readonly float* Room => room;

    /// <summary>The row of the operation whose members the room is prepared for; negative before the first.</summary>
    public int Prepared { get; set; } = -1;

    /// <summary>Whether gradients wait in the room.</summary>
    public bool IsPending { get; set; }

    /// <summary>The memory of a formula's numbers.</summary>
    public FormulaTile Tile { get; set; }

    /// <summary>Whether the members are the same for all rows of the operation, in all rows of the raw parameters together.</summary>
    public readonly bool IsCommon => isCommon;

    /// <summary>The row of raw parameters with the members of a row of the operation.</summary>
    public readonly int Place(int row) => isCommon ? 0 : raw.Place(row);

    /// <summary>The members' raw parameters for a row.</summary>
    public readonly float* Raw(int row) => (isCommon ? raw.All : raw[row]) + offset;

    /// <summary>The address of their gradient; null where none is wanted.</summary>
    public readonly float* RawGradient(int row) => raw.IsWanted ? (isCommon ? raw.AllGradients : raw.Gradient(row)) + offset : null;

    /// <summary>The members' raw parameters by row of their own.</summary>
    public readonly InputRows AllRaw => raw;

    /// <summary>The values by row of the operation.</summary>
    public readonly InputRows AllX => x;

    /// <summary>The masks of the values.</summary>
    public readonly DensityMasks Masks => masks;

    /// <summary>The column of raw parameters at which members begin.</summary>
    public readonly int Offset => offset;

    /// <summary>The values of a row.</summary>
    public readonly float* X(int row) => x[row];

    /// <summary>The address of their gradient; null where none is wanted.</summary>
    public readonly float* XGradient(int row) => x.IsWanted ? x.Gradient(row) : null;

    /// <summary>The mask of a row's values; null where all are observed.</summary>
    public readonly float* Mask(int row) => masks[row];

    /// <summary>Whether the room is prepared for other members than a row's.</summary>
    public readonly bool IsStale(int row) => Prepared < 0 || Place(Prepared) != Place(row);
}
