using Microsoft.AspNetCore.Server.Kestrel.Core;

namespace AlbEmulator.ControlPort;

/// <summary>
/// How much of the control port clients may hold, and for how long. Kestrel's own time-outs are switched off, since
/// listeners have those of an ALB: what Kestrel has by itself holds here.
/// <see href="https://learn.microsoft.com/dotnet/api/microsoft.aspnetcore.server.kestrel.core.kestrelserverlimits"/>
/// </summary>
internal sealed record ControlLimits
{
    /// <summary>Bytes a second that a body must come with, and an answer be read with, after a grace of some seconds.</summary>
    public static MinDataRate Rate { get; } = new(bytesPerSecond: 240, gracePeriod: TimeSpan.FromSeconds(5));

    /// <summary>How long a client may be silent between requests, and before the first.</summary>
    public static TimeSpan KeepAlive { get; } = TimeSpan.FromSeconds(130);

    /// <summary>How long the head of a request may take from its first byte.</summary>
    public static TimeSpan Head { get; } = TimeSpan.FromSeconds(30);

    /// <summary>How long a follower of the journal may read nothing while something waits for it.</summary>
    public static TimeSpan Reading { get; } = TimeSpan.FromSeconds(30);

    /// <summary>How long a client must have been silent to make room for another: a request may be on its way.</summary>
    public static TimeSpan Silence { get; } = TimeSpan.FromSeconds(1);

    /// <summary>
    /// Connections. The one that has been silent for longest makes room for another; while none is silent, as many again
    /// are told so, and of them <c>/health</c> alone is answered.
    /// </summary>
    public int Connections { get; init; } = 256;

    /// <summary>Requests that follow the journal or wait for it.</summary>
    public int Followers { get; init; } = 128;
}
