using System.Text;

namespace AlbEmulator.Http1;

/// <summary>A moment as Date has it, made once a second.</summary>
internal static class DateText
{
    private static Made _last = new(long.MinValue, []);

    /// <param name="now">UTC.</param>
    /// <returns>29 characters, such as <c>Fri, 13 Aug 2021 20:00:08 GMT</c>.</returns>
    public static ReadOnlySpan<byte> Of(DateTimeOffset now)
    {
        var second = now.Ticks / TimeSpan.TicksPerSecond;
        var last = Volatile.Read(ref _last);
        if (last.Second != second)
        {
            last = new Made(second, Encoding.ASCII.GetBytes(now.ToString("R")));
            Volatile.Write(ref _last, last);
        }

        return last.Text;
    }

    private sealed record Made(long Second, byte[] Text);
}
