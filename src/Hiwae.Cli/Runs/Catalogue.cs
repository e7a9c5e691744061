using Hiwae.Cli.Terminal;

namespace Hiwae.Cli.Runs;

/// <summary>Models by name.</summary>
internal static class Catalogue
{
    /// <summary>The model of a name, which was typed or, where a folder is named, is that of the run in it.</summary>
    /// <exception cref="UsageException">There is none; the message lists those that there are.</exception>
    public static ModelEntry Find(this Session session, string name, string? folder = null)
    {
        var names = session.Models.Select(m => m.Description.Name).ToArray();
        return session.Models.FirstOrDefault(m => m.Description.Name == name)
            ?? throw new UsageException(
                (folder is null
                    ? $"There is no model '{name}'.{Nearest.Question(name, names)}"
                    : $"{folder} has a run of the model '{name}', which this program does not declare; evaluate it with the program that trained it.")
                + $" The models are {string.Join(", ", names)}; "
                + $"'{session.Program} models' describes them.");
    }
}
