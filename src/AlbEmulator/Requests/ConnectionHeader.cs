using Microsoft.AspNetCore.Http.Features;
using Microsoft.Extensions.Primitives;

namespace AlbEmulator.Requests;

/// <summary>The options of a Connection header (RFC 9110, 7.6.1).</summary>
internal static class ConnectionHeader
{
    /// <summary>Whether the option is among those named, in any case.</summary>
    public static bool Has(in StringValues values, ReadOnlySpan<char> option)
    {
        foreach (var value in values)
        {
            foreach (var part in value.AsSpan().Split(','))
            {
                if (value.AsSpan()[part].Trim().Equals(option, StringComparison.OrdinalIgnoreCase))
                {
                    return true;
                }
            }
        }

        return false;
    }

    /// <summary>Whether a client asks for a WebSocket.</summary>
    public static bool AsksForWebSocket(IHeaderDictionary headers) =>
        headers.Upgrade is { Count: > 0 } upgrade && Has(upgrade, "websocket") && Has(headers.Connection, "upgrade");

    /// <summary>Whether the client may speak WebSocket from here on, and wants to.</summary>
    public static bool IsWebSocket(HttpContext context) =>
        AsksForWebSocket(context.Request.Headers) && context.Features.Get<IHttpUpgradeFeature>() is { IsUpgradableRequest: true };
}
