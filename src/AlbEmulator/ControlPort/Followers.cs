namespace AlbEmulator.ControlPort;

/// <summary>Those who follow the journal or wait for it: each of them is looked after with every request that ends.</summary>
internal sealed class Followers(ControlLimits limits)
{
    private int _count;

    /// <summary>How many there are now.</summary>
    public int Count => Volatile.Read(ref _count);

    /// <summary>What is said to the one beyond the bound.</summary>
    public IResult Refusal => ControlRefusal.Of(
        StatusCodes.Status503ServiceUnavailable,
        $"{limits.Followers} clients follow or await requests, as many as can: end one of them, or try again later");

    /// <summary>Whether there is room for another; who has come in leaves again.</summary>
    public bool TryEnter()
    {
        if (Interlocked.Increment(ref _count) <= limits.Followers)
        {
            return true;
        }

        Leave();
        return false;
    }

    public void Leave() => Interlocked.Decrement(ref _count);
}
