namespace Hiwae.Cli.Tests;

/// <summary>Tells of each line before it is written.</summary>
internal sealed class ListeningWriter(Action<string> listener) : StringWriter
{
    public override void WriteLine(string? value)
    {
        listener(value ?? "");
        base.WriteLine(value);
    }
}
