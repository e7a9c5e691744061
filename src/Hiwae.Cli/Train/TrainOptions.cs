using System.CommandLine;
using Hiwae.Cli.Options;
using Hiwae.Cli.Runs;
using Hiwae.Cli.Terminal;
using Hiwae.Communication;
using Hiwae.Training;

namespace Hiwae.Cli.Train;

/// <summary>The options of <c>train</c>.</summary>
internal sealed class TrainOptions
{
    private static readonly TrainingOptions Default = new();

    private readonly ReadingOptions reading = new();
    private readonly Option<int?> samples = NumberOption.Whole("--samples", "K, the proposals per image; any number for any model, many in blocks (default: as declared).", 1);
    private readonly Option<int?> heads = NumberOption.Whole("--heads", "S, the distinct heads of the proposals, each of which draws K/S times (default: as declared, else K).", 1);
    private readonly Option<int?> batch = NumberOption.Whole("--batch", $"Images per step (default {Default.BatchSize}).", 1);
    private readonly Option<double?> rate = NumberOption.Positive("--learning-rate", $"Adam's step size; that of P alone where --inference-learning-rate is given (default {Default.LearningRate}).");
    private readonly RefinementOptions refinements = new();
    private readonly Option<double?> norm = NumberOption.Positive("--gradient-norm", $"The norm that gradients are clipped to (default {Default.GradientNorm}).");
    private readonly Option<int?> patience = NumberOption.Whole("--patience", "Stop after N epochs without a better validation bound, and return to the best (default: never).", 1);
    private readonly Option<double?> missing = MaskOptions.Missing(" 0");
    private readonly Option<long?> maskSeed = MaskOptions.Seed();
    private readonly Option<string?> mask = MaskOptions.File();
    private readonly Option<string?> testMask = MaskOptions.TestFile("none");
    private readonly Option<long?> seed = CommonOptions.Seed("initial weights, the order of images, and all draws");
    private readonly Option<Compilation.StepPath> step = StepOption.Create();
    private readonly Option<Compilation.Precision> precision = PrecisionOption.Create();
    private readonly Option<bool> noState = new("--no-state") { Description = "Keep parameters and record alone: a quarter of the disk or less, and the run cannot go on with --resume." };

    /// <summary>The options of a program that is started in some way.</summary>
    public TrainOptions(string program)
    {
        Model = CommonOptions.Model(program);
        Model.Arity = ArgumentArity.ZeroOrOne;
        All =
        [
            Config, Resume, Data, .. reading.All, Epochs, samples, heads, batch, rate, .. refinements.All, norm, patience, missing, maskSeed, mask, testMask, seed, TestSamples, Limit, Threads, Device, step, precision,
            Divide, noState, Profile, Out, Json,
        ];
    }

    /// <summary>The model's name.</summary>
    public Argument<string> Model { get; }

    /// <summary>All options, in the order of the help.</summary>
    public IReadOnlyList<Option> All { get; }

    /// <summary>A file that sets options.</summary>
    public Option<string?> Config { get; } = CommonOptions.NotEmpty(new("--config")
    {
        HelpName = "FILE",
        Description = "Options from a JSON file in the form of run.json, such as that of a run, which is then repeated; options on the command line go before it.",
    });

    /// <summary>A run that goes on.</summary>
    public Option<string?> Resume { get; } = CommonOptions.NotEmpty(new("--resume")
    {
        HelpName = "DIR",
        Description = "Go on with the run in a folder, as if it had not been stopped; --epochs may be more.",
    });

    public Option<string?> Data { get; } = CommonOptions.Data($"the variable {CommonOptions.DataVariable}");

    public Option<int?> Epochs { get; } = NumberOption.Whole("--epochs", $"Passes over the training images (default {Default.Epochs}).", 1);

    public Option<int?> TestSamples { get; } = NumberOption.Whole("--test-samples", $"Samples per image for the log-likelihood (default {TestRequest.DefaultSamples}).", 1);

    public Option<int?> Limit { get; } = CommonOptions.Limit();

    public Option<int?> Threads { get; } = CommonOptions.Threads();

    public Option<string?> Device { get; } = DeviceOption.Create();

    /// <summary>What processes divide.</summary>
    public Option<WorkDivision?> Divide { get; } = ChoiceOption.Create<WorkDivision?>(
        "--divide",
        "What the processes that mpirun or srun starts divide: data, those of every batch; samples, the K of every datum, for K beyond what one takes in time (default data).",
        [("data", WorkDivision.Data), ("samples", WorkDivision.Samples)]);

    public Option<bool> Profile { get; } = new("--profile") { Description = "Show at the end where the time of a training step went." };

    public Option<string?> Out { get; } = CommonOptions.Out("The run's folder (default: runs/MODEL-DATA-TIME).");

    public Option<bool> Json { get; } = CommonOptions.Json();

    /// <summary>The model of a line that begins a run.</summary>
    /// <exception cref="UsageException">There is none of that name, or it takes no data.</exception>
    public ModelEntry Entry(Session session, ParseResult parsed)
    {
        var name = parsed.GetValue(Model) ?? session.OnlyModel ?? throw new UsageException($"'train' lacks its {Model.Name}. {Model.Description}");
        var entry = session.Find(name);
        return entry.Description.Observed.Any() ? entry : throw new UsageException(
            $"{entry.Description.Name} has no observed variable, and takes no images: it infers a target as it stands. "
            + (session.HasToys
                ? $"'{session.Program} toy' trains such models for densities on the plane."
                : $"Train it in code, with {nameof(Trainer)}.{nameof(Trainer.Step)}."));
    }

    /// <summary>What the processes that a line is for divide.</summary>
    /// <exception cref="UsageException">There is one process, and nothing to divide.</exception>
    public WorkDivision Division(ParseResult parsed, Processes? processes) => (parsed.GetValue(Divide), processes) switch
    {
        ({ } division, not null) => division,
        (not null, null) => throw new UsageException($"{Divide.Name} is for several processes, and no launcher has started this one with others; write it behind mpirun -n N or srun -n N, or leave it out."),
        _ => WorkDivision.Data,
    };

    /// <summary>What a line that begins a run asks for.</summary>
    /// <exception cref="UsageException">An option does not go with the model, or with another.</exception>
    public TrainRequest Request(ParseResult parsed, ModelDescription model)
    {
        var seedValue = parsed.GetValue(seed) ?? CommonOptions.DefaultSeed;
        var (proposals, distinct) = (parsed.GetValue(samples), parsed.GetValue(heads));
        UsageException.Rethrow(() => model.CheckHeads(proposals ?? model.Samples, distinct));
        var options = Default with
        {
            Epochs = parsed.GetValue(Epochs) ?? Default.Epochs,
            Samples = proposals,
            Heads = distinct,
            BatchSize = parsed.GetValue(batch) ?? Default.BatchSize,
            LearningRate = parsed.GetValue(rate) ?? Default.LearningRate,
            GradientNorm = parsed.GetValue(norm) ?? Default.GradientNorm,
            Patience = parsed.GetValue(patience),
            Missing = UsageException.Rethrow(() => model.CheckMissing(parsed.GetValue(missing) ?? Default.Missing)),
            MaskSeed = parsed.GetValue(maskSeed) ?? Default.MaskSeed,
            Seed = seedValue,
            Step = parsed.GetValue(step),
            Precision = parsed.GetValue(precision),
        };
        DeviceOption.Check(parsed.GetValue(Device), options.Step, options.Precision);
        var source = CommonOptions.SourceFrom(parsed.GetValue(Data));
        return new(
            source,
            parsed.GetValue(mask),
            parsed.GetValue(testMask),
            refinements.AddTo(options, parsed, model),
            new TestRequest(parsed.GetValue(TestSamples) ?? TestRequest.DefaultSamples, parsed.GetValue(Limit), seedValue, options.Step) { Option = TestSamples.Name },
            parsed.GetValue(Out),
            parsed.GetValue(Profile),
            parsed.GetValue(Json))
        {
            Reading = reading.From(parsed, source),
            Device = parsed.GetValue(Device) ?? DeviceOption.Cpu,
            Threads = parsed.GetValue(Threads),
            KeepsState = !parsed.GetValue(noState),
        };
    }
}
