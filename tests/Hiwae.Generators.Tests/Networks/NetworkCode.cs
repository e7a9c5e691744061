using System.Globalization;
using Hiwae.Generators.Model;
using Hiwae.Shapes;

namespace Hiwae.Generators.Tests.Networks;

/// <summary>Networks as a user writes them, whole or with something wrong.</summary>
internal static class NetworkCode
{
    private static readonly Func<string, Random, string>[] Damages =
    [
        (code, _) => code.Replace("partial ", ""),
        (code, _) => code.Replace("record N;", "class N { }"),
        (code, _) => code.Replace("record N;", "record N(int Width);"),
        (code, _) => code.Replace("record N;", "record N { public int Layers => 1; }"),
        (code, _) => code.Replace("record N;", "record N<T>;"),
        (code, _) => code.Replace("[Network]\n", ""),
        (code, _) => code.Replace("[Network]\n", "[Network(Activation = (Activation)99, Residual = true)]\n"),
        (code, _) => code.Replace("= Activation.Relu", "= (Activation)99"),
        (code, random) => Numbers(code, random, -1),
        (code, random) => Numbers(code, random, 0),
        (code, random) => Numbers(code, random, 1),
        (code, random) => Numbers(code, random, 70000),
        (code, random) => Numbers(code, random, int.MaxValue),
    ];

    /// <summary>A network of that name.</summary>
    public static string Of(RandomNetwork network, string name = "N") =>
        $"{DeclaredNetworks.Usings}namespace Declared;\n\n[Network]\n[{string.Join(", ", network.Declaration.Layers.Select(Of))}]\npublic partial record {name};\n";

    /// <summary>The same with something wrong, mostly.</summary>
    public static string Damaged(string code, int seed)
    {
        var random = new Random(seed);
        return Damages[random.Next(Damages.Length)](code, random);
    }

    private static string Of(LayerDeclaration layer)
    {
        var names = LayerNumbers.Names(layer.Kind);
        var positional = layer.Kind == LayerKind.Conv ? 1 : layer.Numbers.Count;
        List<string> arguments = [.. layer.Numbers.Take(positional).Select(number => number.ToString(CultureInfo.InvariantCulture))];
        arguments.AddRange(layer.Numbers.Skip(positional).Select((number, i) => $"{names[i + 1]} = {number}"));
        if (layer.Kind == LayerKind.Dropout)
            arguments.Add(layer.Probability.ToString(CultureInfo.InvariantCulture));
        if (layer.IsWeighted || layer.Kind is LayerKind.LayerNorm or LayerKind.BatchNorm or LayerKind.Activate)
            arguments.Add($"Activation = Activation.{layer.Activation.Name}");
        if (layer.WeightNorm)
            arguments.Add("WeightNorm = true");
        if (layer.Residual)
            arguments.Add("Residual = true");
        if (layer.Conditioned)
            arguments.Add("Conditioned = true");
        return $"{layer.Kind}({string.Join(", ", arguments)})";
    }

    /// <summary>One of the numbers replaced.</summary>
    private static string Numbers(string code, Random random, int value)
    {
        var numbers = System.Text.RegularExpressions.Regex.Matches(code, @"(?<![\w.])-?\d+(?![\w.])");
        if (numbers.Count == 0)
            return code;
        var number = numbers[random.Next(numbers.Count)];
        return code[..number.Index] + value.ToString(CultureInfo.InvariantCulture) + code[(number.Index + number.Length)..];
    }
}
