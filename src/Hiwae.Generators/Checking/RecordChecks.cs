using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using Hiwae.Generators.Diagnostics;
using Hiwae.Generators.Model;
using Microsoft.CodeAnalysis;

namespace Hiwae.Generators.Checking;

/// <summary>Checks of the record as a whole.</summary>
internal static class RecordChecks
{
    private static readonly RecordForm Plain = new(RecordRules.NotAPlainRecord, RecordRules.NotPartial);

    /// <summary>Whether it is a partial record without complications, and has variables.</summary>
    public static IEnumerable<Finding> Form(Declaration declaration)
    {
        var name = declaration.Record.Name;
        Finding[] form = [.. Plain.Check(declaration.Record, declaration.Traits, $"{name}(…)")];
        return form.Length > 0 || declaration.Variables.Count > 0 ? form : [RecordRules.NoVariables.At(new(Part.Record), name)];
    }

    /// <summary>Names that generated code needs, and the model's own name.</summary>
    public static IEnumerable<Finding> Names(Declaration declaration)
    {
        foreach (var member in declaration.Members)
            yield return RecordRules.MemberTaken.At(new(Part.Member, Name: member), declaration.Record.Name, member);
        if (declaration.Options.Name is { } name && !IsKebab(name))
            yield return RecordRules.BadModelName.At(Argument("Name"), name, Suggestion(declaration, name));
    }

    /// <summary>The arguments of the model attribute.</summary>
    public static IEnumerable<Finding> Options(Declaration declaration)
    {
        var options = declaration.Options;
        if (options.Samples < 1)
            yield return RecordRules.SamplesNotPositive.At(Argument("Samples"), options.Samples.Invariant());
        else if (options.Heads is { } heads && Turns(options.Samples, heads) is { } finding)
            yield return finding;
        if (!options.Weights.IsDefined)
            yield return RecordRules.UndefinedOption.At(Argument("Weights"), $"Weights of {declaration.Record.Name}", options.Weights.Name, "Weights");
        if (options is { Beta: not null, Weights: { IsDefined: true, Name: not Weightings.Power } })
            yield return WeightingRules.BetaWithoutPower.At(Argument("Beta"), options.Weights.Name);
        else if (options.Beta is < 0 or double.NaN or double.PositiveInfinity)
            yield return WeightingRules.BetaOutOfRange.At(Argument("Beta"), Text.Invariant(options.Beta.Value));
        if (options.Alpha is not (null or (>= 0 and < 1)))
            yield return WeightingRules.AlphaOutOfRange.At(Argument("Alpha"), Text.Invariant(options.Alpha!.Value));
        else if (options is { Alpha: > 0, Weights.Name: Weightings.Power or Weightings.Maximum })
            yield return WeightingRules.AlphaWithoutMixture.At(Argument("Alpha"), options.Weights.Name);
        if (options.KlWeight is < 0 or double.NaN or double.PositiveInfinity)
            yield return WeightingRules.KlWeightOutOfRange.At(Argument("KlWeight"), Text.Invariant(options.KlWeight.Value));
        if (!options.Gradient.IsDefined)
            yield return RecordRules.UndefinedOption.At(Argument("Gradient"), $"Gradient of {declaration.Record.Name}", options.Gradient.Name, "Gradient");
        else if (options.Gradient.Name == "DoublyReparameterised" && options.Weights.Name is Weightings.Power or Weightings.Maximum)
            yield return WeightingRules.DoublyReparameterised.At(Argument("Gradient"), options.Weights.Name);
    }

    /// <summary>Whether samples can take heads in turn, each as often as the others; null where they can.</summary>
    private static Finding? Turns(int samples, int heads)
    {
        if (heads < 1)
            return WeightingRules.HeadsOutOfRange.At(Argument("Heads"), heads.Invariant(), samples.Invariant(), "at least 1");
        if (heads > samples)
            return WeightingRules.HeadsOutOfRange.At(Argument("Heads"), heads.Invariant(), samples.Invariant(), $"Samples = {heads.Invariant()} or a multiple of it, or fewer heads");
        var above = (((long)samples / heads) + 1) * heads;
        return samples % heads == 0
            ? null
            : WeightingRules.SamplesNotMultiple.At(Argument("Heads"), samples.Invariant(), heads.Invariant(), (above > int.MaxValue ? above - heads : above).ToString(CultureInfo.InvariantCulture));
    }

    private static DeclarationPath Argument(string name) => new(Part.ModelArgument, Name: name);

    private static bool IsKebab(string name) =>
        name.Split('-').All(word => word.Length > 0 && word.All(c => char.IsDigit(c) || (char.IsLetter(c) && !char.IsUpper(c))));

    private static string Suggestion(Declaration declaration, string name)
    {
        var letters = string.Concat(name.Select(c => char.IsLetterOrDigit(c) ? c : '-'));
        return Text.Kebab(letters) is { Length: > 0 } kebab ? kebab : ModelName.Default(declaration.Record.Name);
    }
}

/// <summary>Common checks of models and networks as records: a part can be added to them.</summary>
/// <param name="NotPlain">The rule that the type is a plain record.</param>
/// <param name="NotPartial">The rule that it is partial.</param>
internal sealed record RecordForm(DiagnosticDescriptor NotPlain, DiagnosticDescriptor NotPartial)
{
    private static readonly DeclarationPath Record = new(Part.Record);

    /// <summary>Whether it is a partial record without complications.</summary>
    /// <param name="record">The record.</param>
    /// <param name="traits">How it is declared.</param>
    /// <param name="pattern">How to write one, after <c>partial record</c>.</param>
    public IEnumerable<Finding> Check(RecordIdentity record, RecordTraits traits, string pattern)
    {
        var name = record.Name;
        foreach (var (trait, what, remedy) in new[]
        {
            (RecordTraits.Struct, traits.HasFlag(RecordTraits.NotRecord) ? "a struct" : "a record struct", $"write 'partial record {pattern}', without 'struct'"),
            (RecordTraits.NotRecord, "a class", $"write 'partial record {pattern}'"),
            (RecordTraits.HasParameters, "a record with parameters", $"write 'partial record {name};'"),
            (RecordTraits.Abstract, "abstract", "remove 'abstract'"),
            (RecordTraits.Generic, "generic or inside a generic type", "remove the type parameters"),
            (RecordTraits.Derived, "derived from another type", "remove the base type"),
            (RecordTraits.FileLocal, "local to its file", "remove 'file'"),
        })
        {
            if (traits.HasFlag(trait))
                return [NotPlain.At(Record, name, what, remedy)];
        }

        if (traits.HasFlag(RecordTraits.NotPartial))
            return [NotPartial.At(Record, name, "record")];
        return traits.HasFlag(RecordTraits.ContainerNotPartial)
            ? record.Containers.Where(container => !container.IsPartial).Select(container => NotPartial.At(Record, container.Name, container.Keyword))
            : [];
    }
}
