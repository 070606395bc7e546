using AlbEmulator.Requests;
using Microsoft.Extensions.Primitives;

namespace AlbEmulator.Stickiness;

/// <summary>Set-Cookie lines of the load balancer, as an ALB writes them.</summary>
internal static class AddedCookies
{
    /// <summary>The client's own copy lives as long, whatever the duration: that one is sealed inside.</summary>
    private static readonly TimeSpan Lifetime = TimeSpan.FromDays(7);

    /// <summary>How a line ends: until when the client keeps it, and for which paths.</summary>
    /// <param name="now">When it is given.</param>
    public static string Lasting(DateTimeOffset now) => $"; Expires={now + Lifetime:R}; Path=/";

    /// <summary>Cookies of one name with a number behind it.</summary>
    /// <param name="request">Whose response they go with.</param>
    /// <param name="name">With the dash before the number.</param>
    /// <param name="values">From 0.</param>
    /// <param name="isForElsewhere">Whether the browser is to send them from other sites too.</param>
    public static void AddNumbered(AlbRequest request, string name, string[] values, bool isForElsewhere)
    {
        var end = Lasting(request.Connection.Time.GetUtcNow()) + (isForElsewhere ? "; SameSite=None; Secure" : "");
        var lines = new string[values.Length];
        for (var i = 0; i < lines.Length; i++)
        {
            lines[i] = $"{name}{i}={values[i]}{end}";
        }

        Add(request, lines);
    }

    /// <summary>Has the response of a request have these lines too.</summary>
    public static void Add(AlbRequest request, in StringValues lines) =>
        request.AddedCookies = request.AddedCookies.Count == 0
            ? lines
            : StringValues.Concat(request.AddedCookies, lines);
}
