using Hiwae.Cli.Terminal;
using Hiwae.Communication;
using Hiwae.Distributed;
using Hiwae.Toys;
using Hiwae.Words;

namespace Hiwae.Cli.Runs;

/// <summary>The surroundings of every command.</summary>
/// <param name="Models">The catalogue.</param>
/// <param name="Terminal">The streams to write to.</param>
/// <param name="Interruption">Whether the user wants to stop.</param>
/// <param name="Program">How the user starts the program, for messages and examples.</param>
internal sealed record Session(IReadOnlyList<ModelEntry> Models, StandardStreams Terminal, Interruption Interruption, string Program)
{
    /// <summary>The version of the library.</summary>
    public static string Version { get; } =
        typeof(Session).Assembly.GetName().Version?.ToString(3) ?? "unknown";

    /// <summary>What the launcher says that started this process as one of several; null where none did.</summary>
    public Launch? Launch { get; init; }

    /// <summary>Tells of an exception; the exit status for it.</summary>
    public Func<Session, Exception, int> Report { get; init; } = (_, _) => ExitStatus.Failed;

    /// <summary>Joins the processes of a launcher.</summary>
    public Func<Launch, ICommunicator> Connect { get; init; } = Mpi.Start;

    /// <summary>What a rank tells that is not the first: its faults alone, with its name before them. Null in the first.</summary>
    public TextWriter? OwnError { get; init; }

    /// <summary>Whether the program declares a model that <c>toy</c> trains.</summary>
    public bool HasToys => ToyModels.All.Any(model => Models.Any(entry => entry.Description.Name == model.Model));

    /// <summary>The name of the only model that takes data, which goes without saying; null where there are several, or none.</summary>
    public string? OnlyModel => Models.Where(m => m.Description.Observed.Any()).ToArray() is [var only] ? only.Description.Name : null;

    /// <summary>A model for an example on the command line: the wished one where it is declared, else the first that takes data, or any.</summary>
    public string Example(string wished)
    {
        var names = Models.Where(m => m.Description.Observed.Any()).Concat(Models).Select(m => m.Description.Name);
        return names.Contains(wished) ? wished : names.FirstOrDefault("MODEL");
    }

    /// <summary>Writes a remark to whoever watches.</summary>
    public void Say(string line) => Terminal.Error.WriteLine(line);

    /// <summary>Writes a fault to whoever watches, also from a rank that says nothing else.</summary>
    public void Complain(string line)
    {
        if (OwnError is null)
            Say(line);
        else
            OwnError.WriteLine($"rank {Launch?.Rank} on {Environment.MachineName}: {line}");
    }

    /// <summary>Writes warnings to whoever watches.</summary>
    public void Warn(IEnumerable<string> warnings)
    {
        foreach (var warning in warnings)
            Say($"warning: {warning}");
    }

    /// <summary>The model of a name, which was typed or, where a folder is named, is that of the run in it.</summary>
    /// <exception cref="UsageException">There is none; the message lists those that there are.</exception>
    public ModelEntry Find(string name, string? folder = null)
    {
        var names = Models.Select(m => m.Description.Name).ToArray();
        return Models.FirstOrDefault(m => m.Description.Name == name)
            ?? throw new UsageException(
                folder is null
                    ? $"There is no model '{name}'.{Nearest.Question(name, names)} The models are {string.Join(", ", names)}; '{Program} models' describes them."
                    : $"{folder} has a run of the model '{name}', which this program does not declare; run this command of the program that trained it, or declare a model of that name.");
    }
}
