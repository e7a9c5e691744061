using System.Globalization;

namespace Hiwae.Data.Idx;

/// <summary>Finds out what the bytes of images stand for: grey levels of 255, or zeros and ones.</summary>
internal static class PixelScale
{
    /// <summary>The largest byte that images of grey levels may be expected to exceed somewhere.</summary>
    private const byte Dark = 15;

    /// <summary>The byte that is on, 255 or 1, for all files of a set together; bytes of zeros and ones are replaced by 0 and 255.</summary>
    /// <param name="train">The images for training and validation.</param>
    /// <param name="test">The images for the test.</param>
    /// <exception cref="DataFormatException">It is not clear.</exception>
    public static byte Settle(IdxFile train, IdxFile test)
    {
        var (largest, largestOfTest) = (Largest(train), Largest(test));
        CheckAlike(train, largest, test, largestOfTest);
        CheckAlike(test, largestOfTest, train, largest);
        if (largest > Dark)
            return FieldValues.White;
        foreach (var file in new[] { train, test })
            file.Values.AsSpan().Replace((byte)1, (byte)FieldValues.White);
        return 1;
    }

    private static void CheckAlike(IdxFile file, byte largest, IdxFile other, byte largestOfOther)
    {
        if (largest > Dark)
            return;
        if (largest == 0)
            throw new DataFormatException(
                file.Path,
                null,
                $"all {file.Values.LongLength.ToString(CultureInfo.InvariantCulture)} pixels are 0, so that there is nothing to see",
                "if they were intensities from 0 to 1 before they became bytes, multiply these by 255 and write the file again");
        if (largestOfOther > Dark)
            throw new DataFormatException(
                file.Path,
                null,
                $"the largest byte is {largest}, but that of {other.Path} is {largestOfOther}, so that a pixel of {largest} could be a grey level, {largest} of 255, or as bright as its scale has it, {largest} of {largest}",
                $"write both files on one scale, from 0 to {FieldValues.White}");
        if (largest > 1)
            throw new DataFormatException(
                file.Path,
                null,
                $"the largest byte is {largest}, so that a pixel of {largest} could be a very dark grey, {largest} of 255, or the white of a scale from 0 to {largest}",
                $"write the file from 0 to {FieldValues.White}: multiply its bytes by {FieldValues.White}/{largest} if {largest} is white, or brighten the images until some byte is {Dark + 1} or more if it is grey; bytes 0 and 1 alone are read as off and on");
    }

    /// <summary>The largest byte, or some byte that is larger than what is dark.</summary>
    private static byte Largest(IdxFile file)
    {
        ReadOnlySpan<byte> values = file.Values;
        if (values.IndexOfAnyInRange((byte)(Dark + 1), byte.MaxValue) is var bright and >= 0)
            return values[bright];
        var largest = Dark;
        while (largest > 0 && !values.Contains(largest))
            largest--;
        return largest;
    }
}
