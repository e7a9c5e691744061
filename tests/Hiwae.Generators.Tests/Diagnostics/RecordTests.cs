using System.Globalization;
using static Hiwae.Generators.Tests.Harness.Analysis;

namespace Hiwae.Generators.Tests.Diagnostics;

public class RecordTests
{
    private const string Variables = """
        (
            [Shape(4), P<Bernoulli>(nameof(Z))] Tensor X,
            [Shape(2), P<Normal>, Q<Normal>(nameof(X))] Tensor Z);
        """;

    [Fact]
    public void A_model_is_partial()
    {
        Verify("[Model] public sealed record {|HIW0001:M|}" + Variables);
        Verify("[Model] public sealed partial record M" + Variables);
    }

    [Fact]
    public void So_is_everything_around_it()
    {
        Verify($$"""static class Outer { [Model] internal sealed partial record {|HIW0001:M|}{{Variables}} }""");
        Verify($$"""static partial class Outer { [Model] internal sealed partial record M{{Variables}} }""");
    }

    [Theory]
    [InlineData("public sealed partial class {|HIW0002:M|}")]
    [InlineData("public readonly partial record struct {|HIW0002:M|}")]
    [InlineData("public partial struct {|HIW0002:M|}")]
    [InlineData("public abstract partial record {|HIW0002:M|}")]
    [InlineData("public partial record {|HIW0002:M|}<T>")]
    [InlineData("file partial record {|HIW0002:M|}")]
    public void A_model_is_a_plain_record(string head)
    {
        const string shape = "([Shape(4), P<Bernoulli>(\"Z\")] Tensor X, [Shape(2), P<Normal>, Q<Normal>(\"X\")] Tensor Z)";
        var body = head.Contains("class") || head.Contains("partial struct") ? shape + " { internal Tensor Both => X + Z; }" : shape + ";";
        Verify("[Model] " + head + body);
        Verify("[Model] public partial record M" + shape + ";");
    }

    [Fact]
    public void A_record_struct_is_told_to_be_a_record() => Assert.Equal(
        "M is a record struct, and a model is a plain record, a joint sample with the variables as its parameters; write 'partial record M(…)', without 'struct'",
        Verify("[Model] public partial record struct {|HIW0002:M|}" + Variables).Single().GetMessage(CultureInfo.InvariantCulture));

    [Fact]
    public void A_model_derives_from_nothing()
    {
        Verify("public record Base; [Model] public partial record {|HIW0002:M|}" + Variables.Replace(";", " : Base;"));
        Verify("public interface IFace; [Model] public partial record M" + Variables.Replace(";", " : IFace;"));
    }

    [Theory]
    [InlineData("[Model] public partial record {|HIW0003:M|}();")]
    [InlineData("[Model] public partial record {|HIW0003:M|};")]
    public void A_model_has_variables(string declaration) => Verify(declaration);

    [Fact]
    public void The_form_of_a_record_comes_before_its_variables() => Verify("[Model] public record {|HIW0001:M|}();");

    [Theory]
    [InlineData("public static string {|HIW0033:Description|} => \"\";")]
    [InlineData("public int {|HIW0033:Variables|} => 1;")]
    [InlineData("public static void {|HIW0033:CreateNetwork|}() { }")]
    [InlineData("public class {|HIW0033:Network|};")]
    [InlineData("public void {|HIW0033:Dispose|}() { }")]
    public void The_names_of_generated_members_are_free(string member)
    {
        Verify("[Model] public partial record M" + Variables.Replace(";", " { /** */ " + member + " }"));
        Verify("[Model] public partial record M" + Variables.Replace(";", " { /** */ public int Own => 1; }"));
    }

    [Fact]
    public void Also_of_variables_and_the_record_itself()
    {
        Verify("[Model] public partial record {|HIW0033:Network|}" + Variables);
        Verify("[Model] public partial record M" + Variables.Replace("Tensor Z", "Tensor {|HIW0033:Description|}").Replace("nameof(Z)", "nameof(Description)"));
    }

    [Theory]
    [InlineData("Big Model", "big-model")]
    [InlineData("HiwaeBalance", "hiwae-balance")]
    [InlineData("a--b", "a-b")]
    [InlineData("a.b", "a-b")]
    [InlineData("", "m")]
    public void A_name_can_be_typed_on_the_command_line(string name, string instead)
    {
        var reported = Verify($"[Model(Name = {{|HIW0035:\"{name}\"|}})] public partial record M{Variables}");
        Assert.Contains($"\"{instead}\"", reported.Single().GetMessage(System.Globalization.CultureInfo.InvariantCulture));
        Verify($"[Model(Name = \"{instead}\")] public partial record M{Variables}");
        Verify($"[Model(Name = \"{instead}-2\")] public partial record M{Variables}");
    }

    [Fact]
    public void A_name_belongs_to_one_model()
    {
        Verify($"[Model] public partial record {{|HIW0036:M|}}{Variables} [Model(Name = {{|HIW0036:\"m\"|}})] public partial record N{Variables}");
        Verify($"[Model] public partial record M{Variables} [Model(Name = \"n\")] public partial record N{Variables}");
    }

    [Theory]
    [InlineData("0")]
    [InlineData("-3")]
    public void Samples_are_positive(string samples)
    {
        Verify($"[Model(Samples = {{|HIW0025:{samples}|}})] public partial record M{Variables}");
        Verify($"[Model(Samples = 1)] public partial record M{Variables}");
    }

    [Fact]
    public void Options_are_members_of_their_enumerations()
    {
        var weights = Verify($"[Model(Weights = {{|HIW0012:(Weights)17|}})] public partial record M{Variables}").Single();
        Assert.StartsWith("Weights of M is 17, which is no member of Weights", weights.GetMessage(CultureInfo.InvariantCulture), StringComparison.Ordinal);
        Verify($"[Model(Gradient = {{|HIW0012:(Gradient)17|}})] public partial record M{Variables}");
        Verify("[Model] public partial record M" + Variables.Replace("nameof(X)", "nameof(X), Activation = {|HIW0012:(Activation)17|}"));
        Verify("[Model] public partial record M" + Variables.Replace("nameof(X)", "nameof(X), Activation = (Activation)1"));
    }
}
