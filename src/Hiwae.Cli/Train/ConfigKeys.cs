using System.Collections.Immutable;

namespace Hiwae.Cli.Train;

/// <summary>What a key of a configuration stands for.</summary>
/// <param name="Path">The key, with those that it is in, such as <c>options.learning_rate</c>.</param>
/// <param name="Option">The option with its dashes; the model's argument where empty, nothing that is set where null.</param>
internal sealed record ConfigKey(string Path, string? Option)
{
    /// <summary>Names in the file for the values of the option.</summary>
    public ImmutableDictionary<string, string> Names { get; init; } = ImmutableDictionary<string, string>.Empty;

    /// <summary>Whether null stands for another thing than the option's default, which no option says.</summary>
    public bool RefusesNull { get; init; }

    /// <summary>Whether the option is there where the value is false.</summary>
    public bool IsTurned { get; init; }
}

/// <summary>The keys of a configuration, which are those of a run's record: every one that training sets, and those that say what became of a run.</summary>
internal static class ConfigKeys
{
    /// <summary>All of them.</summary>
    public static ImmutableArray<ConfigKey> All { get; } =
    [
        new("model", ""),
        new("data.source", "--data"),
        new("data.options.validation", "--validation"),
        new("data.options.test", "--test"),
        new("data.options.split_seed", "--split-seed"),
        new("data.options.transpose", "--transpose"),
        new("data.options.width", "--width"),
        new("data.options.header", "--header"),
        new("data.options.standardise", "--standardise"),
        new("data.mask_file", "--mask"),
        new("data.test_mask_file", "--test-mask"),
        new("options.epochs", "--epochs"),
        new("options.batch_size", "--batch"),
        new("options.samples", "--samples"),
        new("options.heads", "--heads"),
        new("options.gradient", "--gradient") { Names = Named(("Reparameterised", "reparameterised"), ("StickingTheLanding", "stl"), ("DoublyReparameterised", "dreg")) },
        new("options.alpha", "--alpha"),
        new("options.learning_rate", "--learning-rate"),
        new("options.inference_learning_rate", "--inference-learning-rate"),
        new("options.schedule.kind", "--schedule"),
        new("options.schedule.every", "--schedule-step"),
        new("options.schedule.factor", "--schedule-factor"),
        new("options.ams_grad", "--amsgrad"),
        new("options.beta1", "--beta1"),
        new("options.beta2", "--beta2"),
        new("options.epsilon", "--epsilon"),
        new("options.output_start", "--output-start") { Names = Named(("Zero", "zero"), ("Mean", "mean")) },
        new("options.inference_updates", "--inference-updates"),
        new("options.kl_weight", "--kl-weight"),
        new("options.kl_cycles", "--kl-cycles"),
        new("options.warm_up", "--warm-up"),
        new("options.free_bits", "--free-bits"),
        new("options.averaging", "--averaging"),
        new("options.seed", "--seed"),
        new("options.gradient_norm", "--gradient-norm") { RefusesNull = true },
        new("options.patience", "--patience"),
        new("options.missing", "--missing"),
        new("options.mask_seed", "--mask-seed"),
        new("options.samples_per_block", null),
        new("options.step", "--step") { Names = Named(("Automatic", "auto"), ("Compiled", "compiled"), ("Portable", "portable")) },
        new("options.precision", "--precision") { Names = Named(("Float32", "float32"), ("BFloat16", "bf16")) },
        new("samples", "--samples"),
        new("seed", "--seed"),
        new("threads", "--threads"),
        new("device", "--device"),
        new("keeps_state", "--no-state") { IsTurned = true },
        new("test.samples", "--test-samples"),
        new("test.limit", "--limit"),
        new("divide", "--divide"),
        new("profile", "--profile"),
        new("json", "--json"),
        new("out", "--out"),
        .. new[]
        {
            "$schema", "format", "version", "ranks", "engine", "epoch", "kept_epoch", "step", "status", "metrics",
            "data.name", "data.binarisation", "data.height", "data.width", "data.training_images", "data.white", "data.fields", "data.fingerprint",
        }.Select(path => new ConfigKey(path, null)),
    ];

    /// <summary>The names of the keys in an object.</summary>
    /// <param name="prefix">Those that it is in, each with a point behind it.</param>
    public static IEnumerable<string> In(string prefix) => All
        .Where(key => key.Path.StartsWith(prefix, StringComparison.Ordinal))
        .Select(key => key.Path[prefix.Length..].Split('.')[0])
        .Distinct();

    /// <summary>Whether a key is an object with keys of its own.</summary>
    public static bool IsGroup(string path) => All.Any(key => key.Path.Length > path.Length && key.Path[path.Length] == '.' && key.Path.StartsWith(path, StringComparison.Ordinal));

    private static ImmutableDictionary<string, string> Named(params (string Name, string Value)[] names) => names.ToImmutableDictionary(pair => pair.Name, pair => pair.Value);
}
