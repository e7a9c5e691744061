namespace Hiwae.Cli.Terminal;

/// <summary>Takes reports from work that goes on.</summary>
internal interface IProgressSink
{
    /// <summary>A phase begins.</summary>
    /// <param name="name">What is done.</param>
    /// <param name="total">When it is done.</param>
    void Begin(string name, long total);

    /// <summary>How far the phase is.</summary>
    /// <param name="done">Out of the total.</param>
    /// <param name="detail">A word on it, such as the bound.</param>
    void Report(long done, string detail);

    /// <summary>A line that stays.</summary>
    void Say(string line);
}
