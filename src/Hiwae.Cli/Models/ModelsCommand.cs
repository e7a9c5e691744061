using System.CommandLine;
using System.Text.Json.Serialization;
using Hiwae.Cli.Options;
using Hiwae.Cli.Runs;
using Hiwae.Cli.Terminal;

namespace Hiwae.Cli.Models;

/// <summary><c>models</c>: the catalogue.</summary>
internal static class ModelsCommand
{
    public static Command Create(Session session)
    {
        var json = CommonOptions.Json();
        var command = new ExampleCommand(
            "models", "List the declared models: factorisation, K, parameters.", "models", "models --json") { json };
        command.SetAction(parsed =>
        {
            ModelResult[] models = [.. session.Models.Select(m => m.Accept(new Describe()))];
            if (parsed.GetValue(json))
                JsonText.Write(session.Terminal, new ModelsResult(models), ModelsJson.Default.ModelsResult);
            else
                Write(session.Terminal.Output, models, session.Program);
        });
        return command;
    }

    private static void Write(TextWriter writer, IEnumerable<ModelResult> models, string program)
    {
        foreach (var model in models)
        {
            writer.WriteLine($"{model.Name}    {Plates.Text(model.Samples, model.Heads)}, {model.Weights} weights, {Numbers.Count(model.Parameters)} parameters");
            if (model.Summary.Length > 0)
                writer.WriteLine($"    {model.Summary}");
            writer.WriteLine($"    {model.Factorisation}");
            if (model.Mixtures.Count > 0)
                writer.WriteLine($"    {string.Join(",  ", model.Mixtures)}");
            if (model.Features.Count > 0)
                writer.WriteLine($"    {string.Join(",  ", model.Features)}");
            if (model.Given.Count > 0)
                writer.WriteLine($"    given {string.Join(", ", model.Given)}");
            writer.WriteLine();
        }

        writer.WriteLine($"'{program} explain MODEL' says more of one.");
    }

    private sealed class Describe : IModelVisitor<ModelResult>
    {
        public ModelResult Visit<TModel>() where TModel : class, IModel<TModel>
        {
            var model = TModel.Description;
            using var network = TModel.CreateNetwork(Noise.FromSeed(0));
            return new(
                model.Name,
                model.Summary,
                model.Factorisation(),
                model.Weights.ToString().ToLowerInvariant(),
                model.Samples,
                network.parameters().Sum(p => p.numel()),
                [.. Formula.Features(model)],
                [.. model.Factors.SelectMany(factor => new[] { Formula.Flow(model, factor), Formula.Mixture(model, factor) }).OfType<string>()],
                [.. model.Given.Select(v => v.Name.ToLowerInvariant() + (model.IsMask(v) ? " (mask)" : ""))])
            {
                Heads = model.Heads,
            };
        }
    }
}

/// <summary>The result of <c>models --json</c>.</summary>
internal sealed record ModelsResult(IReadOnlyList<ModelResult> Models);

/// <summary>One model of the catalogue.</summary>
internal sealed record ModelResult(
    string Name, string Summary, string Factorisation, string Weights, int Samples, long Parameters,
    IReadOnlyList<string> Features, IReadOnlyList<string> Mixtures, IReadOnlyList<string> Given)
{
    /// <summary>S, the number of distinct heads; null where it is not declared.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public int? Heads { get; init; }
}

/// <summary>The serialisation of the results.</summary>
[JsonSourceGenerationOptions(WriteIndented = true, PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower)]
[JsonSerializable(typeof(ModelsResult))]
internal sealed partial class ModelsJson : JsonSerializerContext;
