namespace AlbEmulator.FrontEndConnections;

/// <summary>What the bytes that a client sends next belong to.</summary>
internal enum ConnectionPhase
{
    /// <summary>A request line and headers.</summary>
    Head,

    /// <summary>The request that is being answered.</summary>
    Request,

    /// <summary>The rest of an unread body.</summary>
    Drain,

    /// <summary>Nobody, for the connection is about to be closed.</summary>
    Linger,
}
