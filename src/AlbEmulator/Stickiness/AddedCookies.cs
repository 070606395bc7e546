using AlbEmulator.Requests;
using Microsoft.Extensions.Primitives;

namespace AlbEmulator.Stickiness;

/// <summary>Set-Cookie lines of the load balancer, as an ALB writes them.</summary>
internal static class AddedCookies
{
    /// <summary>The client's own copy lives as long, whatever the duration: that one is sealed inside.</summary>
    private static readonly TimeSpan Lifetime = TimeSpan.FromDays(7);

    /// <summary>A cookie, and the same for requests from elsewhere.</summary>
    public static void AddWithCors(AlbRequest request, string name, string corsName, string value)
    {
        var lasting = Lasting(request);
        // On HTTP listeners the second has been seen without the Secure that belongs to its SameSite.
        var secure = request.Connection.IsTls ? "; Secure" : "";
        Add(request, [$"{name}={value}{lasting}", $"{corsName}={value}{lasting}; SameSite=None{secure}"]);
    }

    /// <summary>Cookies of one name with a number behind it.</summary>
    /// <param name="request">Whose response they go with.</param>
    /// <param name="name">With the dash before the number.</param>
    /// <param name="values">From 0.</param>
    /// <param name="isForElsewhere">Whether the browser is to send them from other sites too.</param>
    public static void AddNumbered(AlbRequest request, string name, string[] values, bool isForElsewhere)
    {
        var end = Lasting(request) + (isForElsewhere ? "; SameSite=None; Secure" : "");
        var lines = new string[values.Length];
        for (var i = 0; i < lines.Length; i++)
        {
            lines[i] = $"{name}{i}={values[i]}{end}";
        }

        Add(request, lines);
    }

    /// <summary>The end of a line of a cookie that a browser keeps for 7 days.</summary>
    public static string Lasting(AlbRequest request) =>
        $"; Expires={request.Connection.Time.GetUtcNow() + Lifetime:R}; Path=/";

    /// <summary>Lines as they are.</summary>
    public static void Add(AlbRequest request, string[] lines) =>
        request.AddedCookies = request.AddedCookies.Count == 0
            ? lines
            : StringValues.Concat(request.AddedCookies, lines);
}
