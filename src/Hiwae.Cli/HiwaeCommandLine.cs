using System.CommandLine;
using System.CommandLine.Help;
using System.CommandLine.Invocation;
using Hiwae.Cli.Analyse;
using Hiwae.Cli.Demo;
using Hiwae.Cli.Doctor;
using Hiwae.Cli.Evaluate;
using Hiwae.Cli.Explain;
using Hiwae.Cli.Export;
using Hiwae.Cli.Models;
using Hiwae.Cli.Options;
using Hiwae.Cli.Report;
using Hiwae.Cli.Runs;
using Hiwae.Cli.Study;
using Hiwae.Cli.Sweep;
using Hiwae.Cli.Terminal;
using Hiwae.Cli.Toy;
using Hiwae.Cli.Train;
using Hiwae.Cli.Use;
using Hiwae.Cli.Verify;
using Hiwae.Cli.Watch;
using Hiwae.Communication;
using Hiwae.Distributed;

namespace Hiwae.Cli;

/// <summary>The command line for a catalogue of declared models.</summary>
public static class HiwaeCommandLine
{
    private const string Description =
        "Hierarchical importance-weighted autoencoders: train declared models on images and measure them.";

    /// <summary>Runs the command that the arguments name, on the process's console.</summary>
    /// <param name="models">The catalogue, such as the generated <c>DeclaredModels.All</c>.</param>
    /// <param name="args">The arguments, without the program's name.</param>
    /// <param name="program">How the user starts the program, for messages.</param>
    /// <returns>0; 1 after a failure, 2 after a wrong command line, 130 after an interruption.</returns>
    public static int Run(IReadOnlyList<ModelEntry> models, string[] args, string program = "./hiwae")
    {
        // What a launcher gives its processes may look like a terminal; what they print goes somewhere else, and nothing may be in it that steers one.
        if (Launch.Current is not null)
            Environment.SetEnvironmentVariable("TERM", "dumb");
        using var interruption = Interruption.OfSignals();
        return Run(models, args, StandardStreams.OfConsole(), interruption, program, Launch.Current, Mpi.Start);
    }

    /// <summary>Runs the command that the arguments name.</summary>
    /// <param name="models">The catalogue.</param>
    /// <param name="args">The arguments, without the program's name.</param>
    /// <param name="terminal">The streams to write to.</param>
    /// <param name="interruption">Whether the user wants to stop.</param>
    /// <param name="program">How the user starts the program, for messages.</param>
    /// <returns>0; 1 after a failure, 2 after a wrong command line, 130 after an interruption.</returns>
    public static int Run(
        IReadOnlyList<ModelEntry> models, string[] args, StandardStreams terminal, Interruption interruption, string program = "./hiwae") =>
        Run(models, args, terminal, interruption, program, null, Mpi.Start);

    /// <summary>The same as one of the processes of a launcher, of which the first alone prints.</summary>
    internal static int Run(
        IReadOnlyList<ModelEntry> models, string[] args, StandardStreams console, Interruption interruption, string program, Launch? launch, Func<Launch, ICommunicator> connect)
    {
        var isFirst = launch is not { Rank: > 0 };
        var terminal = isFirst ? console : new(TextWriter.Null, TextWriter.Null, IsInteractive: false);
        var (culture, userInterface) = (CultureInfo.CurrentCulture, CultureInfo.CurrentUICulture);

        // Numbers look the same everywhere, in messages of libraries too.
        (CultureInfo.CurrentCulture, CultureInfo.CurrentUICulture) = (CultureInfo.InvariantCulture, CultureInfo.InvariantCulture);
        var session = new Session(models, terminal, interruption, program) { Launch = launch, Connect = connect, Report = Faults.Report, OwnError = isFirst ? null : console.Error };
        try
        {
            var root = Root(session);
            var parsed = root.Parse(args, new() { ResponseFileTokenReplacer = null }); // A name may begin with an @.
            if (parsed.Action is not (HelpWithExamples or ShowVersion) && WrongLine.Faults(parsed, program) is [_, ..] faults)
                return Faults.Report(session, parsed, faults);
            if (launch is { Size: > 1 } && parsed.Action is not (HelpWithExamples or ShowVersion) && WrongLine.Repeated(parsed, program, launch.Size) is { } repeated)
                return Faults.Report(session, parsed, [repeated]);
            return parsed.Invoke(new()
            {
                Output = terminal.Output,
                Error = terminal.Error,
                EnableDefaultExceptionHandler = false,
                ProcessTerminationTimeout = null, // The session's interruption does that.
            });
        }
        catch (Exception e)
        {
            return Faults.Report(session, e);
        }
        finally
        {
            terminal.Output.Flush();
            terminal.Error.Flush();
            console.Error.Flush();
            (CultureInfo.CurrentCulture, CultureInfo.CurrentUICulture) = (culture, userInterface);
        }
    }

    private static RootCommand Root(Session session)
    {
        var root = new RootCommand(Description)
        {
            TrainCommand.Create(session),
            SweepCommand.Create(session),
            EvaluateCommand.Create(session),
            MergeCommand.Create(session),
            AnalyseCommand.Create(session),
            SampleCommand.Create(session),
            ReconstructCommand.Create(session),
            EncodeCommand.Create(session),
            InterpolateCommand.Create(session),
            ImputeCommand.Create(session),
            ScoreCommand.Create(session),
            PlotCommand.Create(session),
            ReportCommand.Create(session),
            WatchCommand.Create(session),
            ExportCommand.Create(session),
            DemoCommand.Create(session),
            ModelsCommand.Create(session),
            ExplainCommand.Create(session),
            ToyCommand.Create(session),
            StudyCommand.Create(session),
            VerifyCommand.Create(session),
            DoctorCommand.Create(session),
        };
        root.HelpName = session.Program;
        var help = root.Options.OfType<HelpOption>().Single();
        var standard = (HelpAction)help.Action!;
        standard.MaxWidth = TerminalWriter.WidthOf(session.Terminal.Output) ?? int.MaxValue; // What is no terminal breaks no lines.
        help.Action = new HelpWithExamples(standard, session.Program);
        root.Options.OfType<VersionOption>().Single().Action = new ShowVersion();
        root.SetAction(_ => root.Parse("--help").Invoke(new() { Output = session.Terminal.Output }));
        return root;
    }

    /// <summary>Prints the version that run records name.</summary>
    private sealed class ShowVersion : SynchronousCommandLineAction
    {
        /// <inheritdoc/>
        public override bool Terminating => true;

        /// <inheritdoc/>
        public override int Invoke(ParseResult parseResult)
        {
            parseResult.InvocationConfiguration.Output.WriteLine(Session.Version);
            return 0;
        }
    }
}
