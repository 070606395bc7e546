using AlbEmulator.Benchmarks.Processes;
using AlbEmulator.Benchmarks.Proxies;

namespace AlbEmulator.Benchmarks.Ways;

/// <summary>The ways in which proxies can be compared, and what the emulator is to be beside nginx in each.</summary>
internal static class AllWays
{
    public static Way Kept { get; } = new("kept", "Small requests on connections that are kept")
    {
        Wanted = new WantedRatios(WantedRatio.AtLeast(0.80), WantedRatio.AtMost(1.35), WantedRatio.AtMost(1.2)),
    };

    public static IReadOnlyList<Way> List { get; } =
    [
        Kept,
        new("tls", "Small requests over TLS 1.3 on connections that are kept", ClientProtocol.Https)
        {
            Wanted = new WantedRatios(Cpu: WantedRatio.AtMost(1.5)),
        },
        new("http2", "Small requests over HTTP/2 and TLS 1.3, ten streams on each connection", ClientProtocol.H2),
        new("new", "Small requests, a new connection for each")
        {
            WrkArguments = _ => ["-H", "Connection: close"],
            Wanted = new WantedRatios(Cpu: WantedRatio.AtMost(1.6)),
        },
        new("large", "Answers of 100 KB on connections that are kept")
        {
            Path = PlainTarget.MiddlePath,
            Wanted = new WantedRatios(Cpu: WantedRatio.AtMost(1.0)),
        },
        new("post", "POSTs of 16 KB on connections that are kept")
        {
            Path = PlainTarget.UploadPath,
            WrkArguments = stage => ["-s", WritePost(stage)],
        },
        new("websocket", "WebSocket messages of 64 bytes and their echo", ClientProtocol.WebSocket)
        {
            Wanted = new WantedRatios(Cpu: WantedRatio.AtMost(1.3)),
        },
    ];

    /// <summary>A script for wrk, which makes one request of it and sends that again and again.</summary>
    private static string WritePost(Stage stage) => stage.Write("post.lua", """
        wrk.method = "POST"
        wrk.body = string.rep("a", 16 * 1024)
        wrk.headers["Content-Type"] = "application/octet-stream"
        """);
}
