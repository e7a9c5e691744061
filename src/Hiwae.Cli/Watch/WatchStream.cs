namespace Hiwae.Cli.Watch;

/// <summary>Sends the state of the runs whenever it changed, as server-sent events.</summary>
/// <param name="site">Knows the state.</param>
/// <param name="body">Where to write.</param>
internal sealed class WatchStream(WatchSite site, Stream body)
{
    private static readonly TimeSpan Interval = TimeSpan.FromMilliseconds(500);

    // A browser that has gone is noticed when something is sent to it.
    private const int BeatsOfSilence = 30;

    /// <summary>Sends until the browser goes, or the server closes.</summary>
    public async Task Send(CancellationToken gone, CancellationToken closing)
    {
        using var end = CancellationTokenSource.CreateLinkedTokenSource(gone, closing);
        try
        {
            byte[] last = [];
            for (var silence = 0; ; silence++)
            {
                var state = site.State();
                if (!state.AsSpan().SequenceEqual(last))
                {
                    await body.WriteAsync((byte[])[.. "data: "u8, .. state, .. "\n\n"u8], end.Token).ConfigureAwait(false);
                    (last, silence) = (state, 0);
                }
                else if (silence >= BeatsOfSilence)
                {
                    await body.WriteAsync(":\n\n"u8.ToArray(), end.Token).ConfigureAwait(false);
                    silence = 0;
                }

                await body.FlushAsync(end.Token).ConfigureAwait(false);
                await Task.Delay(Interval, end.Token).ConfigureAwait(false);
            }
        }
        catch (Exception e) when (e is OperationCanceledException or IOException)
        {
            // The browser has gone, or the user has seen enough.
        }
    }
}
