using System.CommandLine;
using Hiwae.Cli.Options;
using Hiwae.Cli.Pictures;
using Hiwae.Cli.Runs;
using Hiwae.Cli.Terminal;

namespace Hiwae.Cli.Use;

/// <summary><c>interpolate RUN_DIR A B</c>: what lies between two data.</summary>
internal static class InterpolateCommand
{
    private const int DefaultSteps = 9;

    public static Command Create(Session session)
    {
        var first = Place("A", "The number of a datum, from 0.");
        var second = Place("B", "The number of another.");
        var steps = NumberOption.Whole("--steps", $"Data from the one to the other, both included (default {DefaultSteps}).", 2, 1000);
        return UseCommand.Create(
            session,
            "interpolate",
            "What lies between two data: the means that the model decodes on the straight line between their posterior means.",
            new(DataPartChoice.Test, 1000, "A picture (.png, .svg), an array (.npy) or a table (.csv)"),
            [first, second, steps],
            parsed => new InterpolateQuestion(parsed.GetRequiredValue(first), parsed.GetRequiredValue(second), parsed.GetValue(steps) ?? DefaultSteps),
            "interpolate runs/first 3 18",
            "interpolate runs/first 0 1 --steps 15 --out between.svg");
    }

    private static Argument<int> Place(string name, string description) => new(name)
    {
        Description = description,
        CustomParser = result =>
        {
            if (int.TryParse(result.Tokens[^1].Value, NumberStyles.None, CultureInfo.InvariantCulture, out var place))
                return place;
            result.AddError($"{name} is '{result.Tokens[^1].Value}'; it must be the number of a datum, a whole number from 0.");
            return 0;
        },
    };
}

/// <summary>Decoded points of a line in the latent space.</summary>
/// <param name="First">The number of the datum at its start.</param>
/// <param name="Second">The number of the one at its end.</param>
/// <param name="Steps">The number of points.</param>
internal sealed record InterpolateQuestion(int First, int Second, int Steps) : IQuestion
{
    /// <inheritdoc/>
    public int? Most => null;

    /// <inheritdoc/>
    public UseResult? Ask<TModel>(Run<TModel> run, Asked asked) where TModel : class, IModel<TModel>
    {
        asked.Output.Check(asked.Picture is null ? [".csv", ".npy"] : [".png", ".svg", ".npy", ".csv"]);
        foreach (var place in new[] { First, Second })
        {
            if (place >= asked.Split.Count)
                throw new UsageException(
                    $"There is no {asked.Binding.Data.Noun.One} {place}: there are {Numbers.Count(asked.Split.Count)} {ChosenData.Name(asked.Request.Part)}{asked.Binding.Data.Noun.Many}, numbered from 0 to {asked.Split.Count - 1}.");
        }

        var ends = asked with { Split = asked.Split.Select(torch.tensor(new long[] { First, Second })) };
        var observation = ends.Observation;
        var encoded = run.Encode(observation, asked.Request.Samples, asked.Request.Seed);
        var decoded = run.Network.Decode([.. run.Network.DecodedFrom.Select(name => Line(TModel.Description, name, encoded, observation))]);
        VariableDescription[] observed = [.. TModel.Description.Observed];
        var main = Math.Max(0, Array.FindIndex(observed, variable => variable == asked.Binding.Image));
        var title = $"{Steps} steps from {asked.Binding.Data.Noun.One} {First} to {Second}";
        if (asked.Picture is { } field && asked.Output.Ending is null or ".png" or ".svg")
        {
            var originals = DataPictures.Of(ends.Split.Find(field.Name)!.Intensities(), field);
            var sheet = DataPictures.Sheet([[[originals[0], .. DataPictures.Of(decoded[main], field), originals[1]]]]);
            return UseCommand.Answer(Steps, OutputFiles.Write(asked.Output.PathOf("interpolation.png"), $"{title}, between the data themselves", sheet));
        }

        return UseCommand.Answer(Steps, asked.Output.Wants(".npy", isUsual: false)
            ? OutputFiles.Write(asked.Output.PathOf("interpolation.npy"), title, decoded[main])
            : OutputFiles.Write(asked.Output.PathOf("interpolation.csv"), title, [.. observed.Zip(decoded).SelectMany(pair => TableColumns.Of(asked.Binding, pair.First, pair.Second))]));
    }

    /// <summary>A latent variable on the line between its means; data stay as the first datum has them.</summary>
    private Tensor Line(ModelDescription model, string name, Encoded encoded, Observation data)
    {
        var variable = model.Variables.First(other => other.Name == name);
        if (variable.Role != Role.Latent)
            return data.Values[model.Data.ToList().IndexOf(variable)].narrow(0, 0, 1).expand(Steps, variable.Size);
        var ends = encoded[name].Mean.flatten(1);
        var share = torch.linspace(0, 1, Steps, dtype: ends.dtype).unsqueeze(1);
        return (ends.narrow(0, 0, 1) * (1 - share)) + (ends.narrow(0, 1, 1) * share);
    }
}
