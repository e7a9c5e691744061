using Hiwae.Checkpoints;
using Hiwae.Data;
using Hiwae.Reports;
using Hiwae.Studies.Coupling;

namespace Hiwae.Studies.Tests.Coupling;

public sealed class StudyTests : IDisposable
{
    private static readonly Settings Small = new() { Steps = 6, Batch = 20, TestImages = 20, Repeats = 50, Images = 2, ImageSteps = 4, ImageBatch = 8, ImageRepeats = 200, Side = 61, Starts = 2 };

    private static readonly DecoderFit Fit = new(Steps: 20, Batch: 50, Side: 12);

    private readonly string folder = Directory.CreateTempSubdirectory("hiwae-").FullName;
    private readonly DataSet data = DataSources.Load(DataSources.Glyphs);

    public void Dispose()
    {
        data.Dispose();
        Directory.Delete(folder, recursive: true);
    }

    [Fact]
    public void What_is_done_is_not_done_again_and_what_is_damaged_or_was_done_otherwise_is()
    {
        Cell[] cells = [Of("heads"), Of("hiwae"), Of("hiwae") with { Mode = Cell.OneImage }];
        var first = Run(cells, Small, out var done);
        Assert.Equal(3, done);
        Assert.All(first, result => Assert.NotNull(result));

        var second = Run(cells, Small, out done);
        Assert.Equal(0, done);
        Assert.Equal(first.Select(Numbers), second.Select(Numbers));

        File.WriteAllText(new CellStore(folder).PathOf(cells[0]), "{");
        File.Delete(new CellStore(folder).PathOf(cells[1]));
        var third = Run(cells, Small, out done);
        Assert.Equal(2, done);
        Assert.Equal(first.Select(Numbers), third.Select(Numbers));

        Run(cells, Small with { Steps = 7 }, out done);
        Assert.Equal(2, done);
    }

    [Fact]
    public void A_study_that_is_stopped_keeps_what_was_done()
    {
        Cell[] cells = [Of("iwae"), Of("iwae-hierarchical"), Of("decoupled")];
        var isStopped = false;
        using var study = new CouplingStudy(data, Small, Fit, new(folder), () => isStopped);
        Assert.True(study.Prepare([cells[0].View]));
        study.Keep(cells[0], study.Train(cells[0])!);
        isStopped = true;
        Assert.Null(study.Train(cells[1]));
        isStopped = false;
        Assert.Equal("iwae", Assert.Single(study.Known(cells).OfType<CellResult>()).Family);
        isStopped = true;
        using var other = new CouplingStudy(data, Small, Fit, new(Path.Combine(folder, "none")), () => isStopped);
        Assert.False(other.Prepare([cells[0].View]));
    }

    [Fact]
    public void A_link_in_the_place_of_a_cell_is_not_followed()
    {
        var store = new CellStore(folder);
        Directory.CreateDirectory(Path.Combine(folder, "cells"));
        File.CreateSymbolicLink(store.PathOf(Of("iwae")), Path.Combine(folder, "elsewhere"));
        Assert.Contains("is a link to", Assert.Throws<CheckpointException>(() => store.Read(Of("iwae"), "")).Message);
    }

    [Fact]
    public void A_file_in_the_place_of_p_that_is_something_else_is_refused()
    {
        using var scope = torch.NewDisposeScope();
        var p = Path.Combine(folder, "p.safetensors");
        Safetensors.Write(p, new Dictionary<string, Tensor> { ["0.weight"] = torch.zeros(2, 2) });
        Assert.Contains("which says what p was fitted to, is not, or is damaged. Remove p.safetensors", Refusal(data, Fit));
        File.Delete(p);
        Prepared().Dispose();
        Safetensors.Write(p, new Dictionary<string, Tensor> { ["0.weight"] = torch.zeros(2, 2) });
        Assert.Contains("is not the decoder of this study, which has 0.weight of 100 × 2", Refusal(data, Fit));
    }

    [Fact]
    public void A_folder_with_a_study_of_other_data_or_of_another_p_is_refused()
    {
        Prepared().Dispose();
        Assert.Contains("was fitted in 20 steps, and --fit-steps asks for 30. Write --fit-steps 20, or name another folder with --out.", Refusal(data, Fit with { Steps = 30 }));
        var some = data with { Train = data.Train.Take(300) };
        Assert.Contains("has other images. Name those with --data, or another folder with --out.", Refusal(some, Fit));
    }

    private string Refusal(DataSet images, DecoderFit fit)
    {
        using var study = new CouplingStudy(images, Small, fit, new(folder), () => false);
        return Assert.Throws<CheckpointException>(() => study.Prepare([View.All[1].Name])).Message;
    }

    /// <summary>p is the same function in every family as on the grid, and stays it while proposals are trained.</summary>
    [Fact]
    public void The_decoder_of_a_family_is_the_one_that_is_integrated_and_does_not_move()
    {
        using var scope = torch.NewDisposeScope();
        using var study = Prepared();
        var view = study[View.All[1].Name];
        using var network = CouplingHiwae.CreateNetwork(Noise.FromSeed(1), 3);
        view.Decoder.Freeze(network);
        var proposal = network.Propose(view.Observe(view.Test.narrow(0, 0, 4)), 3, Noise.FromSeed(2));
        var z = proposal.Trace.Z.detach();
        var logits = view.Decoder.Logits(z.view(-1, 2)).view(4, 3, View.Room);
        var expected = ((logits * view.Test.narrow(0, 0, 4).unsqueeze(1)) - torch.nn.functional.softplus(logits)).matmul(view.Mask);
        var found = proposal.Factors.First(factor => factor.Kind == FactorKind.P && factor.Variable == "X").LogDensity;
        Assert.True((expected - found).abs().max().item<float>() < 1e-4);
        Assert.All(network.p_x.parameters(), parameter => Assert.False(parameter.requires_grad));
        Assert.All(network.q_z.parameters(), parameter => Assert.True(parameter.requires_grad));
    }

    /// <summary>
    /// The mean of ŵ/p over 4,000 draws of each of 20 images is one within five standard errors: a false alarm in two million for each family. An evidence that is wrong by a tenth of a nat is found by the same test.
    /// </summary>
    [Fact]
    public void Estimates_are_unbiased_in_every_family_and_a_wrong_evidence_is_found()
    {
        using var study = Prepared();
        foreach (var entry in Families.Names.Select(name => Variation.All[0].ModelOf(name)))
            Assert.True(entry.Accept(new Unbiased(study[View.All[1].Name], 0)), entry.Description.Name);
        Assert.False(Variation.All[0].ModelOf("hiwae").Accept(new Unbiased(study[View.All[1].Name], 0.1)));
    }

    [Fact]
    public void Every_variation_has_a_model_of_each_family_that_it_varies()
    {
        Assert.All(Variation.All, variation => Assert.All(Variation.Families, family => Assert.Contains(family, variation.ModelOf(family).Description.Name)));
        Assert.Equal(DeclaredModels.All.Count(entry => entry.Description.Name.StartsWith("coupling-", StringComparison.Ordinal)), Families.Names.Length + (2 * Variation.All.Select(variation => variation.Declares).Where(ending => ending.Length > 0).Distinct().Count()));
        foreach (var variation in Variation.All)
        {
            var results = Run([Of("hiwae") with { Variation = variation.Name }], Small with { Steps = 2 }, out var done);
            Assert.Equal(1, done);
            Assert.NotNull(results[0]!.Gap);
        }
    }

    private static Cell Of(string family) => new(Cell.Amortised, View.All[1].Name, family, 2, Gradient.Reparameterised, 1);

    private static string Numbers(CellResult? result) => $"{result! with { Seconds = 0, Each = [] }}";

    private CouplingStudy Prepared()
    {
        var study = new CouplingStudy(data, Small, Fit, new(folder), () => false);
        study.Prepare([View.All[1].Name]);
        return study;
    }

    private CellResult?[] Run(IReadOnlyList<Cell> cells, Settings settings, out int done)
    {
        using var study = new CouplingStudy(data, settings, Fit, new(folder), () => false);
        Assert.True(study.Prepare([View.All[1].Name]));
        var results = study.Known(cells);
        done = results.Count(result => result is null);
        foreach (var index in Enumerable.Range(0, cells.Count).Where(index => results[index] is null))
            study.Keep(cells[index], results[index] = study.Train(cells[index])!);
        return results;
    }

    private sealed class Unbiased(ViewData view, double shift) : IModelVisitor<bool>
    {
        private const int Images = 20;

        public bool Visit<TModel>() where TModel : class, IModel<TModel>
        {
            using var scope = torch.NewDisposeScope();
            using var network = TModel.CreateNetwork(Noise.FromSeed(3), 3);
            view.Decoder.Freeze(network);

            // Proposals near the prior: no weight is large, so that means of few draws say something.
            using var constant = torch.no_grad();
            foreach (var (_, parameter) in network.named_parameters().Where(entry => entry.name.StartsWith("q_z.", StringComparison.Ordinal)))
                parameter.mul_(0.2);
            double[] means =
            [
                .. EstimatorReports.LogTerms(network, view.Observe(view.Test.narrow(0, 0, Images)), 4_000, Noise.FromSeed(4))
                    .Select((terms, image) => Measurement.Of(terms, view.LogEvidence[image] + shift).Mean),
            ];
            var mean = means.Average();
            var error = Math.Sqrt(means.Sum(one => (one - mean) * (one - mean)) / (Images - 1) / Images);
            return Math.Abs(mean - 1) < 5 * error && error < 0.02;
        }
    }
}
