namespace TorchSharp;

public static partial class torch
{
    /// <summary>One part of an index, as between the commas in <c>t[1, :, None, mask]</c>.</summary>
    public readonly struct TensorIndex
    {
        internal enum Part
        {
            None,
            Slice,
            Ellipsis,
            Single,
            Bool,
            Tensor,
        }

        private TensorIndex(Part kind, long? start = null, long? stop = null, long? step = null, torch.Tensor? tensor = null) =>
            (Kind, Start, Stop, Step, Mask) = (kind, start, stop, step, tensor);

        internal Part Kind { get; }

        internal long? Start { get; }

        internal long? Stop { get; }

        internal long? Step { get; }

        internal torch.Tensor? Mask { get; }

        public static TensorIndex None => new(Part.None);

        public static TensorIndex Null => new(Part.None);

        public static TensorIndex Ellipsis => new(Part.Ellipsis);

        public static TensorIndex Colon => Slice();

        public static TensorIndex Slice(long? start = null, long? stop = null, long? step = null) => new(Part.Slice, start, stop, step);

        public static TensorIndex Slice((int?, int?) range) => Slice(range.Item1, range.Item2);

        public static TensorIndex Slice(Range range) =>
            Slice(From(range.Start), range.End is { IsFromEnd: true, Value: 0 } ? null : From(range.End));

        public static TensorIndex Single(long? index) => index is null ? None : new(Part.Single, index);

        public static TensorIndex Bool(bool value) => new(Part.Bool, value ? 1 : 0);

        public static TensorIndex Tensor(torch.Tensor tensor) => new(Part.Tensor, tensor: tensor);

        public static implicit operator TensorIndex(long value) => Single(value);

        public static implicit operator TensorIndex((int?, int?) range) => Slice(range);

        public static implicit operator TensorIndex(Range range) => Slice(range);

        public static implicit operator TensorIndex(Index index) => Single(From(index));

        private static long From(Index index) => index.IsFromEnd ? -index.Value : index.Value;
    }
}
