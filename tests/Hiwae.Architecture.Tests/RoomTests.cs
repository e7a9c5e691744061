namespace Hiwae.Architecture.Tests;

/// <summary>Arrows between rooms go one way. CONTRIBUTING.md says what each room is for.</summary>
public sealed class RoomTests
{
    private static readonly ImmutableArray<Rooms> Projects = [Runtime(), Generators(), Data(), Cli(), Laws(), Onnx(), Studies()];

    public static TheoryData<string> Names => [.. Projects.Select(project => project.Project)];

    [Theory, MemberData(nameof(Names))]
    public void Every_arrow_is_in_the_list(string project)
    {
        var wrong = Find(project).Wrong();
        Assert.True(wrong.Count == 0, string.Join(Environment.NewLine, wrong));
    }

    [Theory, MemberData(nameof(Names))]
    public void The_list_has_no_circle(string project) => Assert.Null(Find(project).Circle());

    [Theory]
    [InlineData("Hiwae.Runtime", "")]
    [InlineData("Hiwae.Data", "Hiwae.Runtime")]
    [InlineData("Hiwae.Laws", "Hiwae.Runtime")]
    [InlineData("Hiwae.Toys", "Hiwae.Runtime")]
    [InlineData("Hiwae.Studies", "Hiwae.Runtime")]
    [InlineData("Hiwae.Distributed", "Hiwae.Runtime")]
    [InlineData("Hiwae.Onnx", "Hiwae.Runtime")]
    [InlineData("Hiwae.Cli", "Hiwae.Data, Hiwae.Distributed, Hiwae.Laws, Hiwae.Onnx, Hiwae.Runtime, Hiwae.Studies, Hiwae.Toys")]
    [InlineData("Hiwae.Models", "Hiwae.Cli, Hiwae.Runtime")]
    public void A_project_uses_those_below_it(string project, string below)
    {
        using var module = ModuleDefinition.ReadModule(Sources.Assembly(project, "net10.0"));
        Assert.Equal(below, string.Join(", ", module.AssemblyReferences.Select(used => used.Name).Where(name => name.StartsWith("Hiwae", StringComparison.Ordinal)).Order(StringComparer.Ordinal)));
    }

    /// <summary>The test can fail: an arrow that is taken off the list is found, with the two types.</summary>
    [Fact]
    public void An_arrow_that_is_not_in_the_list_is_found()
    {
        var rooms = Find("Hiwae.Runtime");
        var wrong = rooms with { Uses = rooms.Uses.SetItem("Training", rooms.Uses["Training"].Remove("Compilation")) };
        Assert.Contains(wrong.Wrong(), line => line.StartsWith("Training → Compilation: Hiwae.Training.Trainer uses Hiwae.Compilation.", StringComparison.Ordinal));
        Assert.NotNull((rooms with { Uses = rooms.Uses.SetItem("Native", ["Training"]) }).Circle());
    }

    private static Rooms Find(string project) => Projects.Single(rooms => rooms.Project == project);

    private static Rooms Runtime()
    {
        // Each of these may use those before it.
        ImmutableArray<string> chain =
        [
            "Shapes", "Notation", "Native", "Randomness", "Communication", "Formulas", "Language", "Programs", "Densities", "Networks", "Bounds", "Models", "Targets",
            "Compilation/Lanes", "Compilation/Elements", "Compilation/Kernels", "Compilation", "Evaluation", "Annealing",
        ];
        var uses = chain.Select((room, place) => (room, place)).ToImmutableDictionary(pair => pair.room, pair => chain[..pair.place]);
        return new("Hiwae.Runtime", "net10.0", uses.AddRange(
        [
            new("", []),
            new("Files", []),
            new("Words", []),
            new("Data", ["Native", "Randomness", "Files"]),
            new("Checkpoints", ["Native", "Files", "Words"]),
            new("Explanation", chain[..(chain.IndexOf("Models") + 1)]),
            new("Training", [.. chain, "Data", "Checkpoints", "Files", "Words"]),
            new("Reports", chain),
            new("Runs", [.. chain, "Training", "Checkpoints"]),
        ]));
    }

    private static Rooms Generators() => Rooms.Of("Hiwae.Generators", "netstandard2.0", """
        Shapes → 
        Notation → 
        Words → 
        Model → Shapes
        Diagnostics → Model
        Parsing → Model, Shapes
        Checking → Model, Diagnostics, Shapes, Words
        Planning → Model, Checking, Shapes, Notation
        Emission → Model, Planning, Shapes
        Analyzers → Model, Diagnostics, Parsing, Checking, Shapes, Words
        . → Model, Diagnostics, Parsing, Checking, Analyzers, Planning, Emission, Shapes
        """);

    private static Rooms Data() => Rooms.Of("Hiwae.Data", "net10.0", """
        Formats → 
        Idx → Formats
        Formats/Numpy → Formats
        Formats/Matlab → Formats
        Formats/Text → Formats
        Formats/Cifar → Formats
        Formats/Tensors → Formats
        Formats/Pictures → Formats
        Formats/Tables → Formats
        Recognition → Formats, Idx, Formats/Numpy, Formats/Matlab, Formats/Cifar, Formats/Pictures, Formats/Tables
        Assembly → Formats, Idx, Recognition, Formats/Tables, Formats/Pictures
        . → Idx, Assembly, Recognition, Formats, Formats/Numpy, Formats/Matlab, Formats/Text, Formats/Cifar, Formats/Tensors, Formats/Tables
        Writing → 
        """);

    private static Rooms Cli() => Rooms.Of("Hiwae.Cli", "net10.0", """
        Words → 
        Terminal → 
        Machine → 
        Pictures → Words
        Options → Machine, Terminal, Words
        Runs → Pictures, Terminal, Words
        History → Options, Pictures, Runs, Terminal, Words
        Views → Pictures, Terminal
        Report → Explain, History, Machine, Options, Pictures, Runs, Terminal, Views
        Watch → History, Options, Report, Runs, Terminal
        Train → History, Report, Machine, Options, Runs, Terminal, Words
        Workers → Runs, Terminal
        Sweep → Train, Machine, Options, Runs, Terminal, Words, Workers
        Evaluate → Machine, Options, Runs, Terminal, Words
        Analyse → Machine, Options, Pictures, Runs, Terminal
        Use → Options, Pictures, Runs, Terminal, Views
        Export → Options, Runs, Terminal
        Doctor → Machine, Options, Runs, Terminal
        Explain → Options, Runs, Terminal
        Models → Options, Runs, Terminal
        Verify → Options, Runs, Terminal
        Toy → Machine, Options, Pictures, Runs, Terminal, Words, Workers
        Study → Machine, Options, Pictures, Runs, Terminal, Workers
        Demo → Train, Toy, Machine, Options, Pictures, Runs, Terminal
        . → Train, Sweep, Evaluate, Analyse, Use, Report, Watch, Export, Doctor, Explain, Models, Verify, Toy, Study, Demo, Options, Runs, Terminal, Words
        """);

    private static Rooms Laws() => Rooms.Of("Hiwae.Laws", "net10.0", """
        Cases →
        Realisations → Cases
        Statistics → Cases
        ClosedForms → Cases, Statistics
        . → Cases, Realisations, Statistics, ClosedForms
        """);

    private static Rooms Onnx() => Rooms.Of("Hiwae.Onnx", "net10.0", """
        Files →
        Graphs → Files
        Emission → Files, Graphs
        . → Files, Graphs, Emission
        """);

    private static Rooms Studies() => Rooms.Of("Hiwae.Studies", "net10.0", """
        Words →
        . → Words
        Coupling → ., Words
        Burda → ., Words
        """);
}
