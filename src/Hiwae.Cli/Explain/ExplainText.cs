using Hiwae.Cli.Terminal;
using Hiwae.Explanation;

namespace Hiwae.Cli.Explain;

/// <summary>An explanation as text.</summary>
internal static class ExplainText
{
    private const string Margin = "    ";

    /// <summary>Writes all of it.</summary>
    public static void Write(TextWriter writer, ExplainResult model, string program)
    {
        writer.WriteLine($"{model.Name}    {Plates.Text(model.Samples, model.Heads)}, {model.Weights} weights, {Numbers.Count(model.Parameters)} parameters");
        if (model.Summary.Length > 0)
            Paragraph.Write(writer, model.Summary, Margin);
        writer.WriteLine($"{Margin}step: {model.Step}");
        Title(writer, "Factorisation");
        WriteFactorisation(writer, model);
        Title(writer, "Variables");
        WriteVariables(writer, model);
        Title(writer, "Networks");
        var width = model.Networks.Max(n => n.Name.Length);
        foreach (var network in model.Networks)
            WriteNetwork(writer, network, width);
        Title(writer, "Estimator");
        WriteEstimator(writer, model);
        Title(writer, $"Why the mean of ŵ is {model.Estimator.Evidence}");
        WriteSteps(writer, model.Unbiased);
        Title(writer, $"Which gradient trains it: {model.Training.Estimator}, {(model.Training.IsUnbiased ? "unbiased" : "biased")}");
        WriteSteps(writer, model.Training.Steps);
        Title(writer, "What is not claimed");
        foreach (var line in model.NotClaimed)
            Paragraph.Write(writer, line, Margin + "  ", Margin + "– ");
        writer.WriteLine();
        writer.WriteLine($"'{program} explain {model.Name} --mermaid' draws the graph.");
    }

    private static void WriteSteps(TextWriter writer, IReadOnlyList<ArgumentStep> steps)
    {
        foreach (var step in steps)
        {
            Paragraph.Write(writer, step.Words, Margin);
            foreach (var formula in step.Formulas)
                writer.WriteLine(Margin + Margin + formula);
        }
    }

    private static void Title(TextWriter writer, string title)
    {
        writer.WriteLine();
        writer.WriteLine(title);
    }

    private static void WriteFactorisation(TextWriter writer, ExplainResult model)
    {
        foreach (var (name, product) in new[] { ("P", model.Generative), ("Q", model.Proposals), ("R", model.Reverse) })
        {
            if (product.Length > 0)
                writer.WriteLine($"{Margin}{name}   {product}");
        }

        foreach (var line in model.Features.Concat(model.Mixtures))
            writer.WriteLine($"{Margin}    {line}");
    }

    private static void WriteVariables(TextWriter writer, ExplainResult model)
    {
        Tables.WriteColumns(writer, model.Variables.Select(v => (string[])
            [v.Name, v.Role, string.Join('×', v.Shape), v.InPlate ? "each sample" : "each datum", string.Join("; ", v.From)]), Margin);
        var (inside, outside) = (Names(true), Names(false));
        Paragraph.Write(
            writer,
            inside.Length == 0
                ? $"Nothing is in the sample plate: {outside} {Have(false)} one value for each datum."
                : string.Create(CultureInfo.InvariantCulture, $"In the sample plate, with a value for each of the K = {model.Samples} samples: {inside}.")
                    + $" Outside it, with one value for each datum, which all samples share: {outside}.",
            Margin);

        string Names(bool inPlate) => string.Join(", ", model.Variables.Where(v => v.InPlate == inPlate).Select(v => v.Name));
        string Have(bool inPlate) => model.Variables.Count(v => v.InPlate == inPlate) == 1 ? "has" : "have";
    }

    private static void WriteNetwork(TextWriter writer, ExplainedNetwork network, int width)
    {
        writer.WriteLine($"{Margin}{network.Name.PadRight(width)}  {network.Computes}: {Numbers.Count(network.Parameters)} parameters");
        Tables.WriteColumns(writer, network.Layers.Select((l, i) => (string[])[i == 0 ? "" : "→", l.Layer, l.Output]), Margin + new string(' ', width - 1));
    }

    private static void WriteEstimator(TextWriter writer, ExplainResult model)
    {
        string[][] turns = model.Estimator.Turns is { } text ? [["j", text]] : [];
        string[][] trained = model.Estimator.Trained is { } term ? [["trained", "with log(π_j w_j) as " + term]] : [];
        Tables.WriteColumns(writer,
        [
            ["log w_j", "= " + model.Estimator.LogWeight],
            ["π_j", "= " + model.Estimator.Share],
            ["ŵ", model.Samples == 1 ? "= w_1" : "= Σ_j π_j w_j"],
            [model.Estimator.Symbol, "= " + model.Estimator.Bound],
            .. turns,
            .. trained,
        ], Margin);
    }
}
