using Hiwae.CodeFixes;
using static Hiwae.Generators.Tests.Harness.Fixing;

namespace Hiwae.Generators.Tests.CodeFixes;

public class MakePartialTests
{
    private const string Variables = """
        (
            [Shape(4), P<Bernoulli>(nameof(Z))] Tensor X,
            [Shape(2), P<Normal>, Q<Normal>(nameof(X))] Tensor Z);

        """;

    [Theory]
    [InlineData("[Model]\npublic sealed record M", "[Model]\npublic sealed partial record M")]
    [InlineData("/// <summary>A model.</summary>\n[Model]\nrecord M", "/// <summary>A model.</summary>\n[Model]\npartial record M")]
    [InlineData("[Model] public /* plain */ record class M", "[Model] public /* plain */ partial record class M")]
    public void A_record_becomes_partial(string head, string mended) => Verify(head + Variables, mended + Variables, new MakePartial());

    [Fact]
    public void So_does_all_around_it()
    {
        Verify(
            $$"""public interface IOuter { static class Inner { [Model] public sealed record M{{Variables}} } }""",
            $$"""public partial interface IOuter { static partial class Inner { [Model] public sealed partial record M{{Variables}} } }""",
            new MakePartial());
        Verify(
            $$"""public readonly record struct Outer { [Model] public partial record M{{Variables}} }""",
            $$"""public readonly partial record struct Outer { [Model] public partial record M{{Variables}} }""",
            new MakePartial());
    }

    [Fact]
    public void A_network_becomes_partial_too() => Verify(
        """
        [Network, Dense(3)]
        public sealed record Trunk;

        """ + "[Model] public sealed partial record M" + Variables.Replace("nameof(X)", "nameof(X), Net = typeof(Trunk)"),
        """
        [Network, Dense(3)]
        public sealed partial record Trunk;

        """ + "[Model] public sealed partial record M" + Variables.Replace("nameof(X)", "nameof(X), Net = typeof(Trunk)"),
        new MakePartial());

    [Fact]
    public void All_at_once() => VerifyAll(
        $$"""static class Outer { [Model] public record M{{Variables}} [Model] public partial record N{{Variables}} } [Model] record Own{{Variables}}""",
        $$"""static partial class Outer { [Model] public partial record M{{Variables}} [Model] public partial record N{{Variables}} } [Model] partial record Own{{Variables}}""",
        new MakePartial());

    [Fact]
    public void The_title_says_what() => Assert.Equal(
        ["Make Outer and M partial"],
        Offered(Harness.Analysis.Preamble + $$"""static class Outer { [Model] public record M{{Variables}} }""", new MakePartial()));
}
