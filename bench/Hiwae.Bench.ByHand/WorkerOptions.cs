namespace Hiwae.Bench.ByHand;

/// <summary>The options of a worker.</summary>
/// <param name="Model">The model's name.</param>
/// <param name="Samples">Samples of each datum.</param>
/// <param name="Evaluates">Whether the model is evaluated instead of trained.</param>
/// <param name="Threads">Threads of TorchSharp.</param>
/// <param name="Collects">Whether each step ends with a collection of what it left.</param>
internal sealed record WorkerOptions(string Model, int Samples, bool Evaluates, int Threads, bool Collects)
{
    private const string Usage = "--model NAME --samples K --threads T [--evaluate] [--collect]";

    /// <summary>From the command line.</summary>
    /// <exception cref="ArgumentException">An option is unknown, has no value or is missing.</exception>
    public static WorkerOptions Parse(IReadOnlyList<string> arguments)
    {
        var given = new Dictionary<string, string>();
        for (var i = 0; i < arguments.Count; i++)
        {
            given[arguments[i]] = arguments[i] switch
            {
                "--evaluate" or "--collect" => "",
                "--model" or "--samples" or "--threads" when i + 1 < arguments.Count => arguments[++i],
                var other => throw new ArgumentException($"'{other}' is no option, or lacks its value; write {Usage}."),
            };
        }

        string Needed(string name) => given.GetValueOrDefault(name) ?? throw new ArgumentException($"{name} is missing; write {Usage}.");
        int Count(string name) => int.TryParse(Needed(name), CultureInfo.InvariantCulture, out var value) && value > 0
            ? value
            : throw new ArgumentException($"{name} is '{Needed(name)}'; it must be a whole number of at least 1.");
        return new(Needed("--model"), Count("--samples"), given.ContainsKey("--evaluate"), Count("--threads"), given.ContainsKey("--collect"));
    }
}
