using System.Collections.Immutable;
using System.Reflection;
using Hiwae.Generators.Tests.Harness;
using Microsoft.CodeAnalysis;

namespace Hiwae.Generators.Tests.Properties;

/// <summary>What becomes of a declaration, and what is said of it.</summary>
/// <param name="Verdict">What becomes of it.</param>
/// <param name="Ids">Of what the analyzer reports.</param>
/// <param name="Details">Messages, for a reader.</param>
internal sealed record Judgement(Verdict Verdict, ImmutableArray<string> Ids, string Details)
{
    /// <summary>Whether it runs, but has no compiled step.</summary>
    public bool IsRefused { get; private init; }

    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(1);

    /// <summary>Generates, analyses, compiles, loads and runs.</summary>
    /// <param name="model">The declaration.</param>
    /// <param name="isValid">Whether the shapes of its features are what the grammar says.</param>
    public static Judgement Of(RandomModel model, bool isValid = false)
    {
        var work = Task.Run(() => Judge(model, isValid));
        return work.Wait(Patience) ? work.Result : new(Verdict.Hangs, [], $"It has not ended after {Patience}.");
    }

    private static Judgement Judge(RandomModel model, bool isValid)
    {
        Generation generation;
        ImmutableArray<Diagnostic> reported;
        try
        {
            generation = Generation.Run(model.Code);
            reported = Analysis.Errors(generation);
        }
        catch (InvalidOperationException exception)
        {
            return new(Verdict.Throws, [], exception.ToString());
        }

        ImmutableArray<string> ids = [.. reported.Select(diagnostic => diagnostic.Id)];
        Judgement Say(Verdict verdict, IEnumerable<object> messages) => new(verdict, ids, string.Join("\n", messages));
        var said = reported.Select(diagnostic => diagnostic.ToString()).ToArray();
        if (ids.Any(id => !id.StartsWith("HIW", StringComparison.Ordinal)))
            return Say(Verdict.Throws, said);
        var compiler = generation.Diagnostics;
        var isEmitted = generation.Result.GeneratedSources.Any(source => source.SourceText.ToString().Contains(".Checks.CheckObservation("));
        return (reported.IsEmpty, isEmitted) switch
        {
            (false, true) => Say(Verdict.Contradicted, said),
            (false, false) when !compiler.IsEmpty && !generation.Result.Diagnostics.IsEmpty => Say(Verdict.Rejected, [.. said, .. compiler]),
            (false, false) when !compiler.IsEmpty => Say(Verdict.DoesNotCompile, [.. said, .. compiler]),
            (false, false) => Say(Verdict.Reported, said),
            (true, false) when compiler.Any(diagnostic => diagnostic.Severity == DiagnosticSeverity.Error) => Say(Verdict.Rejected, [.. compiler]),
            (true, false) => Say(Verdict.Contradicted, ["Nothing is reported and nothing emitted."]),
            (true, true) when !compiler.IsEmpty => Say(Verdict.DoesNotCompile, [.. compiler]),
            _ when model.IsLarge => Say(Verdict.TooLarge, []),
            _ => Run(generation, model, isValid) switch
            {
                (_, { } fault) => Say(Verdict.Misbehaves, [fault]),
                ({ } exercised, _) => Say(exercised.IsFinite ? Verdict.Runs : Verdict.Overflows, []) with { IsRefused = exercised.IsRefused },
                _ => throw new System.Diagnostics.UnreachableException(),
            },
        };
    }

    /// <summary>Runs the emitted code: what that came to, or what was wrong.</summary>
    private static (Exercised? Result, string? Fault) Run(Generation generation, RandomModel model, bool isValid, bool isRepeated = false)
    {
        try
        {
            var code = string.Concat(generation.Result.GeneratedSources.Select(source => source.SourceText.ToString()));
            return ((Exercised)EmittedModel.Call(generation.Output, typeof(Exercise).GetMethod(nameof(Exercise.Run))!, [model, isValid, code])!, null);
        }
        catch (InvalidOperationException exception)
        {
            return (null, exception.Message);
        }
        catch (TargetInvocationException exception) when (!isRepeated && exception.InnerException is System.Runtime.InteropServices.ExternalException)
        {
            // The engine may let go of a number that the exercise itself calculates with (docs/engine.md), and the compiler's threads collect much. What fails by itself fails again.
            return Run(generation, model, isValid, isRepeated: true);
        }
        catch (TargetInvocationException exception)
        {
            return (null, exception.InnerException is ExerciseException fault ? fault.Message : exception.InnerException!.ToString());
        }
    }
}
