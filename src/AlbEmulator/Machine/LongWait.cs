using System.Globalization;

namespace AlbEmulator.Machine;

/// <summary>
/// Says what is waited for, while something takes more than a second: after the first, and then every ten. What is over
/// sooner says nothing.
/// </summary>
internal sealed class LongWait : IDisposable
{
    /// <summary>Until it is told.</summary>
    public static readonly TimeSpan First = TimeSpan.FromSeconds(1);

    /// <summary>Until it is told again.</summary>
    public static readonly TimeSpan Again = TimeSpan.FromSeconds(10);

    private readonly TimeProvider _time;
    private readonly Func<string> _what;
    private readonly Action<string> _tell;
    private readonly long _begun;
    private readonly ITimer _timer;

    /// <param name="time">The clock.</param>
    /// <param name="what">What is waited for, as a sentence without its end; empty for what need not be told.</param>
    /// <param name="tell">Hears of it.</param>
    public LongWait(TimeProvider time, Func<string> what, Action<string> tell)
    {
        (_time, _what, _tell, _begun) = (time, what, tell, time.GetTimestamp());
        _timer = time.CreateTimer(static state => ((LongWait)state!).Tell(), this, First, Again);
    }

    public void Dispose() => _timer.Dispose();

    private void Tell()
    {
        try
        {
            if (_what() is { Length: > 0 } what)
            {
                _tell(string.Create(CultureInfo.InvariantCulture, $"{what}: {_time.GetElapsedTime(_begun).TotalSeconds:F0} s so far"));
            }
        }
        catch (Exception exception) when (exception is IOException or ObjectDisposedException)
        {
            // Whoever was to hear of it is gone.
        }
    }
}
