using Hiwae.Cli.Terminal;
using Hiwae.Data;
using Hiwae.Training;

namespace Hiwae.Cli.Use;

/// <summary>The values of a model's given variables for samples of it: those of the data in turn, or classes that the user names; nothing is missing.</summary>
internal static class GivenValues
{
    /// <summary>One value of each given variable for each sample.</summary>
    /// <param name="asked">The data.</param>
    /// <param name="count">The number of samples.</param>
    /// <param name="given">Classes with commas between them, each a name or <c>COLUMN=NAME</c>; null for those of the data.</param>
    /// <exception cref="UsageException">There is no such class, or nothing takes one.</exception>
    public static Observation Of(Asked asked, int count, string? given)
    {
        var model = asked.Binding.Model;
        var variables = model.Data.Zip(asked.Binding.Parts).Where(pair => pair.First.Role == Role.Given).ToArray();
        var classes = variables.SelectMany(pair => pair.Second is DataPart.Values { Fields: [{ Presentation: Presentation.OneHot or Presentation.Bit } field] } ? new[] { (Variable: pair.First, Field: field) } : []).ToArray();
        if (given is not null && classes.Length == 0)
            throw new UsageException($"{model.Name} is not given a class, so that --given has nothing to say; leave it out.");
        var wanted = given is null ? [] : Wanted(given, [.. classes.Select(one => one.Field)]);
        if (variables.Length == 0)
            return default;
        using var scope = torch.NewDisposeScope();
        var data = asked.Observation.Given(model);
        var rows = torch.arange(count, dtype: torch.ScalarType.Int64).remainder(data.Batch);
        var values = data.Values.Select((value, i) => variables[i].Second is DataPart.Mask
            ? torch.ones(count, variables[i].First.Size)
            : classes.FirstOrDefault(one => one.Variable == variables[i].First).Field is { } field && wanted.TryGetValue(field.Field.Name, out var places)
                ? Rows(field, places, count)
                : value.index_select(0, rows)).ToArray();
        scope.MoveToOuter(values);
        return new([.. values]);
    }

    /// <summary>The places of the classes that are wanted of each field.</summary>
    private static Dictionary<string, List<int>> Wanted(string given, IReadOnlyList<FieldPart> fields)
    {
        var places = new Dictionary<string, List<int>>();
        foreach (var word in given.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries))
        {
            var cut = word.IndexOf('=', StringComparison.Ordinal);
            var field = cut < 0 ? fields.Count == 1 ? fields[0] : null : fields.FirstOrDefault(one => one.Field.Name == word[..cut]);
            if (field is null)
                throw new UsageException(
                    $"--given has '{word}'; {(cut < 0 ? $"there are several columns of classes, so write {fields[0].Field.Name}=CLASS" : $"the columns of classes are {string.Join(", ", fields.Select(one => one.Field.Name))}")}.");
            var levels = LevelsOf(field);
            var place = levels.IndexOf(word[(cut + 1)..]);
            if (place < 0)
                throw new UsageException($"--given has '{word[(cut + 1)..]}'; the classes of {field.Field.Name} are {string.Join(", ", levels.Take(20))}{(levels.Count > 20 ? ", …" : "")}.");
            if (!places.TryGetValue(field.Field.Name, out var list))
                places.Add(field.Field.Name, list = []);
            list.Add(place);
        }

        return places;
    }

    private static List<string> LevelsOf(FieldPart part)
    {
        var (classes, first) = part.Presentation is Presentation.OneHot oneHot ? (oneHot.Classes, oneHot.First) : (2, ((Presentation.Bit)part.Presentation).First);
        return part.Field.Kind is FieldKind.Category category
            ? [.. category.Levels]
            : [.. Enumerable.Range(first, classes).Select(number => number.ToString(CultureInfo.InvariantCulture))];
    }

    private static Tensor Rows(FieldPart part, List<int> places, int count)
    {
        using var scope = torch.NewDisposeScope();
        var codes = torch.tensor([.. Enumerable.Range(0, count).Select(row => (long)places[row % places.Count])]);
        var values = part.Presentation is Presentation.Bit ? codes.unsqueeze(1) : torch.nn.functional.one_hot(codes, part.Size);
        return values.to_type(torch.ScalarType.Float32).MoveToOuterDisposeScope();
    }
}
