using System.CommandLine;
using Hiwae.Compilation;

namespace Hiwae.Cli.Options;

/// <summary>In which precision a compiled step multiplies.</summary>
internal static class PrecisionOption
{
    private static readonly string[] Names = ["float32", "bf16"];

    private static readonly Precision[] Precisions = [Precision.Float32, Precision.BFloat16];

    /// <summary>The option; single precision where it is left out.</summary>
    public static Option<Precision> Create() => new("--precision")
    {
        HelpName = string.Join('|', Names),
        Description = "How the linear maps of compiled training steps multiply: float32; bf16, factors rounded to 8 bits, where the processor has instructions for it (default float32).",
        DefaultValueFactory = _ => Precision.Float32,
        CustomParser = result =>
        {
            var text = result.Tokens[^1].Value;
            if (Array.IndexOf(Names, text) is >= 0 and var position)
                return Precisions[position];
            result.AddError($"--precision is '{text}'; it must be {string.Join(", ", Names[..^1])} or {Names[^1]}.");
            return Precision.Float32;
        },
    };

    /// <summary>How the option writes a precision.</summary>
    public static string Name(Precision precision) => Names[Array.IndexOf(Precisions, precision)];
}
