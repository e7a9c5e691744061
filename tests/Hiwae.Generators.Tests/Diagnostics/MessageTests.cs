using System.Globalization;
using static Hiwae.Generators.Tests.Harness.Analysis;

namespace Hiwae.Generators.Tests.Diagnostics;

/// <summary>What a message says of the declaration at hand: the thing, what is wrong with it, and the remedy that fits it.</summary>
public class MessageTests
{
    private const string Observed = "[Shape(4), P<Bernoulli>(nameof(Z))] Tensor X";
    private const string Latent = "[Shape(2), P<Normal>, Q<Normal>(nameof(X))] Tensor Z";
    private const string Given = "[Given, Shape(3)] Tensor Y";
    private const string Variables = $"({Observed}, {Latent})";

    private const string Networks = """
         [Network, Dense(8)] public sealed partial record Wide;
         [Network, Dense(8, Conditioned = true)] public sealed partial record Coupled;
         [Network, Dense(32), Unflatten(2, 4, 4)] public sealed partial record Decoder;
         [Flow, Coupling(Hidden = [8]), Permute, Coupling] public sealed partial record Bend;
        """;

    [Theory]
    [InlineData("[Model] public sealed record {|HIW0001:M|}" + Variables + ";", "write 'partial record M'")]
    [InlineData("static class Outer { [Model] internal sealed partial record {|HIW0001:M|}" + Variables + "; }", "write 'partial class Outer'")]
    [InlineData("[Model] public sealed partial class {|HIW0002:M|}" + Variables + " { internal Tensor Both => X + Z; }", "M is a class", "write 'partial record M(…)'")]
    [InlineData("[Model] public abstract partial record {|HIW0002:M|}" + Variables + ";", "M is abstract", "remove 'abstract'")]
    [InlineData("[Model] public partial record {|HIW0002:M|}<T>" + Variables + ";", "M is generic or inside a generic type", "remove the type parameters")]
    [InlineData("[Model] file partial record {|HIW0002:M|}" + Variables + ";", "M is local to its file", "remove 'file'")]
    [InlineData("public record Base; [Model] public partial record {|HIW0002:M|}" + Variables + " : Base;", "M is derived from another type", "remove the base type")]
    [InlineData("[Network, Dense(3)] public partial record {|HIW0052:N|}(int Width);", "N is a record with parameters", "write 'partial record N;'")]
    [InlineData("[Network, Dense(3)] public sealed partial class {|HIW0052:N|} { }", "N is a class", "write 'partial record N'")]
    [InlineData("[Network] public partial record {|HIW0053:N|};", "N has no layers", "write them below [Network]")]
    [InlineData("[{|HIW0053:Dense(3)|}] public partial record N;", "N has layers but no [Network]", "write [Network] above them")]
    [InlineData("[Network, Dense(3)] public partial record N; [{|HIW0053:Dense(4)|}] public partial record N;", "another part", "in their order")]
    [InlineData("[Model(Gradient = {|HIW0012:(Gradient)17|})] public partial record M" + Variables + ";", "Gradient of M is 17, which is no member of Gradient")]
    [InlineData("[Network(Activation = {|HIW0012:(Activation)17|}), Dense(3)] public partial record N;", "Activation of N is 17, which is no member of Activation")]
    [InlineData("[Network, Dense(3, Activation = {|HIW0012:(Activation)17|})] public partial record N;", "Activation of Dense(3", " in N is 17, which is no member of Activation")]
    [InlineData("[Network, Upsample(2, Mode = {|HIW0012:(Interpolation)2|})] public partial record N;", "Mode of Upsample(2", " in N is 2, which is no member of Interpolation")]
    [InlineData("[Flow, Coupling] public sealed record {|HIW0080:N|};", "write 'partial record N'")]
    [InlineData("[Flow, Coupling] public sealed partial record {|HIW0081:N|}(int Width);", "N is a record with parameters", "a flow is a plain record", "write 'partial record N;'")]
    [InlineData("[Flow] public partial record {|HIW0082:N|};", "N has no layers", "write them below [Flow]")]
    [InlineData("[{|HIW0082:Permute|}] public partial record N;", "N has layers of a flow but no [Flow]", "write [Flow] above them")]
    [InlineData("[Flow, Permute] public partial record N; [{|HIW0082:Coupling|}] public partial record N;", "another part", "in their order")]
    [InlineData("[Flow, Permute, Network, Dense(3)] public partial record {|HIW0082:N|};", "N has [Network] besides [Flow]", "write two records")]
    [InlineData("[Flow, Coupling(Hidden = {|HIW0054:[3, 0]|})] public partial record N;", "a width of Coupling is 0", "write at least 1")]
    [InlineData("[Flow, Permute, Coupling(Activation = {|HIW0012:(Activation)17|})] public partial record N;", "Activation of Coupling in N is 17")]
    [InlineData("[Flow, Permute] public partial record N { internal int {|HIW0033:Layers|} => 3; }", "Layers")]
    [InlineData("[Model(Name = {|HIW0035:\"Big Model\"|})] public partial record M" + Variables + ";", "The name \"Big Model\"", "Name = \"big-model\"")]
    public void Of_a_record(string declaration, params string[] words) => Says(declaration, words);

    [Theory]
    [InlineData("[Shape(4, {|HIW0006:-28|}), P<Bernoulli>(nameof(Z))] Tensor X", Latent, "Size 2 of X is -28")]
    [InlineData("[{|HIW0007:Shape(65536, 65536)|}, P<Bernoulli>(nameof(Z))] Tensor X", Latent, "X needs 4294967296 numbers for the parameters of P", "write smaller sizes")]
    [InlineData("[{|HIW0007:Shape(1500000000)|}, P<Normal>(nameof(Z))] Tensor X", Latent, "X needs 3000000000 numbers for the parameters of P", "write smaller sizes")]
    [InlineData(Observed + ", [Given, {|HIW0007:Shape(65536, 65536)|}] Tensor Y", Latent, "Y needs 4294967296 numbers for its values", "write smaller sizes")]
    [InlineData(Observed, "[Shape(900000000), P<Normal>(Learned = true, Components = {|HIW0007:3|}), Q<Normal>(nameof(X))] Tensor Z", "numbers for the parameters of P", "fewer components")]
    [InlineData(Observed + ", " + Latent, "[Shape(2), P<Normal>, Q<Normal>(nameof(X))] Tensor {|HIW0034:z|}", "Z and z are both written z")]
    [InlineData(Observed, "[Shape(2), {|HIW0021:PerSample|}, P<Normal>, Q<Normal>(nameof(X))] Tensor Z", "Z is latent and drawn for each sample anyway")]
    [InlineData("[Shape(4), {|HIW0021:PerSample|}, P<Bernoulli>(nameof(Z))] Tensor X", Latent, "X is observed, one value per datum")]
    [InlineData(Observed + ", [Given, {|HIW0021:PerSample|}, Shape(4)] Tensor Y", Latent, "Y is given, one value per datum")]
    [InlineData(Observed + ", [Feature<Wide>(nameof(X)), {|HIW0021:PerSample|}] Tensor H", Latent, "H is a feature, with a value for each sample if")]
    [InlineData(Observed + ", [Shape(2), P<Normal>, {|HIW0011:R<Normal>(nameof(X))|}] Tensor A", Latent, "remove R to make it observed")]
    [InlineData(Observed + ", [Shape(2), P<Normal>, Q<Normal>, {|HIW0011:R<Normal>(nameof(X))|}] Tensor A", Latent, "remove R to make it latent")]
    [InlineData(Observed + ", [{|HIW0037:Given|}, Shape(4), Q<Normal>(nameof(X)), R<Normal>(nameof(Z))] Tensor Y", Latent, "it has Q<Normal> and R<Normal> too")]
    [InlineData("[Shape(4), P<Normal>(nameof(Z), Flow = {|HIW0084:typeof(Bend)|})] Tensor X", Latent, "X is observed", "write the flow on a latent variable")]
    [InlineData(Observed, "[Shape(1), P<Normal>, Q<Normal>(nameof(X), Flow = {|HIW0084:typeof(Bend)|})] Tensor Z", "Z has 1 value", "take a flow of ActNorm alone")]
    [InlineData("[Shape(4), Mask({|HIW0040:nameof(Z)|}), P<Bernoulli>(nameof(Z))] Tensor X", Latent, "Z is not given", "declare a variable [Given, Shape(4)]")]
    [InlineData("[Shape(4), Mask({|HIW0040:nameof(Y)|}), P<Bernoulli>(nameof(Z))] Tensor X, " + Given, Latent, "Y has shape 3 and X 4", "give Y [Shape(4)], or [Shape(1)] where X is present or missing as a whole")]
    [InlineData("[Shape(4), Mask({|HIW0015:\"x\"|}), P<Bernoulli>(nameof(Z))] Tensor X, " + Given, Latent, "did you mean nameof(X)?")]
    [InlineData("[Shape(4), Mask({|HIW0015:\"Elsewhere\"|}), P<Bernoulli>(nameof(Z))] Tensor X, " + Given, Latent, "write one of X, Y, Z with nameof")]
    public void Of_a_variable(string first, string second, params string[] words) => Says(Model($"{first}, {second}"), words);

    [Theory]
    [InlineData("P<Normal>, Q<Normal>(nameof(X), Hidden = [200, {|HIW0026:-1|}])", "Hidden layer 2 of Q of Z has width -1")]
    [InlineData("P<Normal>, Q<Normal>(nameof(X), Activation = {|HIW0012:(Activation)17|})", "Activation of Q of Z is 17, which is no member of Activation")]
    [InlineData("P<Normal>, Q<Normal>(nameof(X), Net = typeof(Wide), Hidden = {|HIW0043:[3]|})", "Q of Z has the network Wide", "remove Hidden")]
    [InlineData("P<Normal>, Q<Normal>(nameof(X), Net = typeof(Wide), Activation = {|HIW0043:Activation.Relu|})", "Q of Z has the network Wide", "remove Activation")]
    [InlineData("P<Normal>, Q<Normal>(nameof(X), Learned = {|HIW0028:true|})", "Q of Z has parents")]
    [InlineData("P<Normal>(Hidden = {|HIW0027:[3]|}), Q<Normal>(nameof(X))", "P of Z has no parents, so there is no network that Hidden could describe")]
    [InlineData("P<Normal>(Net = {|HIW0027:typeof(Wide)|}), Q<Normal>(nameof(X))", "no network that Net could describe")]
    [InlineData("P<Normal>(Activation = {|HIW0027:Activation.Relu|}), Q<Normal>(nameof(X))", "no network that Activation could describe")]
    [InlineData("P<Normal>, Q<Normal>(Distinct = {|HIW0029:true|})", "Q of Z is a fixed standard density")]
    [InlineData("P<{|HIW0023:Bernoulli|}>, Q<Normal>(nameof(X))", "P of Z is Bernoulli on Binary but its Q is Normal on Real")]
    [InlineData("P<Normal>, Q<Normal>(nameof(X), Context = {|HIW0046:nameof(Y)|})", "has the context Y, but no declared network", "name a network with Net")]
    [InlineData("P<Normal>, Q<Normal>(nameof(X), Context = {|HIW0046:nameof(Y)|}, Net = typeof(Wide))", "has the context Y, but Wide has no layer", "write Conditioned = true on a layer, or")]
    [InlineData("P<Normal>, Q<Normal>(nameof(X), Net = {|HIW0046:typeof(Coupled)|})", "Q of Z has no context, but Coupled has a conditioned layer", "write Context = nameof(…)")]
    [InlineData("P<Normal>(Components = {|HIW0048:0|}), Q<Normal>(nameof(X))", "P of Z has Components = 0", "write at least 1, or leave it out for a single density")]
    [InlineData("P<Normal>(PseudoInputs = {|HIW0048:-1|}), Q<Normal>(nameof(X))", "P of Z has PseudoInputs = -1", "write at least 1, or leave it out")]
    [InlineData("P<Normal>(Components = {|HIW0048:5|}), Q<Normal>(nameof(X))", "P of Z is a mixture of fixed standard densities", "write Learned = true")]
    [InlineData("P<Normal>(Flow = {|HIW0083:typeof(Wide)|}), Q<Normal>(nameof(X))", "Wide is no flow", "write [Flow] on it")]
    [InlineData("P<Normal>, Q<Normal>(nameof(X), Flow = {|HIW0083:typeof(string)|})", "String is no flow")]
    [InlineData("P<Gamma>, Q<Gamma>(nameof(X), Flow = {|HIW0084:typeof(Bend)|})", "Q of Z cannot have the flow Bend", "Gamma is on Positive", "take a density on Real")]
    [InlineData("P<Normal>(PseudoInputs = 3, Flow = {|HIW0084:typeof(Bend)|}), Q<Normal>(nameof(X))", "PseudoInputs make a mixture", "remove one of the two")]
    [InlineData("P<Normal>(PseudoInputs = 3), Q<Normal>(nameof(X), Flow = {|HIW0084:typeof(Bend)|})", "P of Z is a mixture of this Q", "remove one of the two")]
    [InlineData("P<Normal>, Q<Normal>(nameof(X), {|HIW0017:nameof(Z)|})", "remove it from the parents of its Q factor")]
    [InlineData("P<Normal>, Q<Normal>(nameof(X), {|HIW0016:nameof(X)|})", "X is listed twice among the parents of Q of Z")]
    [InlineData("P<Normal>, Q<Normal>(nameof(X), Net = {|HIW0045:typeof(Decoder)|})", "Decoder gives 2×4×4 for Q of Z", "Z has shape 2, no image", "or end the network with Flatten")]
    public void Of_a_factor(string factors, params string[] words) => Says(Model($"{Observed}, [Shape(2), {factors}] Tensor Z, {Given}"), words);

    [Theory]
    [InlineData("[Feature<Coupled>(nameof(X), Context = {|HIW0017:nameof(H)|})] Tensor H", "remove it from the parents of its feature")]
    [InlineData("[Feature<Wide>(nameof(X), {|HIW0016:nameof(X)|})] Tensor H", "X is listed twice among the parents of H")]
    [InlineData("[Feature<{|HIW0046:Coupled|}>(nameof(X))] Tensor H", "H has no context, but Coupled has a conditioned layer")]
    [InlineData("[Feature<{|HIW0044:Wide|}>] Tensor H", "Wide does not fit the parents of H")]
    public void Of_a_feature(string feature, params string[] words) => Says(Model($"{Observed}, {Latent}, {feature}"), words);

    /// <summary>The latent variable that is named first, since it is one whose proposals could differ.</summary>
    [Fact]
    public void Of_weights_that_have_nothing_to_compare() => Says(
        Model($"{Observed}, [Shape(2), Q<Normal>, R<Normal>] Tensor A, {Latent}, [Shape(2), P<Normal>, Q<Normal>] Tensor B")
            .Replace("Samples = 3", "Samples = 3, Weights = {|HIW0032:Weights.Balance|}"),
        "Balance weights", "write Distinct = true on the Q of Z");

    private static string Model(string variables) => $"[Model(Samples = 3)] public partial record M({variables});{Networks}";

    private static void Says(string declaration, params string[] words)
    {
        var message = Verify(declaration).Single().GetMessage(CultureInfo.InvariantCulture);
        Assert.All(words, word => Assert.Contains(word, message, StringComparison.Ordinal));
    }
}
