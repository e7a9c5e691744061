using Hiwae.Cli.Doctor;
using Hiwae.Native;

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
    public void A_learned_prior_is_told_from_the_standard_one()
    {
        var output = Invocation.Of("models").Output;
        Assert.Contains("    p(x_obs | z, y) p_θ(z)  ·  q_j(z | z0, h) q(z0 | h)  ·  r(z0 | z, h)", output);
        Assert.Contains("    p_θ(z) = Σ_c π_c p_c(z), c = 1 … 3", output);
        Assert.Contains("    p(x | z) p(z)  ·  q(z | x)", output);
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
        foreach (var name in new[] { ".NET", "processor", "engine", "engine file", "native library", "libtorch", "BLAS", "matrix product", "threads", "HIWAE_DATA" })
            Assert.NotEmpty(facts[name]);
        Assert.True(File.Exists(facts["engine file"]));
        var missing = result.Json.GetProperty("findings").EnumerateArray().Any(f => f.GetProperty("severity").GetString() == "missing");
        Assert.Equal(missing ? 1 : 0, result.Status);
        Assert.Equal(!missing, result.Json.GetProperty("ok").GetBoolean());
    }

    [Fact]
    public void The_doctor_says_how_the_engine_was_loaded()
    {
        Assert.Equal(
            "a copy, /cache/lib.so: the package's own asks for V_3, and /usr/libc++.so has no more than V_2",
            Examination.Words(new EngineStart.Copied("/lib.so", "/cache/lib.so", "V_3", "V_2", "/usr/libc++.so")));
        Assert.Equal("the package's own: it works", Examination.Words(new EngineStart.Plain("it works")));
        Assert.Equal("not loaded", Examination.Words(new EngineStart.Failed("It does not.", "Do something.")));
    }
}
