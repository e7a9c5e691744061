using Hiwae.CodeFixes;
using static Hiwae.Generators.Tests.Harness.Fixing;

namespace Hiwae.Generators.Tests.CodeFixes;

public class CorrectParentTests
{
    private static string Model(string parentsOfX, string parentsOfY = "nameof(Latent)") => $"""
        [Model]
        public partial record M(
            [Shape(4), P<Bernoulli>({parentsOfX})] Tensor X,
            [Shape(4), P<Bernoulli>({parentsOfY})] Tensor @class,
            [Shape(2), P<Normal>, Q<Normal>(nameof(X))] Tensor Latent);
        """;

    private static string Masked(string mask, string q = "") => $"""
        [Network, Dense(3, Conditioned = true)]
        public sealed partial record Trunk;

        [Model]
        public partial record M(
            [Shape(4), {mask}, P<Bernoulli>(nameof(Latent))] Tensor X,
            [Shape(2), P<Normal>, Q<Normal>(nameof(X){q})] Tensor Latent,
            [Given, Shape(4)] Tensor Seen);
        """;

    [Theory]
    [InlineData("\"Latnet\"", "nameof(Latent)")]
    [InlineData("\"latent\", Hidden = [3]", "nameof(Latent), Hidden = [3]")]
    [InlineData("[\"Lat\" + \"end\"]", "[nameof(Latent)]")]
    [InlineData("nameof(Latent), \"clas\"", "nameof(Latent), nameof(@class)")]
    public void The_nearest_name_is_written(string parents, string mended) => Verify(Model(parents), Model(mended), new CorrectParent());

    [Theory]
    [InlineData("Mask(\"Sen\")", "Mask(nameof(Seen))")]
    [InlineData("Mask(variable: \"Sen\")", "Mask(variable: nameof(Seen))")]
    public void Also_of_a_mask(string mask, string mended) => Verify(Masked(mask), Masked(mended), new CorrectParent());

    [Fact]
    public void Also_of_a_context() => Verify(
        Masked("Mask(nameof(Seen))", ", Net = typeof(Trunk), Context = \"Sene\""),
        Masked("Mask(nameof(Seen))", ", Net = typeof(Trunk), Context = nameof(Seen)"),
        new CorrectParent());

    [Fact]
    public void All_at_once() => VerifyAll(Model("\"Laten\"", "\"Latents\""), Model("nameof(Latent)"), new CorrectParent());

    [Fact]
    public void Nothing_is_offered_where_no_name_is_near() =>
        Assert.Empty(Offered(Harness.Analysis.Preamble + Model("\"Something\""), new CorrectParent()));
}
