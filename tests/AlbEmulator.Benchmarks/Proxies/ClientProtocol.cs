namespace AlbEmulator.Benchmarks.Proxies;

/// <summary>What clients of a comparison speak to the proxies.</summary>
internal enum ClientProtocol
{
    /// <summary>HTTP/1.1 without TLS.</summary>
    Http,

    /// <summary>HTTP/1.1 over TLS.</summary>
    Https,

    /// <summary>HTTP/2 over TLS.</summary>
    H2,

    /// <summary>HTTP/1.1 without TLS until it becomes a WebSocket.</summary>
    WebSocket,
}
