using System.CommandLine;
using Hiwae.Cli.Options;
using Hiwae.Cli.Runs;
using Hiwae.Cli.Terminal;
using Hiwae.Data;
using Hiwae.Data.Writing;

namespace Hiwae.Cli.Use;

/// <summary><c>encode RUN_DIR</c>: the latent variables of data.</summary>
internal static class EncodeCommand
{
    public static Command Create(Session session)
    {
        var variable = CommonOptions.NotEmpty(new("--variable") { HelpName = "NAME", Description = "The latent variable, where the model has several (default: each, in a file of its own)." });
        return UseCommand.Create(
            session,
            "encode",
            "The latent variables of data: the posterior mean of each value, as an array; or means and standard deviations, as a table.",
            new(DataPartChoice.Test, Run.DefaultSamples, "An array of means (.npy) or a table of means and standard deviations (.csv)", takesAllOfOthers: true),
            [variable],
            parsed => new EncodeQuestion(parsed.GetValue(variable)),
            "encode runs/first --out z.npy",
            "encode runs/deep --variable Z1 --split all --out z1.csv");
    }
}

/// <summary>Posterior means and standard deviations.</summary>
/// <param name="Variable">The latent variable; null for each.</param>
internal sealed record EncodeQuestion(string? Variable) : IQuestion
{
    private const int RowsAtOnce = 50;

    /// <inheritdoc/>
    public int? Most => null;

    /// <inheritdoc/>
    public UseResult? Ask<TModel>(Run<TModel> run, Asked asked) where TModel : class, IModel<TModel>
    {
        asked.Output.Check(".npy", ".csv");
        var latents = Latents(TModel.Description);
        if (latents.Length > 1 && asked.Output.Wanted is not null)
            throw new UsageException($"{TModel.Description.Name} has the latent variables {string.Join(", ", latents.Select(latent => latent.Name))}, and --out is one file; choose one with --variable.");
        if (asked.InBlocks("encode", RowsAtOnce, (block, seed) => run.Encode(block, asked.Request.Samples, seed)) is not { } blocks)
            return null;
        return UseCommand.Answer(asked.Split.Count, [.. latents.Select(latent => Write(
            asked,
            latent,
            torch.cat([.. blocks.Select(block => block[latent.Name].Mean)]),
            torch.cat([.. blocks.Select(block => block[latent.Name].Deviation)])))]);
    }

    private VariableDescription[] Latents(ModelDescription model)
    {
        VariableDescription[] all = [.. model.Variables.Where(variable => variable.Role == Role.Latent)];
        if (Variable is null)
            return all;
        return all.FirstOrDefault(latent => latent.Name == Variable) is { } one
            ? [one]
            : throw new UsageException($"{model.Name} has no latent variable '{Variable}'; it has {string.Join(", ", all.Select(latent => latent.Name))}.");
    }

    private static (WrittenFile?, string?) Write(Asked asked, VariableDescription latent, Tensor mean, Tensor deviation) => asked.Output.Wants(".csv", isUsual: false)
        ? OutputFiles.Write(
            asked.Output.PathOf(latent.Name + ".csv"),
            $"posterior means and standard deviations of {latent.Name}",
            [RowColumn.Of(asked.Split), .. Classes(asked.Split), .. Columns($"{latent.Name}_", mean), .. Columns($"{latent.Name}_sd_", deviation)])
        : OutputFiles.Write(asked.Output.PathOf(latent.Name + ".npy"), $"posterior means of {latent.Name}", mean);

    /// <summary>The labels and categories of the data, which colour a plot.</summary>
    internal static IEnumerable<TextColumn> Classes(DataSplit split) =>
        split.Fields.Where(values => values.Field.Kind is FieldKind.Label or FieldKind.Category).SelectMany(TableColumns.Of);

    private static IEnumerable<TextColumn> Columns(string name, Tensor values)
    {
        using var scope = torch.NewDisposeScope();
        var (rows, flat) = ((int)values.shape[0], values.flatten(1).cpu().to_type(torch.ScalarType.Float32).contiguous());
        var (numbers, size) = (flat.data<float>().ToArray(), (int)flat.shape[1]);
        return Enumerable.Range(0, size).Select(column => new TextColumn(
            FormattableString.Invariant($"{name}{column}"),
            [.. Enumerable.Range(0, rows).Select(row => numbers[(row * size) + column].ToString("G7", CultureInfo.InvariantCulture))]));
    }
}
