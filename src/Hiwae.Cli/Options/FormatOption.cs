using System.CommandLine;

namespace Hiwae.Cli.Options;

/// <summary>The format of pictures.</summary>
internal static class FormatOption
{
    /// <summary>The usual one.</summary>
    public const string Default = "png";

    /// <summary>The option: the ending of the files' names, without its dot.</summary>
    public static Option<string> Create()
    {
        var option = ChoiceOption.Create<string>(
            "--format", $"The format of pictures: png, pixels; svg, shapes, which stay sharp at any size (default {Default}).", [("png", "png"), ("svg", "svg")]);
        option.DefaultValueFactory = _ => Default;
        return option;
    }
}
