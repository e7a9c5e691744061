using Hiwae.Checkpoints;
using Hiwae.Cli.Runs;
using Hiwae.Cli.Terminal;
using Hiwae.Data;
using Hiwae.Training;

namespace Hiwae.Cli.Use;

/// <summary>Asks a trained model something.</summary>
/// <param name="session">The surroundings.</param>
/// <param name="request">What is asked.</param>
/// <param name="record">The record of the run.</param>
/// <param name="question">The question.</param>
internal sealed class UseRun(Session session, UseRequest request, RunRecord record, IQuestion question) : IModelVisitor<int>
{
    /// <inheritdoc/>
    public int Visit<TModel>() where TModel : class, IModel<TModel>
    {
        new OutputFiles(request.Folder, request.Out).CheckPlace(request.Images.Source, request.Images.TestMask, record.Data.Source, record.Data.MaskFile, record.Data.TestMaskFile);
        using var scope = torch.NewDisposeScope();
        using var network = RunNetwork.Load<TModel>(request.Folder, record, session.Program);
        using var run = new Run<TModel>(request.Folder, record, network);
        using var data = RunImages.Load(request.Folder, record, request.Images, warning => session.Warn([warning]));
        var binding = RunImages.Bind(TModel.Description, data, record, request.Images);
        var split = ChosenData.Of(data, request.Part, request.Limit ?? question.Most);
        session.Say($"{record.Model} of {request.Folder}{(question.IsOfData ? $" on {Numbers.Count(split.Count)} {ChosenData.Name(request.Part)}{data.Noun.Many} of {RunNetwork.Title(data)}" : "")}; data: {binding}");
        var answer = ProgressDisplay.Show(session.Terminal, progress => question.Ask(run, new(request, binding, split, new(request.Folder, request.Out), progress, session.Interruption)));
        if (answer is null)
        {
            session.Say("Interrupted; nothing was written.");
            return Interruption.ExitStatus;
        }

        if (request.Json)
            JsonText.Write(session.Terminal, answer with { Run = request.Folder, Model = record.Model, Data = data.Name }, UseJson.Default.UseResult);
        else
            Print(answer);
        foreach (var fault in answer.Faults)
            session.Say($"error: {fault}");
        return answer.Faults.Count == 0 ? 0 : ExitStatus.Failed;
    }

    private void Print(UseResult answer)
    {
        if (answer.Rows is { Count: > 0 } rows)
            Tables.Write(session.Terminal.Output, answer.Columns, rows);
        foreach (var line in answer.Lines)
            session.Terminal.Output.WriteLine(line);
        foreach (var file in answer.Files)
            session.Terminal.Output.WriteLine($"{file.Path}: {file.Content}");
    }
}

/// <summary>A question to a trained model.</summary>
internal interface IQuestion
{
    /// <summary>The number of data that are asked about where the user does not say; null for all.</summary>
    int? Most { get; }

    /// <summary>Whether the answer is about those data.</summary>
    bool IsOfData => true;

    /// <summary>The answer; null where the user interrupted it.</summary>
    UseResult? Ask<TModel>(Run<TModel> run, Asked asked) where TModel : class, IModel<TModel>;
}

/// <summary>What a question is asked about.</summary>
/// <param name="Request">What the user wrote.</param>
/// <param name="Binding">What fills which variable.</param>
/// <param name="Split">The data.</param>
/// <param name="Output">Where files go.</param>
/// <param name="Progress">Told how far it is.</param>
/// <param name="Interruption">Whether the user wants to stop.</param>
internal sealed record Asked(UseRequest Request, DataBinding Binding, DataSplit Split, OutputFiles Output, IProgressSink Progress, Interruption Interruption)
{
    private const int ProposalsAtOnce = 5000;

    /// <summary>The data as the model takes them.</summary>
    public Observation Observation => Binding.HeldOut(Split);

    /// <summary>The image of the data where the model observes it; null elsewhere.</summary>
    public DataField? Picture => Binding.Image is { Role: Role.Observed } ? Binding.Data.Image : null;

    /// <summary>Blocks of data one after the other, as long as the user does not stop; null where he did.</summary>
    /// <param name="title">What is being done.</param>
    /// <param name="size">The data of a block.</param>
    /// <param name="answer">The answer about a block, with a seed of its own.</param>
    public IReadOnlyList<T>? InBlocks<T>(string title, int size, Func<Observation, long, T> answer)
    {
        var all = Observation;
        var parts = new List<T>();
        size = Math.Clamp(ProposalsAtOnce / Request.Samples, 1, size); // So that an interruption is noticed soon.
        Progress.Begin(title, all.Batch);
        for (long start = 0; start < all.Batch; start += size)
        {
            if (Interruption.IsRequested)
                return null;
            var count = Math.Min(size, all.Batch - start);
            parts.Add(answer(all.Narrow(start, count), Request.Seed + start));
            Progress.Report(start + count, $"{start + count} of {all.Batch} {Binding.Data.Noun.Many}");
        }

        return parts;
    }
}
