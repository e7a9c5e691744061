using System.Globalization;
using static Hiwae.Generators.Tests.Harness.Analysis;

namespace Hiwae.Generators.Tests.Diagnostics;

public class NetworkTests
{
    private const string Network = "[Network, Dense(3)] ";

    [Fact]
    public void A_network_is_partial()
    {
        Verify(Network + "public sealed record {|HIW0051:N|};");
        Verify(Network + "public sealed partial record N;");
    }

    [Fact]
    public void So_is_everything_around_it()
    {
        Verify($"static class Outer {{ {Network} internal sealed partial record {{|HIW0051:N|}}; }}");
        Verify($"static partial class Outer {{ {Network} internal sealed partial record N; }}");
    }

    [Theory]
    [InlineData("public sealed partial class {|HIW0052:N|} { }", "public sealed partial record N { }")]
    [InlineData("public abstract partial record {|HIW0052:N|};", "public partial record N;")]
    [InlineData("public partial record {|HIW0052:N|}<T>;", "public partial record N;")]
    [InlineData("file partial record {|HIW0052:N|};", "internal partial record N;")]
    [InlineData("public partial record {|HIW0052:N|}(int Width);", "public partial record N();")]
    [InlineData("public record Base; [Network, Dense(3)] public partial record {|HIW0052:N|} : Base;", "public partial record N : System.IEquatable<N>;")]
    [InlineData("public sealed class {|HIW0052:N|} { }", "public sealed partial record N;")]
    public void A_network_is_a_plain_record(string wrong, string right)
    {
        Verify((wrong.StartsWith("public record Base", StringComparison.Ordinal) ? "" : Network) + wrong);
        Verify(Network + right);
    }

    [Theory]
    [InlineData("[Network] public partial record {|HIW0053:N|};", "no layers")]
    [InlineData("[{|HIW0053:Dense(3)|}, Flatten] public partial record N;", "layers but no [Network]")]
    [InlineData("[{|HIW0053:Dense(3)|}] public class N;", "layers but no [Network]")]
    [InlineData("[Network, Dense(3)] public partial record N; [{|HIW0053:Dense(4)|}, Dense(5)] public partial record N;", "another part")]
    public void Layers_and_network_belong_together(string declaration, string why) =>
        Assert.Contains(why, Verify(declaration).Single().GetMessage(CultureInfo.InvariantCulture), StringComparison.Ordinal);

    [Theory]
    [InlineData("Dense({|HIW0054:0|})", "Dense(1)")]
    [InlineData("Dense(outputs: {|HIW0054:-1|})", "Dense(outputs: 1)")]
    [InlineData("Conv({|HIW0054:0|})", "Conv(1)")]
    [InlineData("Conv(1, Kernel = {|HIW0054:0|})", "Conv(1, Kernel = 1)")]
    [InlineData("Conv(1, Stride = {|HIW0054:0|})", "Conv(1, Stride = 1)")]
    [InlineData("Conv(1, Padding = {|HIW0054:-1|})", "Conv(1, Padding = 0)")]
    [InlineData("Conv(1, Padding = {|HIW0054:-1|}, Kernel = {|HIW0054:-2|})", "Conv(1, Padding = 0, Kernel = 2)")]
    [InlineData("Upsample({|HIW0054:0|})", "Upsample(1)")]
    [InlineData("Crop(1, {|HIW0054:0|})", "Crop(1, 1)")]
    [InlineData("Crop(width: {|HIW0054:0|}, height: {|HIW0054:-1|})", "Crop(width: 1, height: 1)")]
    [InlineData("Unflatten(1, {|HIW0054:0|}, 1)", "Unflatten(1, 1, 1)")]
    [InlineData("Dropout({|HIW0054:1|})", "Dropout(0.99)")]
    [InlineData("Dropout({|HIW0054:-0.1|})", "Dropout(0)")]
    [InlineData("Dropout({|HIW0054:double.NaN|})", "Dropout")]
    [InlineData("{|HIW0054:Unflatten(70000, 70000, 1)|}", "Unflatten(7000, 70000, 1)")]
    [InlineData("Dense(70000), {|HIW0054:Dense(70000)|}", "Dense(70000), Dense(7000)")]
    [InlineData("{|HIW0054:Conv(1, Kernel = 70000)|}", "Conv(1, Kernel = 7000)")]
    [InlineData("Dense(7), {|HIW0054:Dense(70000, Residual = true)|}", "Dense(7), Dense(7000, Residual = true)")]
    public void Numbers_are_in_range(string wrong, string right)
    {
        Verify($"[Network, {wrong}] public partial record N;");
        Verify($"[Network, {right}] public partial record N;");
    }

    [Theory]
    [InlineData("{|HIW0055:Flatten|}, Dense(3)", "Dense(3)")]
    [InlineData("Dense(3), {|HIW0055:Conv(3)|}", "Dense(3), Unflatten(3, 1, 1), Conv(3, Kernel = 1)")]
    [InlineData("Conv(3), {|HIW0055:Dense(3)|}, Conv(4)", "Conv(3), Flatten, Dense(3)")]
    [InlineData("Conv(3), BatchNorm, {|HIW0055:Unflatten(3, 1, 1)|}", "Conv(3), Flatten, Unflatten(3, 1, 1)")]
    [InlineData("Dense(3), {|HIW0055:Unflatten(3, 2, 1)|}", "Dense(6), Unflatten(3, 2, 1)")]
    [InlineData("Crop(4, 4), {|HIW0055:Conv(3, Kernel = 5)|}", "Crop(4, 4), Conv(3, Kernel = 4)")]
    [InlineData("Crop(4, 4), Conv(3), {|HIW0055:Crop(3, 2)|}", "Crop(4, 4), Conv(3), Crop(2, 2)")]
    public void Layers_fit_each_other_whatever_comes_in(string wrong, string right)
    {
        Verify($"[Network, {wrong}] public partial record N;");
        Verify($"[Network, {right}] public partial record N;");
    }

    [Fact]
    public void A_message_shows_the_arithmetic()
    {
        var reported = Verify("[Network, Crop(9, 9), Conv(32, Stride = 2), Flatten, {|HIW0055:Unflatten(32, 7, 7)|}] public partial record N;");
        Assert.Equal(
            "In N, Conv(32, Kernel = 3, Stride = 2) gives 32×4×4 = 512 values, but Unflatten(32, 7, 7) expects 32×7×7 = 1568; write Unflatten(32, 4, 4)",
            reported.Single().GetMessage(CultureInfo.InvariantCulture));
        reported = Verify("[Network, Dense(3), Dense({|HIW0054:0|})] public partial record N;");
        Assert.Equal("In N, outputs of Dense(0) is 0; write at least 1", reported.Single().GetMessage(CultureInfo.InvariantCulture));
    }

    [Theory]
    [InlineData("[Network(Activation = {|HIW0012:(Activation)17|}), Dense(3)]")]
    [InlineData("[Network(Activation = {|HIW0012:(Activation)17|}), Conv(3, Residual = true)]")]
    [InlineData("[Network, Dense(3), Dense(3, Activation = {|HIW0012:(Activation)17|})]")]
    [InlineData("[Network, LayerNorm(Activation = {|HIW0012:(Activation)17|})]")]
    [InlineData("[Network, Upsample(2, Mode = {|HIW0012:(Interpolation)2|})]")]
    public void Options_are_members_of_their_enumerations(string wrong)
    {
        Verify(wrong + " public partial record N;");
        Verify("[Network(Activation = (Activation)1), Dense(3, Activation = (Activation)8)] public partial record N;");
    }

    [Theory]
    [InlineData("record N { public int {|HIW0033:Layers|} => 1; }")]
    [InlineData("record N { public class {|HIW0033:Layers|}; }")]
    [InlineData("record {|HIW0033:Layers|};")]
    public void The_name_of_the_generated_member_is_free(string declaration) => Verify(Network + "public partial " + declaration);
}
