using System.CommandLine;
using Hiwae.Cli.Options;
using Hiwae.Cli.Pictures;
using Hiwae.Cli.Runs;
using Hiwae.Cli.Terminal;
using Hiwae.Cli.Views;

namespace Hiwae.Cli.Use;

/// <summary>What <c>plot</c> draws.</summary>
internal enum PlotKind
{
    /// <summary>Where the data are in the latent space.</summary>
    Latent,

    /// <summary>What a latent value does to a datum.</summary>
    Traversal,

    /// <summary>What is decoded from where under the prior.</summary>
    Prior,
}

/// <summary><c>plot RUN_DIR latent|traversal|prior</c>: pictures of a latent space.</summary>
internal static class PlotCommand
{
    private static readonly (string Name, PlotKind Kind)[] Kinds = [("latent", PlotKind.Latent), ("traversal", PlotKind.Traversal), ("prior", PlotKind.Prior)];

    public static Command Create(Session session)
    {
        var kind = new Argument<PlotKind>("PICTURE")
        {
            Description = "latent: data in the latent space; traversal: what each latent value does to a datum; prior: what is decoded on a grid of the prior.",
            CustomParser = result =>
            {
                var text = result.Tokens[^1].Value;
                foreach (var (_, found) in Kinds.Where(one => one.Name == text))
                    return found;
                result.AddError($"PICTURE is '{text}'; it must be latent, traversal or prior.");
                return default;
            },
        };
        kind.HelpName = "latent|traversal|prior";
        var datum = NumberOption.Whole("--datum", "With 'traversal': the number of the datum (default 0).", 0);
        var format = FormatOption.Create();
        return UseCommand.Create(
            session,
            "plot",
            "Pictures of a latent space: data in it, what its directions do, what the prior holds.",
            new(DataPartChoice.Test, 1000, "The picture (.png, .svg)"),
            [kind, datum, format],
            parsed => new PlotQuestion(parsed.GetRequiredValue(kind), parsed.GetValue(datum) ?? 0, "." + parsed.GetValue(format)),
            "plot runs/first latent",
            "plot runs/first traversal --datum 7 --format svg",
            "plot runs/plane prior --out prior.png");
    }
}

/// <summary>A picture of a latent space.</summary>
/// <param name="Kind">Which.</param>
/// <param name="Datum">The datum of a traversal.</param>
/// <param name="Format">The ending of the file where none is named.</param>
internal sealed record PlotQuestion(PlotKind Kind, int Datum, string Format) : IQuestion
{
    /// <inheritdoc/>
    public int? Most => null;

    /// <inheritdoc/>
    public UseResult? Ask<TModel>(Run<TModel> run, Asked asked) where TModel : class, IModel<TModel>
    {
        asked.Output.Check(".png", ".svg");
        var (picture, words) = Kind switch
        {
            PlotKind.Latent => LatentMap.Of(run.Network, asked.Binding, asked.Split) is { } map
                ? ((Picture)map.Chart, map.Words)
                : throw new UsageException($"{TModel.Description.Name} has no latent variable of two values or more, so that there is no map of it."),
            PlotKind.Traversal => Traversal(run, asked),
            _ => Prior(run, asked),
        };
        var name = Kind.ToString().ToLowerInvariant();
        return UseCommand.Answer(Kind == PlotKind.Traversal ? 1 : Math.Min(asked.Split.Count, LatentMap.MostData), OutputFiles.Write(asked.Output.PathOf(name + Format), words, picture));
    }

    private (Picture, string) Traversal<TModel>(Run<TModel> run, Asked asked) where TModel : class, IModel<TModel>
    {
        var space = LatentSpace.Of(run, asked);
        if (Datum >= asked.Split.Count)
            throw new UsageException($"There is no {asked.Binding.Data.Noun.One} {Datum}: there are {Numbers.Count(asked.Split.Count)} {ChosenData.Name(asked.Request.Part)}{asked.Binding.Data.Noun.Many}, numbered from 0.");
        var (rows, values) = space.Traverse(Datum);
        var sheet = DataPictures.Sheet([rows], [.. values.Select(value => $"{space.Latent.Name}[{value}]")]);
        return (sheet, $"{space.Latent.Name}[{string.Join("], [", values)}], the values that say most about the data, each {(space.Prior.IsStandard ? $"from -{PriorQuantiles.Ends} to {PriorQuantiles.Ends}" : "over all but 0.27 % of its prior")}, the others as {asked.Binding.Data.Noun.One} {Datum} has them");
    }

    private static (Picture, string) Prior<TModel>(Run<TModel> run, Asked asked) where TModel : class, IModel<TModel>
    {
        var space = LatentSpace.Of(run, asked);
        if (space.Latent.Size != 2)
            throw new UsageException(
                $"{TModel.Description.Name}.{space.Latent.Name} has {space.Latent.Size} {(space.Latent.Size == 1 ? "value" : "values")}, and the picture of the prior is a grid over two; 'sample' draws from the prior of any model.");
        return (DataPictures.Sheet([space.Grid()]), $"what is decoded on a grid of equal probabilities under {(space.Prior.IsStandard ? "the standard normal prior" : "the prior")} of {space.Latent.Name}{(space.Prior.IsStandard ? "" : FormattableString.Invariant($", by {PriorQuantiles.Draws:N0} draws from it"))}");
    }
}
