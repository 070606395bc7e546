namespace AlbEmulator.Rules.Actions;

/// <summary>
/// Chooses by weight: over many choices each has its share almost to the choice, however many threads choose.
/// </summary>
/// <param name="weights">Each 0 or more.</param>
/// <param name="start">Anywhere: where a rule begins is chance, so that one that is often changed favours none.</param>
internal sealed class WeightedChoice(IReadOnlyList<int> weights, ulong start)
{
    /// <summary>
    /// The golden section of 2⁶⁴. Steps of this length fall evenly on every share of the circle, and, unlike turns that
    /// are taken in a fixed order, keep no time with clients that send their requests in a fixed order.
    /// </summary>
    private const ulong Step = 0x9E37_79B9_7F4A_7C15;

    private readonly int[] _weights = [.. weights];
    private readonly int _total = weights.Sum();
    private ulong _position = start;

    /// <summary>The index of a weight, never of one that is 0; -1 where all are.</summary>
    public int Next()
    {
        var rest = (int)Math.BigMul(Interlocked.Add(ref _position, Step), (ulong)_total, out _);
        for (var index = 0; index < _weights.Length; index++)
        {
            if ((rest -= _weights[index]) < 0)
            {
                return index;
            }
        }

        return -1;
    }
}
