using System.Collections.Concurrent;
using AlbEmulator.Requests;
using Microsoft.Extensions.Primitives;

namespace AlbEmulator.Stickiness;

/// <summary>
/// A cookie that every response gives anew, and the same for requests from elsewhere. What it says of a target or a group is
/// the same for all clients that get it in one second, so that it is sealed and written once in a second.
/// </summary>
/// <param name="name">Of the cookie.</param>
/// <param name="duration">For which a client stays after its last request.</param>
/// <param name="seal">Makes the value of a cookie: of whom it speaks, and until when the client stays there.</param>
internal sealed class GivenCookies(string name, TimeSpan duration, Func<CookieSeals, UInt128, DateTimeOffset, string> seal)
{
    private readonly string _corsName = $"{name}CORS";
    private Second _last = new(default);

    /// <summary>The value that a request has of it; the one for requests from elsewhere comes first.</summary>
    public bool TryFind(AlbRequest request, out ReadOnlySpan<char> value)
    {
        var cookies = request.Context.Request.Headers.Cookie;
        return CookieHeader.TryFind(cookies, _corsName, out value) || CookieHeader.TryFind(cookies, name, out value);
    }

    /// <summary>Has the response of a request set it.</summary>
    /// <param name="request">The request.</param>
    /// <param name="key">Of whom it speaks.</param>
    public void Give(AlbRequest request, UInt128 key)
    {
        var now = request.Connection.Time.GetUtcNow();
        var end = EndOfSecond(now);
        var second = Volatile.Read(ref _last);
        if (second.End != end)
        {
            second = new Second(end);
            Volatile.Write(ref _last, second);
        }

        if (!second.Lines.TryGetValue(key, out var lines))
        {
            var value = seal(request.Listener.CookieSeals, key, end + duration);
            second.Lines[key] = lines = new Pair(Lines(value, now, isTls: false), Lines(value, now, isTls: true));
        }

        AddedCookies.Add(request, request.Connection.IsTls ? lines.OverTls : lines.Plain);
    }

    private StringValues Lines(string value, DateTimeOffset now, bool isTls)
    {
        var lasting = AddedCookies.Lasting(now);
        // On HTTP listeners the second has been seen without the Secure that belongs to its SameSite.
        var secure = isTls ? "; Secure" : "";
        return new([$"{name}={value}{lasting}", $"{_corsName}={value}{lasting}; SameSite=None{secure}"]);
    }

    /// <summary>The next whole second: no client is let go before its time.</summary>
    private static DateTimeOffset EndOfSecond(DateTimeOffset now)
    {
        var past = now.Ticks % TimeSpan.TicksPerSecond;
        return past == 0 ? now : now.AddTicks(TimeSpan.TicksPerSecond - past);
    }

    /// <summary>What was given in a second that ends then: what nobody gets any longer is not kept.</summary>
    private sealed class Second(DateTimeOffset end)
    {
        public DateTimeOffset End => end;

        public ConcurrentDictionary<UInt128, Pair> Lines { get; } = new();
    }

    private sealed record Pair(StringValues Plain, StringValues OverTls);
}
