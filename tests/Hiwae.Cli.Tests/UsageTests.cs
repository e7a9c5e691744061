using Hiwae.Cli.Runs;

namespace Hiwae.Cli.Tests;

public sealed class UsageTests
{
    [Theory]
    [InlineData("trian", "'train'")]
    [InlineData("train", "'train' lacks its MODEL. The model's name; './hiwae models' lists them.")]
    [InlineData("train smal --data glyphs", "Did you mean 'small'?")]
    [InlineData("train nothing-like-it --data glyphs", "The models are")]
    [InlineData("train small --data glyphs --epochs 0", "--epochs is '0'; it must be a whole number from 1 to 10000000")]
    [InlineData("train small --data glyphs --batch 2000000000", "from 1 to 10000000")]
    [InlineData("train small --data glyphs --test-samples 10000001", "from 1 to 10000000")]
    [InlineData("evaluate unused --limit 10000001", "from 1 to 10000000")]
    [InlineData("train small --data glyphs --epochs many", "--epochs is 'many'")]
    [InlineData("train small --data glyphs --learning-rate -1", "--learning-rate is '-1'; it must be a number greater than 0")]
    [InlineData("train small --data glyphs --learning-rate NaN", "--learning-rate is 'NaN'")]
    [InlineData("train small --data glyphs --learning-rate 0,1", "--learning-rate is '0,1'")]
    [InlineData("train small --data glyphs --threads 99999", "from 1 to 1024")]
    [InlineData("train small --data glyphs --seed -1", "at least 0")]
    [InlineData("train small --data glyphs --epoch 3", "Did you mean '--epochs'?")]
    [InlineData("train small --data glyphs --missing 1", "--missing is '1'; it must be a number from 0 to below 1")]
    [InlineData("train small --data glyphs --step fast", "--step is 'fast'; it must be auto, compiled or portable")]
    [InlineData("train small --data glyphs --precision half", "--precision is 'half'; it must be float32 or bf16")]
    [InlineData("train small --data glyphs --gradient reinforce", "--gradient is 'reinforce'; it must be reparameterised, stl or dreg")]
    [InlineData("train small-power --data glyphs --gradient dreg", "small-power has no DoublyReparameterised gradient: its weights are Power")]
    [InlineData("train small --data glyphs --inference-updates 0", "--inference-updates is '0'; it must be a whole number from 1 to 1000")]
    [InlineData("train small --data glyphs --inference-learning-rate 0", "--inference-learning-rate is '0'; it must be a number greater than 0")]
    [InlineData("train small --data glyphs --schedule linear", "--schedule is 'linear'; it must be constant, step, cosine or burda")]
    [InlineData("train small --data glyphs --schedule-step 3", "--schedule-step is a number of the step schedule, and the schedule is constant; write --schedule step")]
    [InlineData("train small --data glyphs --schedule cosine --schedule-factor 0.5", "--schedule-factor is a number of the step schedule, and the schedule is cosine")]
    [InlineData("train small --data glyphs --schedule step --schedule-factor 2", "--schedule-factor is '2'; it must be a number above 0 and at most 1")]
    [InlineData("train small --data glyphs --kl-weight -1", "--kl-weight is '-1'; it must be a number, at least 0")]
    [InlineData("train small --data glyphs --kl-cycles 2 --warm-up 1", "--kl-cycles and --warm-up both say how the KL weight rises; leave out one of them")]
    [InlineData("train small --data glyphs --warm-up -1", "--warm-up is '-1'; it must be a number, at least 0")]
    [InlineData("train small --data glyphs --free-bits some", "--free-bits is 'some'; it must be a number, at least 0")]
    [InlineData("train small --data glyphs --averaging 1", "--averaging is '1'; it must be a number from 0 to below 1")]
    [InlineData("train small --data glyphs --beta1 1", "--beta1 is '1'; it must be a number from 0 to below 1")]
    [InlineData("train small --data glyphs --beta2 -0.5", "--beta2 is '-0.5'; it must be a number from 0 to below 1")]
    [InlineData("train small --data glyphs --epsilon 0", "--epsilon is '0'; it must be a number from 1E-30 to 1")]
    [InlineData("train small --data glyphs --samples 1 --alpha 0.5", "small: alpha is 0.5, which weighs proposals against one another, but samples is 1, so that the bound is the evidence lower bound whatever alpha is; take 2 samples or more, or leave alpha at 0.")]
    [InlineData("train small --data glyphs --output-start half", "--output-start is 'half'; it must be zero or mean")]
    [InlineData("evaluate unused --step Compiled", "--step is 'Compiled'")]
    [InlineData("explain", "MODEL")]
    [InlineData("explain smal", "Did you mean 'small'?")]
    [InlineData("explain small --mermaid --json", "write one of them")]
    [InlineData("train small --data", "--data has no value; write --data SOURCE, or leave it out.")]
    [InlineData("train small --data --json", "--data has no value")]
    [InlineData("train small --epochs 1 --epochs 2", "--epochs is written 2 times; write it once.")]
    [InlineData("models --json=maybe", "'models' takes no argument 'maybe'.")]
    [InlineData("train @small --data glyphs", "There is no model '@small'.")]
    [InlineData("train toy-hiwae --data glyphs", "toy-hiwae has no observed variable, and takes no images")]
    [InlineData("train small --data ", "--data is empty")]
    [InlineData("evaluate unused --data ", "--data is empty")]
    [InlineData("demo --out ", "--out is empty")]
    [InlineData("evaluate", "'evaluate' lacks its RUN_DIR. The folder of a training run.")]
    [InlineData("evaluate ", "RUN_DIR is empty; name the folder of a training run.")]
    [InlineData("train  --data glyphs", "There is no model ''.")]
    [InlineData("export unused --part both", "--part is 'both'; it must be encoder or decoder.")]
    [InlineData("export", "'export' lacks its RUN_DIR. The folder of a training run.")]
    [InlineData("export unused --out ", "--out is empty")]
    [InlineData("models extra", "'models' takes no argument 'extra'")]
    [InlineData("study", "'study' lacks the name of a study: burda, coupling. Write './hiwae study burda --help' for its options.")]
    [InlineData("study copling", "there is no command 'copling'. Did you mean 'coupling'?")]
    [InlineData("study coupling --data glyphs --part amortized", "--part has 'amortized' in it; it must be of amortised, one-image, ablations, with commas between them. Did you mean 'amortised'?")]
    [InlineData("study coupling --data glyphs --view rows-3", "--view has 'rows-3' in it")]
    [InlineData("study coupling --data glyphs --gradient stl", "--gradient has 'stl' in it; it must be of reparameterised, dreg")]
    [InlineData("study coupling --data glyphs --samples 1", "--samples has '1' in it; it must be whole numbers from 2 to 100")]
    [InlineData("study burda --data glyphs --hours 1 --epochs 2", "--hours decides the number of epochs, and --epochs says it; write one of them.")]
    [InlineData("study burda --data glyphs --hours 0", "--hours is '0'; it must be a number greater than 0")]
    [InlineData("study burda --data glyphs --layers 3", "--layers has '3' in it; it must be whole numbers from 1 to 2")]
    [InlineData("study burda --data glyphs --schedule step", "--schedule is 'step'; it must be burda or cosine")]
    [InlineData("study coupling --data glyphs --seeds 0", "--seeds is '0'; it must be a whole number from 1 to 99")]
    public void A_wrong_command_line_is_refused_with_a_remedy(string line, string expected)
    {
        var result = Invocation.Of(line.Split(' '));
        Assert.Equal(2, result.Status);
        Assert.Contains(expected, result.Error);
        Assert.Empty(result.Output);
        Assert.DoesNotContain("   at ", result.Error);
    }

    [Fact]
    public void Help_names_the_weights_that_have_a_doubly_reparameterised_gradient()
    {
        var model = DeclaredModels.All.Single(entry => entry.Description.Name == "small").Description;
        var help = string.Join(' ', Invocation.Of("train", "--help").Output.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));
        var start = help.IndexOf("doubly reparameterised", StringComparison.Ordinal);
        var words = help[start..help.IndexOf("(default", start, StringComparison.Ordinal)];
        Assert.All(Enum.GetValues<Weights>(), weights => Assert.Equal((model with { Weights = weights }).DoublyObstacle is null, words.Contains(weights.ToString().ToLowerInvariant(), StringComparison.Ordinal)));
    }

    [Theory]
    [InlineData("train small --restart runs/a", "'train' takes no option '--restart'. The options of 'train' are --config, --resume, --data, --validation, ")]
    [InlineData("train --restart runs/a", "'train' takes no option '--restart'. The options of 'train' are --config, --resume, --data, --validation, ")]
    [InlineData("train small --gpu 0", "'train' takes no option '--gpu'. The options of 'train' are --config, --resume, --data, --validation, ")]
    [InlineData("train small --restart=runs/a", "'train' takes no option '--restart'.")]
    [InlineData("train small --epoch 3", "'train' takes no option '--epoch'. Did you mean '--epochs'?")]
    [InlineData("train small --data --restart runs/a", "'train' takes no option '--restart'.")]
    [InlineData("evaluate runs/a --epochs 3", "'evaluate' takes no option '--epochs'. It is an option of 'train', 'sweep' and 'study burda'. The options of 'evaluate' are --data, --missing, --test-mask, --samples, --limit, --seed, --threads, --device, --step, --shard, --out, --json, --ais, --chains, --ais-images, --ais-start, --bdmc.")]
    [InlineData("models --seed 3", "'models' takes no option '--seed'. It is an option of 'train', 'sweep', 'evaluate', 'analyse', 'sample', 'reconstruct', 'encode', 'interpolate', 'impute', 'score', 'plot', 'demo', 'toy' and 'verify'.")]
    [InlineData("--epochs 3 train small", "--epochs stands before the command; write './hiwae train … --epochs'.")]
    [InlineData("--epochs 3", "there is no option '--epochs' without a command. It is an option of 'train', 'sweep' and 'study burda'.")]
    [InlineData("trian tiny", "there is no command 'trian'. Did you mean 'train'? The commands are train, sweep, evaluate, merge, analyse, sample, reconstruct, encode, interpolate, impute, score, plot, report, watch, export, demo, models, explain, toy, study, verify, doctor.")]
    [InlineData("study --seeds 3", "'study' takes no option '--seeds'. It is an option of 'sweep', 'toy', 'study burda' and 'study coupling'. The commands of 'study' are burda, coupling.")]
    [InlineData("study --widht 3", "'study' takes no option '--widht'. The commands of 'study' are burda, coupling.")]
    [InlineData("study coupling --epochs 3", "'study coupling' takes no option '--epochs'. It is an option of 'train', 'sweep' and 'study burda'. The options of 'study coupling' are --")]
    [InlineData("study burda extra", "'study burda' takes no argument 'extra'.")]
    [InlineData("--hours 3 study burda", "--hours stands before the command; write './hiwae study burda … --hours'.")]
    [InlineData("train small other one", "'train' takes one MODEL, and 'other' is one more.")]
    public void One_fault_is_one_message(string line, string expected)
    {
        var result = Invocation.Of(line.Split(' '));
        Assert.Equal(2, result.Status);
        var lines = result.Error.Split('\n', StringSplitOptions.RemoveEmptyEntries);
        Assert.Equal(2, lines.Length);
        Assert.StartsWith($"error: {expected}", lines[0]);
        Assert.EndsWith("--help' shows how to write it.", lines[1]);
    }

    [Theory]
    [InlineData("study coupling --epochs 3", "'./hiwae study coupling --help' shows how to write it.")]
    [InlineData("train --restart", "'./hiwae train --help' shows how to write it.")]
    [InlineData("--restart", "'./hiwae --help' shows how to write it.")]
    public void Help_is_that_of_the_whole_command(string line, string expected) => Assert.EndsWith(expected, Invocation.Of(line.Split(' ')).Error.TrimEnd());

    [Fact]
    public void A_negative_number_is_no_option() =>
        Assert.Equal("error: --learning-rate is '-0.1'; it must be a number greater than 0.", Invocation.Of("train", "small", "--learning-rate", "-0.1").Error.Split('\n')[0]);

    /// <summary>In a program of one's own there are neither the models that are compared nor those of densities on the plane.</summary>
    [Fact]
    public void Commands_that_the_catalogue_has_no_models_for_are_left_out_of_the_help()
    {
        var help = Invocation.With(["small"], "--help");
        Assert.Equal(0, help.Status);
        Assert.DoesNotContain("demo", help.Output);
        Assert.DoesNotContain("toy", help.Output);
        Assert.Contains("  ./hiwae train small --data glyphs --epochs 5", help.Output);
        Assert.DoesNotContain("iwae ", help.Output.Replace("./hiwae ", "", StringComparison.Ordinal));
        Assert.Contains("  ./hiwae train small --data ~/mnist", Invocation.With(["small"], "train", "--help").Output);
        Assert.Contains("  ./hiwae explain small --mermaid", Invocation.With(["small"], "explain", "--help").Output);
        Assert.EndsWith("The commands are train, sweep, evaluate, merge, analyse, sample, reconstruct, encode, interpolate, impute, score, plot, report, watch, export, models, explain, study, verify, doctor.", Invocation.With(["small"], "nothing").Error.Split('\n')[0]);
        Assert.Equal(
            "error: The demonstration compares iwae and hiwae; this program declares neither. './hiwae train MODEL --data glyphs' trains a model on the same images.",
            Invocation.With(["small"], "demo").Error.TrimEnd());
        Assert.Contains("this program declares hiwae alone", Invocation.With(["hiwae"], "demo").Error);
        Assert.Equal(
            "error: This program declares no model 'toy-hiwae', which is trained for hiwae, balance; declare it, with Target<ToyTarget>(…).",
            Invocation.With(["small"], "toy", "moons").Error.TrimEnd());
        var both = Invocation.With(["iwae", "hiwae"], "--help").Output;
        Assert.Contains("demo", both);
        Assert.DoesNotContain("toy", both);
    }

    [Fact]
    public void A_model_of_a_target_is_sent_to_what_can_train_it()
    {
        const string message = "error: small-target has no observed variable, and takes no images: it infers a target as it stands. ";
        Assert.Equal(message + "Train it in code, with Trainer.Step.", Invocation.With(["small-target"], "train", "small-target", "--data", "glyphs").Error.TrimEnd());
        Assert.Equal(
            message + "'./hiwae toy' trains such models for densities on the plane.",
            Invocation.With(["small-target", "toy-hiwae"], "train", "small-target", "--data", "glyphs").Error.TrimEnd());
    }

    [Fact]
    public void A_file_of_test_masks_is_described_where_there_is_no_other() =>
        Assert.Matches(
            @"--test-mask <FILE>\s+An IDX file of bytes in the shape of the test images, 0 where a pixel is missing and 1 where it is there \(default: the run's",
            Invocation.Of("evaluate", "--help").Output);

    [Theory]
    [InlineData("train small --data /no/such/folder --out unused", "/no/such/folder")]
    [InlineData("train small --data glyphs --out unused", "28 × 28 = 784")]
    [InlineData("evaluate /no/such/run", "/no/such/run is not the folder of a training run: there is no such folder. Name a folder that training made.")]
    [InlineData("analyse {file}", "{file} is not the folder of a training run: it is a file.")]
    [InlineData("train small --data /etc/no-such-file", "/etc/no-such-file: there is no such folder and no such file; name a folder or a file with data, or the built-in set 'glyphs'.")]
    public void A_failure_is_one_message(string line, string expected)
    {
        var file = typeof(UsageTests).Assembly.Location;
        var result = Invocation.Of([.. line.Split(' ').Select(word => word == "{file}" ? file : word)]);
        Assert.Equal(1, result.Status);
        Assert.Contains(expected.Replace("{file}", file, StringComparison.Ordinal), result.Error);
        Assert.Single(result.Error.Split('\n', StringSplitOptions.RemoveEmptyEntries));
        Assert.False(Directory.Exists("unused"));
    }

    [Fact]
    public void Data_may_be_named_by_a_variable()
    {
        var before = Environment.GetEnvironmentVariable("HIWAE_DATA");
        try
        {
            Environment.SetEnvironmentVariable("HIWAE_DATA", null);
            var unset = Invocation.Of("train", "small");
            Assert.Equal(2, unset.Status);
            Assert.Contains("HIWAE_DATA", unset.Error);
            Environment.SetEnvironmentVariable("HIWAE_DATA", "/no/such/folder");
            Assert.Contains("/no/such/folder", Invocation.Of("train", "small").Error);
        }
        finally
        {
            Environment.SetEnvironmentVariable("HIWAE_DATA", before);
        }
    }

    [Theory]
    [InlineData("--help")]
    [InlineData("train --help")]
    [InlineData("evaluate --help")]
    [InlineData("demo --help")]
    [InlineData("toy --help")]
    [InlineData("models --help")]
    [InlineData("explain --help")]
    [InlineData("doctor --help")]
    [InlineData("export --help")]
    public void Help_ends_with_examples(string line)
    {
        var result = Invocation.Of(line.Split(' '));
        Assert.Equal(0, result.Status);
        Assert.Contains("Examples:\n  ./hiwae ", result.Output.ReplaceLineEndings("\n"));
        Assert.Empty(result.Error);
    }

    [Fact]
    public void The_version_is_that_of_run_records()
    {
        var result = Invocation.Of("--version");
        Assert.Equal(0, result.Status);
        Assert.Equal(Session.Version, result.Output.TrimEnd());
        Assert.Matches(@"^\d+\.\d+\.\d+$", Session.Version);
    }

    [Fact]
    public void Without_a_command_help_is_shown() =>
        Assert.Contains("Commands:", Invocation.Of().Output);
}
