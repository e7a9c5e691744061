using Hiwae.Cli.Diagnosis;

namespace Hiwae.Cli.Tests;

public sealed class CatalogueTests
{
    [Fact]
    public void Models_are_listed_with_formula_samples_and_parameters()
    {
        var result = Invocation.Of("models");
        Assert.Contains("small-balance    K = 2, balance weights, ", result.Output);
        Assert.Contains("p(x | z) p(z)  ·  q_j(z | z0, x) q(z0 | x)  ·  r(z0 | z, x)", result.Output);
    }

    [Fact]
    public void Models_are_listed_as_json()
    {
        var model = Invocation.Of("models", "--json").Json.GetProperty("models").EnumerateArray()
            .Single(m => m.GetProperty("name").GetString() == "small");

        // q: 64·8 + 8, 8·4 + 4; p: 2·8 + 8, 8·64 + 64.
        Assert.Equal(520 + 36 + 24 + 576, model.GetProperty("parameters").GetInt32());
        Assert.Equal(3, model.GetProperty("samples").GetInt32());
        Assert.Equal("p(x | z) p(z)  ·  q(z | x)", model.GetProperty("factorisation").GetString());
    }

    [Fact]
    public void The_doctor_says_what_the_program_runs_on()
    {
        var result = Invocation.Of("doctor", "--json");
        var facts = result.Json.GetProperty("facts").EnumerateArray().ToDictionary(
            f => f.GetProperty("name").GetString()!, f => f.GetProperty("value").GetString()!);
        foreach (var name in new[] { ".NET", "processor", "engine", "engine file", "step", "libtorch", "BLAS", "matrix product", "threads", "denormals", "HIWAE_DATA" })
            Assert.NotEmpty(facts[name]);
        Assert.True(File.Exists(facts["engine file"]));
        var missing = result.Json.GetProperty("findings").EnumerateArray().Any(f => f.GetProperty("severity").GetString() == "missing");
        Assert.Equal(missing ? 1 : 0, result.Status);
        Assert.Equal(!missing, result.Json.GetProperty("ok").GetBoolean());
    }

    [Theory]
    [InlineData("TorchSharp", false, true)]
    [InlineData("TorchSharp", true, false)]
    [InlineData("Hiwae.Torch", false, false)]
    public void Another_engine_is_advised_only_where_it_would_flush_denormals(string engine, bool areFlushed, bool isAdvised)
    {
        var finding = Doctor.Denormals("./hiwae", engine, areFlushed);
        Assert.Equal(isAdvised ? "./hiwae setup --engine system" : null, finding?.Remedy);
    }

    [Fact]
    public void The_doctor_says_what_the_settings_of_an_engine_are_worth_where_it_makes_some()
    {
        Assert.Equal([new("denormals", "kept")], StartUp.Facts(false, null));
        Assert.Equal(
            [
                new("denormals", "flushed to zero; a product of them takes 0.500 ms flushed, 6.000 ms kept (12.0 times)"),
                new("product in steps", "134.2 GFLOP/s by oneDNN"),
                new("large blocks", "kept; 16 MiB take 2.000 ms, 5.250 ms when mapped anew"),
            ],
            StartUp.Facts(true, new(0.0005, 0.006, 0.002, "oneDNN", 0.002, 0.00525)));

        // A processor on which that cannot be set.
        Assert.Equal("kept", StartUp.Facts(false, new(null, null, 0.01, "BLAS", 0.002, 0.005)).First().Value);
    }
}
