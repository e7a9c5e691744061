namespace Hiwae.Cli;

/// <summary>Models by name.</summary>
internal static class Catalogue
{
    /// <summary>The model of a name.</summary>
    /// <exception cref="UsageException">There is none; the message lists those that there are.</exception>
    public static ModelEntry Find(this Session session, string name)
    {
        var names = session.Models.Select(m => m.Description.Name).ToArray();
        return session.Models.FirstOrDefault(m => m.Description.Name == name)
            ?? throw new UsageException(
                $"There is no model '{name}'.{Nearest.Question(name, names)} The models are {string.Join(", ", names)}; "
                + $"'{session.Program} models' describes them.");
    }
}
