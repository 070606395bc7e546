using AlbEmulator.Http1;

namespace AlbEmulator.FrontEndConnections;

/// <summary>
/// For how long a connection that is to end, and carries no request, waits for one: who sends it cannot know. It is of the machine's
/// time, which goes on where that of tests stands still.
/// </summary>
internal struct EndingGrace
{
    /// <summary>Of a connection that has had no request: one is likely to be on its way.</summary>
    private static readonly TimeSpan First = TimeSpan.FromMilliseconds(250);

    private static readonly TimeSpan Next = TimeSpan.FromMilliseconds(50);

    private bool _hasBegun;

    /// <summary>Begins when it is asked first; whoever waits for input looks up again when it is over.</summary>
    public bool IsOver(WireInput input)
    {
        if (_hasBegun)
        {
            return true;
        }

        _hasBegun = true;
        _ = InterruptAsync(input, input.BytesTaken == 0 ? First : Next);
        return false;
    }

    private static async Task InterruptAsync(WireInput input, TimeSpan after)
    {
        await Task.Delay(after).ConfigureAwait(ConfigureAwaitOptions.ForceYielding);
        input.Interrupt();
    }
}
