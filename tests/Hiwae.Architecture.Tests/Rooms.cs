namespace Hiwae.Architecture.Tests;

/// <summary>The rooms of a project, which are its folders, and which rooms each may use.</summary>
/// <param name="Project">The project in src.</param>
/// <param name="Framework">What it is built for.</param>
/// <param name="Uses">By room: the rooms that it may use. The rooms below a room are part of it unless they are listed themselves.</param>
internal sealed record Rooms(string Project, string Framework, ImmutableDictionary<string, ImmutableArray<string>> Uses)
{
    /// <summary>A list with a line for each room: its name, an arrow, and the rooms that it may use, with commas between. The project's own folder is <c>.</c>.</summary>
    public static Rooms Of(string project, string framework, string lines) => new(
        project,
        framework,
        lines.Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)
            .Select(line => line.Split('→', StringSplitOptions.TrimEntries))
            .ToImmutableDictionary(
                sides => Folder(sides[0]),
                sides => sides[1].Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries).Select(Folder).ToImmutableArray()));

    /// <summary>The arrows that the list does not have, a line each, with the two types.</summary>
    public IReadOnlyList<string> Wrong()
    {
        // Sources that are compiled into several assemblies have rooms in each of them. What stands in for the framework's types is in no room.
        var folders = Sources.FoldersOfTypes(Project).AddRange(Sources.FoldersOfTypes("Shared"));
        string? RoomOf(string type) =>
            type.StartsWith("Hiwae", StringComparison.Ordinal) && folders.TryGetValue(type, out var folder) ? RoomOfFolder(folder) : null;
        return
        [
            .. Arrow.In(Sources.Assembly(Project, Framework))
                .Select(arrow => (Arrow: arrow, From: RoomOf(arrow.From), To: RoomOf(arrow.To)))
                .Where(pair => pair is { From: { } from, To: { } to } && from != to && !Uses[from].Contains(to))
                .Select(pair => $"{pair.From} → {pair.To}: {pair.Arrow.From} uses {pair.Arrow.To}")
                .Order(StringComparer.Ordinal),
        ];
    }

    /// <summary>A circle in the list; null where there is none.</summary>
    public string? Circle()
    {
        var left = Uses;
        while (left.Count > 0)
        {
            var free = left.Keys.Where(room => !Uses[room].Any(left.ContainsKey)).ToArray();
            if (free.Length == 0)
                return string.Join(", ", left.Keys.Order(StringComparer.Ordinal));
            left = left.RemoveRange(free);
        }

        return null;
    }

    private static string Folder(string room) => room == "." ? "" : room;

    /// <exception cref="InvalidOperationException">A folder is no room of the list.</exception>
    private string RoomOfFolder(string folder)
    {
        for (var room = folder; ; room = room[..room.LastIndexOf('/')])
        {
            if (Uses.ContainsKey(room))
                return room;
            if (!room.Contains('/', StringComparison.Ordinal))
                throw new InvalidOperationException($"src/{Project}/{folder} is a folder that the list of rooms does not have; say in {nameof(RoomTests)} what it may use.");
        }
    }
}
