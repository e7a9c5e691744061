namespace Hiwae.Generators.Tests.Properties;

/// <summary>A variable to be written as C#.</summary>
internal sealed record RandomVariable(string Name, int[] Shape, bool PerSample, RandomFactor[] Factors)
{
    public override string ToString()
    {
        string[] attributes =
            [$"Shape({string.Join(", ", Shape)})", .. PerSample ? ["PerSample"] : Array.Empty<string>(), .. Factors.Select(factor => factor.ToString())];
        return $"[{string.Join(", ", attributes)}] Tensor @{Name}";
    }
}
