using AlbEmulator.Listeners;
using AlbEmulator.Model;
using AlbEmulator.Requests;

namespace AlbEmulator.Tests.Support;

/// <summary>Hosts as a listener makes them of what clients send.</summary>
internal static class Hosts
{
    public const string DnsName = "demo-1.us-east-1.elb.amazonaws.com";

    /// <param name="port">Of the listener.</param>
    /// <param name="bound">The port that stands in its place; 0 for its own.</param>
    /// <param name="protocol">Of the listener.</param>
    /// <param name="ignoresPort"><c>Alb:IgnoreHostPort</c>.</param>
    public static RequestHosts At(
        int port = 8080, int bound = 0, ListenerProtocol protocol = ListenerProtocol.Http, bool ignoresPort = false) =>
        new(
            new Listener { Arn = "listener", Port = port, BindPort = bound, Protocol = protocol, DefaultActions = [] },
            DnsName,
            ignoresPort);

    /// <summary>As a listener on port 8080 sees it.</summary>
    /// <param name="sent">The Host header; null for none.</param>
    public static RequestHost Of(string? sent) => sent is null ? At().Unsent : At().Of(sent);

    /// <summary>A request of that host.</summary>
    public static RuleSubject Ask(string? sent, string uri = "/") => new() { Host = Of(sent), Uri = uri };
}
