using System.Text;
using System.Text.Json;
using Hiwae.Cli.Terminal;
using Hiwae.Cli.Train;
using Hiwae.Tests.Faults;
using Xunit.Abstractions;

namespace Hiwae.Cli.Tests.Faults;

public sealed class ConfigMutantTests(ITestOutputHelper output)
{
    private const int Seed = 20_340_001;

    private const string Whole = """
        {
          "model": "small", // the smallest
          "data": { "source": "glyphs", "mask_file": null },
          "options": { "epochs": 5, "learning_rate": 0.001, "gradient": "StickingTheLanding", "ams_grad": true, "schedule": { "kind": "step", "every": 3, "factor": 0.5 }, "patience": null },
          "test": { "samples": 100, "limit": null },
          "threads": 1, "seed": 9223372036854775807, "metrics": { "seconds": 1.5 }, "status": "Completed"
        }
        """;

    [Fact]
    public void A_damaged_configuration_is_read_rightly_or_refused_by_name()
    {
        var folder = Directory.CreateTempSubdirectory("hiwae-").FullName;
        try
        {
            var path = Path.Combine(folder, "config.json");
            var count = Mutants.Survive(path, Seed, random => random.Next(10) < 8 ? Encoding.UTF8.GetBytes(JsonMutation.Of(Whole, random)) : ByteMutation.Of(Encoding.UTF8.GetBytes(Whole), random), bytes =>
            {
                var read = new ConfigReader(path).Read();
                return () =>
                {
                    using var expected = JsonDocument.Parse(bytes, new() { CommentHandling = JsonCommentHandling.Skip, AllowTrailingCommas = true });
                    Assert.All(read, value => Assert.Equal(value.Text, Text(value.Key.Path.Split('.').Aggregate(expected.RootElement, (element, name) => element.GetProperty(name)))));
                };
            }, e => e is UsageException);
            output.WriteLine($"configuration, seed {Seed}: {count}");
            Assert.InRange(count.Read, Mutants.Count / 25, Mutants.Count * 9 / 10);
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    private static string Text(JsonElement element) => element.ValueKind == JsonValueKind.String ? element.GetString()! : element.GetRawText();
}
