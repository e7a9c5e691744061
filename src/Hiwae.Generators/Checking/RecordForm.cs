using System.Collections.Generic;
using System.Linq;
using Hiwae.Generators.Declarations;
using Hiwae.Generators.Diagnostics;
using Microsoft.CodeAnalysis;

namespace Hiwae.Generators.Checking;

/// <summary>What models and networks have in common as records: a part can be added to them.</summary>
/// <param name="NotPlain">The rule that the type is a plain record.</param>
/// <param name="NotPartial">The rule that it is partial.</param>
internal sealed record RecordForm(DiagnosticDescriptor NotPlain, DiagnosticDescriptor NotPartial)
{
    private static readonly Site Record = new(Part.Record);

    /// <summary>Whether it is a partial record without complications.</summary>
    /// <param name="record">The record.</param>
    /// <param name="traits">How it is declared.</param>
    /// <param name="pattern">How to write one, after <c>partial record</c>.</param>
    public IEnumerable<Finding> Check(RecordIdentity record, RecordTraits traits, string pattern)
    {
        var name = record.Name;
        foreach (var (trait, what, remedy) in new[]
        {
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
