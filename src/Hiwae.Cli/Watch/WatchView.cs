using System.Collections.Immutable;
using System.Text.Json.Serialization;
using Hiwae.Cli.History;

namespace Hiwae.Cli.Watch;

/// <summary>How a run is.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<WatchStatus>))]
internal enum WatchStatus
{
    /// <summary>A folder without a run: it will be one, or was.</summary>
    [JsonStringEnumMemberName("waiting")]
    Waiting,

    /// <summary>Its first epoch has not ended.</summary>
    [JsonStringEnumMemberName("starting")]
    Starting,

    /// <summary>It trains.</summary>
    [JsonStringEnumMemberName("running")]
    Running,

    /// <summary>It is trained, and its test has not ended.</summary>
    [JsonStringEnumMemberName("testing")]
    Testing,

    /// <summary>It came to its end.</summary>
    [JsonStringEnumMemberName("complete")]
    Complete,

    /// <summary>The user stopped it.</summary>
    [JsonStringEnumMemberName("interrupted")]
    Interrupted,

    /// <summary>It was killed: it says that it runs, but nobody holds its folder.</summary>
    [JsonStringEnumMemberName("killed")]
    Killed,

    /// <summary>Its bound was no longer a number.</summary>
    [JsonStringEnumMemberName("diverged")]
    Diverged,

    /// <summary>Its record cannot be read.</summary>
    [JsonStringEnumMemberName("damaged")]
    Damaged,
}

/// <summary>A run as the page shows it.</summary>
/// <param name="Id">A name for addresses, the same as long as the server runs.</param>
/// <param name="Name">The last part of the folder's name, or all of it where that is not enough to tell runs apart.</param>
/// <param name="Folder">The folder.</param>
/// <param name="Status">How it is.</param>
internal sealed record WatchedRun(string Id, string Name, string Folder, WatchStatus Status)
{
    /// <summary>What is wrong with it, in a sentence.</summary>
    public string? Fault { get; init; }

    /// <summary>The model.</summary>
    public string? Model { get; init; }

    /// <summary>The data.</summary>
    public string? Data { get; init; }

    /// <summary>Epochs done.</summary>
    public int Epoch { get; init; }

    /// <summary>Epochs to be done.</summary>
    public int? Epochs { get; init; }

    /// <summary>When something of it was last written.</summary>
    public DateTimeOffset? Updated { get; init; }

    /// <summary>Seconds that training is likely to take from then on.</summary>
    public double? SecondsLeft { get; init; }

    /// <summary>The history, at most a thousand epochs of it.</summary>
    public IReadOnlyList<EpochLine> History { get; init; } = [];

    /// <summary>The best epoch.</summary>
    public EpochLine? Best { get; init; }

    /// <summary>The test.</summary>
    public TestLine? Test { get; init; }

    /// <summary>The settings, by option.</summary>
    public IReadOnlyDictionary<string, string> Settings { get; init; } = ImmutableDictionary<string, string>.Empty;

    /// <summary>Its pictures, and its page: the address of each by its kind.</summary>
    public IReadOnlyDictionary<string, string> Files { get; init; } = ImmutableDictionary<string, string>.Empty;
}

/// <summary>What the page shows.</summary>
/// <param name="Runs">In the order of their names.</param>
/// <param name="Differing">The settings in which they differ.</param>
/// <param name="Left">The number of runs that are not shown, since there are too many.</param>
internal sealed record WatchView(ImmutableArray<WatchedRun> Runs, ImmutableArray<string> Differing, int Left);

/// <summary>The serialisation of what the page shows.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower)]
[JsonSerializable(typeof(WatchView))]
internal sealed partial class WatchJson : JsonSerializerContext;
