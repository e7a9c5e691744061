namespace Hiwae.Runtime.Tests;

/// <summary>How many tensors there are.</summary>
internal static class LiveTensors
{
    /// <summary>Those that this thread made and has not released; what a finaliser releases meanwhile, of tests before this one, does not count.</summary>
    public static long OfThisThread => DisposeScopeManager.Statistics.ThreadTotalLiveCount;
}
