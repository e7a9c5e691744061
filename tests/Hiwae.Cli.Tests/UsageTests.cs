using Hiwae.Cli.Runs;

namespace Hiwae.Cli.Tests;

public sealed class UsageTests
{
    [Theory]
    [InlineData("trian", "'train'")]
    [InlineData("train", "MODEL")]
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
    [InlineData("train small-balance --data glyphs --gradient dreg", "small-balance: the gradient is DoublyReparameterised, but the weights are Balance")]
    [InlineData("train small --data glyphs --inference-updates 0", "--inference-updates is '0'; it must be a whole number from 1 to 1000")]
    [InlineData("train small --data glyphs --inference-learning-rate 0", "--inference-learning-rate is '0'; it must be a number greater than 0")]
    [InlineData("train small --data glyphs --schedule linear", "--schedule is 'linear'; it must be constant, step, cosine or burda")]
    [InlineData("train small --data glyphs --schedule-step 3", "--schedule-step is a number of the step schedule, and the schedule is constant; write --schedule step")]
    [InlineData("train small --data glyphs --schedule cosine --schedule-factor 0.5", "--schedule-factor is a number of the step schedule, and the schedule is cosine")]
    [InlineData("train small --data glyphs --schedule step --schedule-factor 2", "--schedule-factor is '2'; it must be a number above 0 and at most 1")]
    [InlineData("train small --data glyphs --warm-up -1", "--warm-up is '-1'; it must be a number, at least 0")]
    [InlineData("train small --data glyphs --free-bits some", "--free-bits is 'some'; it must be a number, at least 0")]
    [InlineData("train small --data glyphs --averaging 1", "--averaging is '1'; it must be a number from 0 to below 1")]
    [InlineData("evaluate unused --step Compiled", "--step is 'Compiled'")]
    [InlineData("explain", "MODEL")]
    [InlineData("explain smal", "Did you mean 'small'?")]
    [InlineData("explain small --mermaid --json", "write one of them")]
    [InlineData("train small --data", "--data")]
    [InlineData("train small --data ", "--data is empty")]
    [InlineData("evaluate unused --data ", "--data is empty")]
    [InlineData("demo --out ", "--out is empty")]
    [InlineData("evaluate", "RUN_DIR")]
    [InlineData("models extra", "'models' takes no argument 'extra'")]
    public void A_wrong_command_line_is_refused_with_a_remedy(string line, string expected)
    {
        var result = Invocation.Of(line.Split(' '));
        Assert.Equal(2, result.Status);
        Assert.Contains(expected, result.Error);
        Assert.Empty(result.Output);
        Assert.DoesNotContain("   at ", result.Error);
    }

    [Theory]
    [InlineData("train small --data /no/such/folder --out unused", "/no/such/folder")]
    [InlineData("train small --data glyphs --out unused", "28 × 28 = 784")]
    [InlineData("train toy-hiwae --data glyphs --out unused", "toy-hiwae has no observed variable")]
    [InlineData("evaluate /no/such/run", "not the folder of a training run")]
    public void A_failure_is_one_message(string line, string expected)
    {
        var result = Invocation.Of(line.Split(' '));
        Assert.Equal(1, result.Status);
        Assert.Contains(expected, result.Error);
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
