using AlbEmulator.Http1;

namespace AlbEmulator.FrontEndConnections;

/// <summary>What a client still sends when it has its answer is read over, so that the system does not take the answer back from it.</summary>
internal static class HearingOut
{
    /// <summary>How long.</summary>
    public static readonly TimeSpan Longest = TimeSpan.FromSeconds(5);

    public static async ValueTask ReadOverAsync(WireInput input, TimeProvider time)
    {
        var began = time.GetTimestamp();
        input.IsInterrupted = false;
        do
        {
            input.Take(input.Unread.Length);
        }
        while (time.GetElapsedTime(began) < Longest && await input.MoreAsync());
    }
}
