using System.Linq;
using Hiwae.Generators.Model;
using Hiwae.Generators.Planning;

namespace Hiwae.Generators.Emission;

/// <summary>The module with one submodule per factor and feature, and the functions over it.</summary>
internal static class NetworkEmitter
{
    public static void Emit(CodeWriter writer, Plan plan)
    {
        Submodule[] submodules = [.. Submodules.Of(plan)];
        writer.Line($"""
            /// <summary>The parameters of <see cref="{plan.Record.GlobalName}"/>, one submodule per factor that has any{(plan.HasFeatures ? ", and per feature" : "")}.</summary>
            public sealed class Network : {Names.Runtime}.ModelNetwork<{plan.Record.GlobalName}>
            """).Open();
        EmitConstructor(writer, plan, submodules);
        StateEmitter.EmitMember(writer, plan);
        foreach (var submodule in submodules)
        {
            writer.Line($$"""

                /// <summary>{{Xml(submodule.Summary)}}.</summary>
                public {{Names.Networks}}.{{submodule.Type}} {{submodule.Name}} { get; }
                """);
        }

        writer.Line();
        ProposeEmitter.Emit(writer, plan);
        writer.Line();
        RecordEmitter.Emit(writer, plan);
        writer.Line();
        JointEmitter.Emit(writer, plan);
        writer.Line();
        GenerateEmitter.Emit(writer, plan);
        writer.Line();
        DecodeEmitter.Emit(writer, plan);
        writer.Close();
    }

    private static void EmitConstructor(CodeWriter writer, Plan plan, Submodule[] submodules)
    {
        writer.Line($"""
            /// <summary>A freshly initialised network.</summary>
            /// <param name="noise">Draws the initial weights; its device and element type become the network's.</param>
            /// <param name="samples">K; null for the declared {plan.Samples.Invariant()}.</param>
            /// <param name="heads">The number of distinct heads; null for {(plan.Heads is { } heads ? $"the declared {heads.Invariant()}" : "as many as samples")}.</param>
            public Network({Names.Runtime}.Noise noise, int? samples = null, int? heads = null)
                : base(samples, heads)
            """).Open();
        foreach (var submodule in submodules)
            writer.Line($"{submodule.Name} = new({string.Join(", ", submodule.Arguments.Prepend($"\"{submodule.Name}\""))});");
        foreach (var submodule in submodules)
            writer.Line($"register_module(\"{submodule.Name}\", {submodule.Name});");
        writer.Close();
    }

    private static string Xml(string text) => text.Replace("&", "&amp;").Replace("<", "&lt;").Replace(">", "&gt;");
}
