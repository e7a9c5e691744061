using System.Globalization;

namespace Hiwae.Data.Idx;

/// <summary>Finds out what the bytes of images stand for: grey levels of 255, or zeros and ones.</summary>
internal static class PixelScale
{
    /// <summary>The largest byte that images of grey levels may be expected to exceed somewhere.</summary>
    private const byte Dark = 15;

    /// <summary>The byte that is on, 255 or 1, for all files of a set together; bytes of zeros and ones are replaced by 0 and 255.</summary>
    /// <param name="files">The images of each split, with the names of their files.</param>
    /// <exception cref="DataFormatException">It is not clear.</exception>
    public static byte Settle(IReadOnlyList<(string Path, byte[] Values)> files)
    {
        var found = files.Select(file => (file.Path, file.Values, Largest: Largest(file.Values))).ToArray();
        var brightest = found.MaxBy(file => file.Largest);
        foreach (var file in found.Where(file => file.Largest <= Dark))
            Check(file.Path, file.Values, file.Largest, brightest.Path, brightest.Largest);
        if (brightest.Largest > Dark)
            return FieldValues.White;
        foreach (var file in files)
            file.Values.AsSpan().Replace((byte)1, (byte)FieldValues.White);
        return 1;
    }

    private static void Check(string path, byte[] values, byte largest, string other, byte largestOfOther)
    {
        if (largest == 0)
            throw new DataFormatException(
                path,
                null,
                $"all {values.LongLength.ToString(CultureInfo.InvariantCulture)} pixels are 0, so that there is nothing to see",
                "if they were intensities from 0 to 1 before they became bytes, multiply these by 255 and write the file again");
        if (largestOfOther > Dark)
            throw new DataFormatException(
                path,
                null,
                $"the largest byte is {largest}, but that of {other} is {largestOfOther}, so that a pixel of {largest} could be a grey level, {largest} of 255, or as bright as its scale has it, {largest} of {largest}",
                $"write both files on one scale, from 0 to {FieldValues.White}");
        if (largest > 1)
            throw new DataFormatException(
                path,
                null,
                $"the largest byte is {largest}, so that a pixel of {largest} could be a very dark grey, {largest} of 255, or the white of a scale from 0 to {largest}",
                $"write the file from 0 to {FieldValues.White}: multiply its bytes by {FieldValues.White}/{largest} if {largest} is white, or brighten the images until some byte is {Dark + 1} or more if it is grey; bytes 0 and 1 alone are read as off and on");
    }

    /// <summary>The largest byte, or some byte that is larger than what is dark.</summary>
    private static byte Largest(ReadOnlySpan<byte> values)
    {
        if (values.IndexOfAnyInRange((byte)(Dark + 1), byte.MaxValue) is var bright and >= 0)
            return values[bright];
        var largest = Dark;
        while (largest > 0 && !values.Contains(largest))
            largest--;
        return largest;
    }
}
