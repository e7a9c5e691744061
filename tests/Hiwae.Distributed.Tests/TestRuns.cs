namespace Hiwae.Distributed.Tests;

/// <summary>Runs of a few steps.</summary>
internal static class TestRuns
{
    /// <summary>The first of the built-in data.</summary>
    public static DataSet Data(int train = 250, int validation = 120)
    {
        using var all = GlyphSet.Load();
        return all with { Train = Own(all.Train, train), Validation = Own(all.Validation, validation), Test = Own(all.Test, 10) };

        static DataSplit Own(DataSplit split, int count)
        {
            var some = split.Take(count);
            return some with { Fields = [.. some.Fields.Select(field => field with { Values = field.Values.clone() })] };
        }
    }

    /// <summary>What happens in a run, and the parameters at its end.</summary>
    /// <param name="data">The data.</param>
    /// <param name="options">How to train.</param>
    /// <param name="group">The processes; one alone where null.</param>
    /// <param name="steps">The steps that are looked at.</param>
    public static TestRun Of<TModel>(DataSet data, TrainingOptions options, ProcessGroup? group = null, int steps = int.MaxValue) where TModel : class, IModel<TModel>
    {
        using var scope = torch.NewDisposeScope();
        using var state = Trainer.Start<TModel>(data, options);
        var (bounds, validation) = (new List<double>(), new List<double>());
        foreach (var (happening, _) in Trainer.Run(group is null ? state : Trainer.Join(state, group, options), data, options))
        {
            if (happening is TrainingEvent.StepTaken step)
                bounds.Add(step.Bound);
            else if (happening is TrainingEvent.EpochEnded epoch)
                validation.Add(epoch.ValidationBound);
            if (bounds.Count == steps)
                break;
        }

        float[] parameters = [.. state.Network.state_dict().Values.SelectMany(tensor => tensor.to_type(torch.ScalarType.Float32).data<float>().ToArray())];
        return new([.. bounds], [.. validation], parameters);
    }
}

/// <summary>A run.</summary>
/// <param name="Bounds">By step, in nats.</param>
/// <param name="Validation">By epoch, in nats.</param>
/// <param name="Parameters">At the end, running averages with them.</param>
internal sealed record TestRun(double[] Bounds, double[] Validation, float[] Parameters)
{
    /// <summary>What differs between two runs of the same steps; null where nothing does.</summary>
    /// <param name="other">The other.</param>
    /// <param name="isCompiled">Whether steps are compiled. By operators a bound, and with it every weight, is rounded to 32 bits by one process and not by several, and Adam makes a step of full length of the least gradient.</param>
    public string? Difference(TestRun other, bool isCompiled = true)
    {
        if (Bounds.Length != other.Bounds.Length || Validation.Length != other.Validation.Length)
            return $"{Bounds.Length} steps and {Validation.Length} epochs, and {other.Bounds.Length} and {other.Validation.Length}";
        var bound = Most(Bounds, other.Bounds);
        var validation = Most(Validation, other.Validation);
        var parameter = Parameters.Zip(other.Parameters, (a, b) => Math.Abs(a - b)).Max();
        var limit = isCompiled ? 1e-4 : 2e-2;
        return Math.Abs(Bounds[0] - other.Bounds[0]) <= 2e-4 && bound <= limit && validation <= limit && parameter <= 20 * limit ? null : FormattableString.Invariant($"bounds differ by {bound}, validation bounds by {validation} nats, parameters by {parameter}: {string.Join(' ', Bounds.Zip(other.Bounds, (a, b) => (b - a).ToString("G3")))} of {Bounds[^1]}");

        static double Most(double[] a, double[] b) => a.Length == 0 ? 0 : a.Zip(b, (one, two) => Math.Abs(one - two)).Max();
    }
}
