using System.Buffers.Binary;
using System.Security.Cryptography;
using Hiwae.Data;

namespace Hiwae.Training;

/// <summary>Tells a data set from others that have the same name: a hash of what training sees of it.</summary>
internal static class DataFingerprint
{
    /// <summary>The number of hexadecimal digits.</summary>
    public const int Length = 32;

    // Of a tensor, so much at a time.
    private const long Block = 1 << 24;

    /// <summary>The first half of the SHA-256 of the names, values and masks of all fields for training and validation, with their shapes and types.</summary>
    public static string Of(DataSet data)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        foreach (var set in new[] { data.Train, data.Validation })
        {
            foreach (var values in set.Fields)
            {
                hash.AppendData(System.Text.Encoding.UTF8.GetBytes(Words(values.Field)));
                Append(hash, values.Values);
                Append(hash, values.Mask);
            }
        }

        return Convert.ToHexStringLower(hash.GetHashAndReset())[..Length];
    }

    /// <summary>Checks that a run's data are what it was trained on; nothing where the record does not say.</summary>
    /// <exception cref="ArgumentException">They are others.</exception>
    public static void Check(string folder, RunRecord run, DataSet data)
    {
        if (run.Data.Fingerprint is not { } expected || Of(data) is var found && found == expected)
            return;
        throw new ArgumentException(
            $"The run {folder} was trained on other data than {data.Name} has now: their fingerprint was {expected}, and is {found}. A run goes on with the data that it began with; "
            + "put these back, or train again.");
    }

    /// <summary>What a field is, but for how its numbers were scaled: the numbers tell.</summary>
    private static string Words(DataField field) => string.Join('\n', field.Kind.Match(
        pixels: _ => (string[])["pixels", field.Name],
        numbers: _ => ["numbers", field.Name],
        label: _ => ["label", field.Name],
        category: levels => ["category", field.Name, .. levels.Levels])) + '\0';

    private static void Append(IncrementalHash hash, Tensor? tensor)
    {
        Span<byte> number = stackalloc byte[sizeof(long)];
        foreach (var part in (long[])[tensor is null ? -1 : (long)tensor.dtype, .. tensor?.shape ?? []])
        {
            BinaryPrimitives.WriteInt64LittleEndian(number, part);
            hash.AppendData(number);
        }

        if (tensor is null || tensor.numel() == 0)
            return;
        using var scope = NewDisposeScope();
        var flat = tensor.detach().cpu().contiguous().view(-1);
        for (long start = 0; start < flat.numel(); start += Block)
            hash.AppendData(flat.narrow(0, start, Math.Min(Block, flat.numel() - start)).bytes);
    }
}
