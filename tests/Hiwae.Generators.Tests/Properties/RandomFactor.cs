namespace Hiwae.Generators.Tests.Properties;

/// <summary>A factor to be written as C#.</summary>
internal sealed record RandomFactor(
    char Kind, string Density, string[] Parents, int[]? Hidden = null, string? Activation = null, bool Learned = false, bool Distinct = false)
{
    public override string ToString()
    {
        string?[] arguments =
        [
            .. Parents.Select(parent => $"\"{parent}\""),
            Hidden is null ? null : $"Hidden = [{string.Join(", ", Hidden)}]",
            Activation is null ? null : $"Activation = global::Hiwae.Activation.{Activation}",
            Learned ? "Learned = true" : null,
            Distinct && Kind != 'P' ? "Distinct = true" : null,
        ];
        var written = string.Join(", ", arguments.Where(argument => argument is not null));
        return $"{Kind}<{Density}>" + (written.Length > 0 ? $"({written})" : "");
    }
}
