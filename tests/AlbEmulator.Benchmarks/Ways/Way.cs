using AlbEmulator.Benchmarks.Processes;
using AlbEmulator.Benchmarks.Proxies;

namespace AlbEmulator.Benchmarks.Ways;

/// <summary>One of the ways in which proxies are compared.</summary>
/// <param name="Name">As <c>--way</c> takes it.</param>
/// <param name="Title">Above its table.</param>
/// <param name="Protocol">What clients speak.</param>
internal sealed record Way(string Name, string Title, ClientProtocol Protocol = ClientProtocol.Http)
{
    /// <summary>What clients ask for.</summary>
    public string Path { get; init; } = "/";

    /// <summary>What wrk is told besides, with files that it needs in the folder of the stage.</summary>
    public Func<Stage, IReadOnlyList<string>> WrkArguments { get; init; } = _ => [];

    public WantedRatios Wanted { get; init; } = new();

    /// <summary>The program that is the client, and its package; null where it is this program.</summary>
    public (string Program, string Package)? Client => Protocol switch
    {
        ClientProtocol.WebSocket => null,
        ClientProtocol.H2 => ("h2load", "nghttp2-client"),
        _ => ("wrk", "wrk"),
    };

    /// <summary>What is counted.</summary>
    public string Unit => Protocol == ClientProtocol.WebSocket ? "message" : "request";
}
