using System.CommandLine;
using Hiwae.Cli.Options;
using Hiwae.Cli.Runs;

namespace Hiwae.Cli.Verify;

/// <summary><c>verify [MODEL]</c>: puts declared models to the laws of the method.</summary>
internal static class VerifyCommand
{
    public static Command Create(Session session)
    {
        var model = new Argument<string?>("MODEL")
        {
            Arity = ArgumentArity.ZeroOrOne,
            Description = "The model's name (default: every model).",
        };
        var tests = NumberOption.Whole(
            "--tests", $"Random cases for each law; a statistical law gets a tenth of them (default {new LawOptions().Tests}).", 1, LawOptions.MostTests);
        var seed = CommonOptions.Seed("the random parameters, data and draws");
        var threads = CommonOptions.Threads();
        var json = CommonOptions.Json();
        var command = new ExampleCommand(
            "verify",
            "Verify that a declared model satisfies the laws of the method, at random parameters and random data.",
            $"verify {session.Example("hiwae")}",
            "verify --tests 100 --seed 2 --json")
        {
            model, tests, seed, threads, json,
        };
        command.SetAction(parsed =>
        {
            CommonOptions.ApplyThreads(parsed.GetValue(threads));
            ModelEntry[] models = parsed.GetValue(model) is { } name ? [session.Find(name)] : [.. session.Models];
            LawOptions options = new() { Seed = parsed.GetValue(seed) ?? CommonOptions.DefaultSeed };
            return new VerifyRun(session, models, options with { Tests = parsed.GetValue(tests) ?? options.Tests }, parsed.GetValue(json)).Run();
        });
        return command;
    }
}
