namespace Hiwae.Compilation.Kernels.Products;

// The sizes that a tile may have, as types.
internal static partial class Tile
{
    /// <summary>A number as a type.</summary>
    internal interface ICount
    {
        static abstract int Count { get; }
    }

    /// <summary>Columns of a tile as a type.</summary>
    internal interface IColumns
    {
        static abstract int Vectors { get; }

        static abstract bool IsPart { get; }
    }

    internal readonly struct Rows12 : ICount
    {
        public static int Count => 12;
    }

    internal readonly struct Rows8 : ICount
    {
        public static int Count => 8;
    }

    internal readonly struct Rows6 : ICount
    {
        public static int Count => 6;
    }

    internal readonly struct Rows4 : ICount
    {
        public static int Count => 4;
    }

    internal readonly struct Rows2 : ICount
    {
        public static int Count => 2;
    }

    internal readonly struct Rows1 : ICount
    {
        public static int Count => 1;
    }

    internal readonly struct Whole : IColumns
    {
        public static int Vectors => 2;

        public static bool IsPart => false;
    }

    internal readonly struct Part : IColumns
    {
        public static int Vectors => 2;

        public static bool IsPart => true;
    }

    internal readonly struct Narrow : IColumns
    {
        public static int Vectors => 1;

        public static bool IsPart => true;
    }
}
