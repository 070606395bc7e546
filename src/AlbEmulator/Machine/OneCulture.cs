using System.Globalization;
using Microsoft.AspNetCore.Connections;

namespace AlbEmulator.Machine;

/// <summary>
/// The program has the invariant culture alone, and so nothing in it names one. In a process of somebody else's, such as that of
/// tests, it is said for whatever begins there: it goes on into all that is begun by that, but for what comes over a socket.
/// </summary>
internal static class OneCulture
{
    /// <summary>Whether the process has others.</summary>
    private static readonly bool IsNeeded =
        !(AppContext.TryGetSwitch("System.Globalization.Invariant", out var isInvariant) && isInvariant);

    /// <summary>For what follows, in an asynchronous method until it ends.</summary>
    public static void Begin() => CultureInfo.CurrentCulture = CultureInfo.CurrentUICulture = CultureInfo.InvariantCulture;

    /// <summary>For all that a connection is used for.</summary>
    public static ConnectionDelegate Around(ConnectionDelegate next) => !IsNeeded ? next : async connection =>
    {
        Begin();
        await next(connection);
    };

    /// <summary>For a request that Kestrel begins by itself.</summary>
    public static RequestDelegate Around(RequestDelegate next) => !IsNeeded ? next : async http =>
    {
        Begin();
        await next(http);
    };
}
