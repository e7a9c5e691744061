using System.Linq;
using Hiwae.Generators.Declarations;
using Hiwae.Generators.Planning;

namespace Hiwae.Generators.Emission;

/// <summary>The module with one submodule per factor, and the functions over it.</summary>
internal static class NetworkEmitter
{
    /// <summary>The submodule of learned weights.</summary>
    public const string LearnedWeights = "pi";

    public static void Emit(CodeWriter writer, Plan plan)
    {
        writer.Line($"""
            /// <summary>The parameters of <see cref="{plan.Record.GlobalName}"/>, one submodule per factor that has any.</summary>
            public sealed class Network : {Names.Runtime}.ModelNetwork<{plan.Record.GlobalName}>
            """).Open();
        EmitConstructor(writer, plan);
        foreach (var factor in plan.Factors.Where(factor => factor.Submodule is not null))
        {
            writer.Line($$"""

                /// <summary>{{factor.Title}}, {{Xml(factor.DensityName)}}.</summary>
                public {{Names.Networks}}.{{(factor.Source == ParameterSource.Network ? "Mlp" : "LearnedParameters")}} {{factor.Submodule}} { get; }
                """);
        }

        if (plan.Weights == Weightings.Learned)
        {
            writer.Line($$"""

                /// <summary>π_j, one for each proposal.</summary>
                public {{Names.Networks}}.LearnedWeights {{LearnedWeights}} { get; }
                """);
        }

        writer.Line();
        ProposeEmitter.Emit(writer, plan);
        writer.Line();
        GenerateEmitter.Emit(writer, plan);
        writer.Line();
        DecodeEmitter.Emit(writer, plan);
        writer.Close();
    }

    private static void EmitConstructor(CodeWriter writer, Plan plan)
    {
        var submodules = plan.Factors.Where(factor => factor.Submodule is not null).ToList();
        writer.Line($"""
            /// <summary>A freshly initialised network.</summary>
            /// <param name="noise">Draws the initial weights; its device and element type become the network's.</param>
            /// <param name="samples">K; null for the declared {plan.Samples.Invariant()}.</param>
            public Network({Names.Runtime}.Noise noise, int? samples = null)
                : base(samples)
            """).Open();
        foreach (var factor in submodules)
            writer.Line($"{factor.Submodule} = {Construction(factor)};");
        if (plan.Weights == Weightings.Learned)
            writer.Line($"{LearnedWeights} = new(\"{LearnedWeights}\", {plan.Samples.Invariant()}, noise);");
        foreach (var factor in submodules)
            writer.Line($"register_module(\"{factor.Submodule}\", {factor.Submodule});");
        if (plan.Weights == Weightings.Learned)
            writer.Line($"register_module(\"{LearnedWeights}\", {LearnedWeights});");
        writer.Close();
    }

    private static string Construction(PlannedFactor factor)
    {
        var heads = factor.IsDistinct ? $", heads: {factor.Heads.Invariant()}" : "";
        var outputs = factor.Outputs.Invariant();
        if (factor.Source == ParameterSource.Learned)
            return $"new(\"{factor.Submodule}\", outputs: {outputs}, noise{heads})";
        var inputs = CodeWriter.List(factor.Inputs.Select(Input));
        var gain = factor.HasSmallHead ? $", headGain: {Names.Networks}.Initialisation.AuxiliaryHead" : "";
        return $"new(\"{factor.Submodule}\", {inputs}, {CodeWriter.List(factor.Hidden)}, {Names.Runtime}.Activation.{factor.Activation}, "
            + $"outputs: {outputs}, noise{heads}{gain})";
    }

    private static string Input(NetworkInput input) => input.StartsSmall
        ? $"new({input.Size.Invariant()}, {Names.Networks}.Initialisation.AuxiliaryInput)"
        : $"new({input.Size.Invariant()})";

    private static string Xml(string text) => text.Replace("&", "&amp;").Replace("<", "&lt;").Replace(">", "&gt;");
}
