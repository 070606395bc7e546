namespace AlbEmulator.Faults;

/// <summary>What a fault does to a request.</summary>
internal enum FaultKind
{
    /// <summary>The load balancer answers with a status of its own.</summary>
    Status,

    /// <summary>The request waits before its action is carried out.</summary>
    Delay,

    /// <summary>The connection of the client is reset, of HTTP/2 its stream.</summary>
    Reset,

    /// <summary>The target refuses the connection.</summary>
    Refuse,

    /// <summary>The body of the target's answer goes to the client slowly.</summary>
    Slow,
}
