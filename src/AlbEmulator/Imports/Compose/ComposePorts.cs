using System.Globalization;
using AlbEmulator.Documents;
using AlbEmulator.Model;

namespace AlbEmulator.Imports.Compose;

/// <summary>
/// The ports of a service: those that it publishes on the machine, and those that it only exposes.
/// <see href="https://docs.docker.com/reference/compose-file/services/#ports"/>
/// </summary>
internal static class ComposePorts
{
    private const int MostOfRange = 1000;

    /// <summary>Those of TCP; what is no port is told.</summary>
    public static IReadOnlyList<ComposePort> Of(ComposeService service, Action<Origin, string> tell) =>
    [
        .. service.All("ports").SelectMany(node => Published(node, tell)),
        .. service.All("expose").SelectMany(node => Exposed(node, tell)),
    ];

    private static IEnumerable<ComposePort> Exposed(Node node, Action<Origin, string> tell)
    {
        if (!node.TryAny(out var text) || WithoutProtocol(text) is not { } range)
        {
            return [];
        }

        return Range(range) is { } ports
            ? ports.Select(port => new ComposePort(port, null, "", node.Origin))
            : Told(node, text, tell);
    }

    private static IEnumerable<ComposePort> Published(Node node, Action<Origin, string> tell)
    {
        if (node is Node.Mapping)
        {
            var isTcp = !node.Find("protocol").TryText(out var protocol) || protocol == "tcp";
            node.Find("target").TryAny(out var target);
            node.Find("published").TryAny(out var published);
            var host = node.Find("host_ip").TryText(out var ip) ? ip : "";
            return isTcp ? Pairs(node, target, target, published, host, tell) : [];
        }

        if (!node.TryAny(out var text) || WithoutProtocol(text) is not { } written)
        {
            return [];
        }

        var parts = written.Split(':');
        var before = parts.Length > 2 ? string.Join(':', parts[..^2]).Trim('[', ']') : "";
        return Pairs(node, text, parts[^1], parts.Length > 1 ? parts[^2] : "", before, tell);
    }

    private static IEnumerable<ComposePort> Pairs(
        Node node, string text, string container, string published, string host, Action<Origin, string> tell)
    {
        if (Range(container) is not { } ports || (published.Length > 0 && Range(published) is null))
        {
            return Told(node, text, tell);
        }

        var outside = published.Length == 0 ? [] : Range(published)!;
        // Of a range for one port the engine takes any that is free.
        return ports.Select((port, at) => new ComposePort(port, outside.Count == ports.Count ? outside[at] : null, host, node.Origin)
        {
            IsChosenByEngine = outside.Count != ports.Count,
        });
    }

    private static IEnumerable<ComposePort> Told(Node node, string text, Action<Origin, string> tell)
    {
        tell(node.Origin, $"{Quoted.Text(text)} is no port: write one such as \"3000\" or \"8081:3000\"");
        return [];
    }

    /// <summary>A text without <c>/tcp</c>; null where it is of another protocol.</summary>
    private static string? WithoutProtocol(string text)
    {
        var slash = text.IndexOf('/', StringComparison.Ordinal);
        return slash < 0 ? text : text[(slash + 1)..] == "tcp" ? text[..slash] : null;
    }

    private static List<int>? Range(string text)
    {
        var parts = text.Split('-');
        return parts.Length <= 2 && Port(parts[0]) is { } first && Port(parts[^1]) is { } last && last >= first && last - first < MostOfRange
            ? [.. Enumerable.Range(first, last - first + 1)]
            : null;
    }

    private static int? Port(string text) =>
        int.TryParse(text.Trim(), NumberStyles.None, CultureInfo.InvariantCulture, out var port) && port is >= Bounds.LeastPort and <= Bounds.MostPort
            ? port
            : null;
}

/// <summary>A port of TCP on which a container listens.</summary>
/// <param name="Container">In the container.</param>
/// <param name="Published">On the machine; null where it is not known, or not published.</param>
/// <param name="Host">Address on which it is published; empty for all.</param>
/// <param name="Origin">What says so.</param>
internal sealed record ComposePort(int Container, int? Published, string Host, Origin Origin)
{
    /// <summary>Whether it is published at a port that only the engine knows.</summary>
    public bool IsChosenByEngine { get; init; }
}
