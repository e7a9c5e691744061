using System.Collections.Generic;

namespace Hiwae.Generators.Planning;

/// <summary>Hands out names of local variables, each once.</summary>
internal sealed class NameScope(IEnumerable<string> taken)
{
    private readonly HashSet<string> taken = new(taken);

    /// <summary>The wanted name where it is free and no word of the language, else one like it.</summary>
    public string Take(string wanted)
    {
        var name = wanted;
        if (name == "_" || Text.IsKeyword(name) || taken.Contains(name))
            name += "Value";
        while (!taken.Add(name))
            name += "_";
        return name;
    }
}
