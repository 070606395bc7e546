using System.Globalization;
using AlbEmulator.Model;
using AlbEmulator.Shapes;

namespace AlbEmulator.Topologies.Routes;

/// <summary>The targets of a route: one group, spoken to in one way.</summary>
/// <param name="Scheme">How: one of <see cref="Schemes"/>.</param>
/// <param name="All">In order.</param>
internal sealed record RouteTargets(RouteScheme Scheme, IReadOnlyList<RouteTarget> All)
{
    private const string Echo = Target.EchoId;

    /// <summary>How targets are spoken to, by what stands before <c>://</c>; the first where nothing does.</summary>
    private static readonly IReadOnlyList<RouteScheme> Schemes =
    [
        new("http", TargetGroupShape.Http, TargetGroupShape.Http1, 80),
        new("https", TargetGroupShape.Https, TargetGroupShape.Http1, 443),
        new("grpc", TargetGroupShape.Http, TargetGroupShape.Grpc, null),
        new("grpcs", TargetGroupShape.Https, TargetGroupShape.Grpc, null),
        new("h2c", TargetGroupShape.Http, TargetGroupShape.Http2, null),
        new("h2", TargetGroupShape.Https, TargetGroupShape.Http2, null),
    ];

    /// <summary>Whether their addresses are of IPv6.</summary>
    public bool AreIPv6 => All.Any(IsIPv6);

    /// <summary>Whether a text without a scheme is meant as a target: it ends with a port, or is one.</summary>
    public static bool IsMeantBy(string text) =>
        text == Echo || text.StartsWith(':') || IsNumber(text) || (text.LastIndexOf(':') is var at and > 0 && IsNumber(text[(at + 1)..]));

    /// <summary>Reads <c>TARGET,TARGET…</c>; or tells what is wrong, and what to write instead.</summary>
    public static (RouteTargets? Targets, string? Problem) Read(string text)
    {
        RouteScheme? scheme = null;
        var all = new List<RouteTarget>();
        foreach (var written in text.Split(','))
        {
            var (target, own, problem) = ReadOne(written.Trim());
            if (target is null)
            {
                return (null, problem);
            }

            if (scheme is not null && scheme != own)
            {
                return (null, $"has targets of {scheme.Name} and of {own.Name}, and a target group is spoken to in one way: "
                    + "write a route for each");
            }

            if (target.Port is > 0 && all.Contains(target))
            {
                return (null, $"has the target {Quoted.Text(written)} twice: leave one away");
            }

            scheme = own;
            all.Add(target);
        }

        return all.Any(IsIPv6) && all.Exists(target => Addresses.TryParse(target.Id, out _) && !IsIPv6(target))
            ? (null, "has targets of IPv4 and of IPv6, and a target group has one family: write a route for each")
            : (new RouteTargets(scheme!, all), null);
    }

    private static (RouteTarget? Target, RouteScheme Scheme, string? Problem) ReadOne(string written)
    {
        var at = written.IndexOf("://", StringComparison.Ordinal);
        var name = at < 0 ? Schemes[0].Name : written[..at];
        var scheme = Schemes.FirstOrDefault(known => known.Name.Equals(name, StringComparison.OrdinalIgnoreCase));
        if (scheme is null)
        {
            var known = Schemes.Select(known => known.Name);
            return Wrong($"{Quoted.Text(name)} is no way to speak to a target: "
                + (Spelling.Nearest(name, known) is { } nearest
                    ? $"did you mean {nearest}{Quoted.Plain(written[at..])}?"
                    : $"there is {string.Join(", ", known)}"));
        }

        var rest = at < 0 ? written : written[(at + "://".Length)..];
        rest = at >= 0 && rest.EndsWith('/') ? rest[..^1] : rest;
        if (rest.IndexOfAny(['/', '?', '#', '@']) is var end and >= 0)
        {
            return rest[end] == '@'
                ? Wrong($"{Quoted.Text(written)} has a user: a target is a host and a port, such as localhost:3000")
                : Wrong($"{Quoted.Text(written)} has a path, and a target has none, since requests keep theirs: write "
                    + (end == 0 ? "a host and a port, such as localhost:3000" : Quoted.Plain(written[..(written.Length - (rest.Length - end))])));
        }

        var (host, port, problem) = HostAndPort(rest, written);
        if (problem is not null)
        {
            return Wrong(problem);
        }

        host = host.Length == 0 ? Target.Localhost : host;
        if (host == Echo)
        {
            return at < 0 ? (new RouteTarget(Echo, port), scheme, null)
                : Wrong($"echo is a target that the emulator hosts: write echo, or echo:9001, without {name}://");
        }

        if (TargetIds.ProblemWith(host, TargetType.Ip, null) is { } wrong)
        {
            return Wrong($"the host {Quoted.Text(host)} {wrong}");
        }

        return (port ?? scheme.UsualPort) is { } effective && (at >= 0 || port is not null)
            ? (new RouteTarget(TargetIds.Canonical(host), effective), scheme, null)
            : Wrong($"{Quoted.Text(written)} has no port: write {Quoted.Plain(written)}:3000, or http://{Quoted.Plain(host)} for port 80");

        (RouteTarget?, RouteScheme, string?) Wrong(string problem) => (null, Schemes[0], problem);
    }

    /// <summary><c>HOST:PORT</c>, of which one may be missing; <c>[IPV6]:PORT</c>.</summary>
    private static (string Host, int? Port, string? Problem) HostAndPort(string text, string written)
    {
        if (text.Length == 0)
        {
            return ("", null, written.Length == 0
                ? "names no target: write one, such as :3000 or http://localhost:3000"
                : $"{Quoted.Text(written)} names no host: write {Quoted.Plain(written)}localhost:3000");
        }

        if (text.StartsWith('['))
        {
            return text.IndexOf(']', StringComparison.Ordinal) is var close and > 0 && (close == text.Length - 1 || text[close + 1] == ':')
                && Addresses.TryParse(text[1..close], out var address) && Addresses.IsIPv6(address)
                ? WithPort(text[1..close], close == text.Length - 1 ? null : text[(close + 2)..], written)
                : ("", null, $"{Quoted.Text(written)} has no IPv6 address in its brackets: write one as in [::1]:3000");
        }

        var colon = text.LastIndexOf(':');
        if (colon >= 0 && text.IndexOf(':', StringComparison.Ordinal) < colon)
        {
            return ("", null, $"{Quoted.Text(written)} has several colons: write an IPv6 address in brackets, as in [::1]:3000");
        }

        return colon < 0 ? IsNumber(text) ? WithPort("", text, written) : (text, null, null)
            : WithPort(text[..colon], text[(colon + 1)..], written);
    }

    private static (string Host, int? Port, string? Problem) WithPort(string host, string? port, string written)
    {
        if (port is null)
        {
            return (host, null, null);
        }

        // Only of an echo target the emulator can say which one is free.
        return IsNumber(port) && ushort.TryParse(port, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && (number > 0 || host == Echo)
            ? (host, number, null)
            : ("", null, $"{Quoted.Text(written)} has the port {Quoted.Text(port)}: write a number from 1 to 65535, as in "
                + $"{Quoted.Plain(host)}:3000");
    }

    private static bool IsNumber(string text) => text.Length > 0 && text.All(char.IsAsciiDigit);

    private static bool IsIPv6(RouteTarget target) =>
        Addresses.TryParse(target.Id, out var address) && Addresses.IsIPv6(Addresses.Plain(address));
}

/// <summary>A target of a route.</summary>
/// <param name="Id">An address, a host name, or <c>echo</c>.</param>
/// <param name="Port">Null for an echo target on whichever port is left.</param>
internal sealed record RouteTarget(string Id, int? Port);

/// <summary>How the targets of a route are spoken to.</summary>
/// <param name="Name">What stands before <c>://</c>.</param>
/// <param name="Protocol">Of the target group.</param>
/// <param name="Version">Its ProtocolVersion.</param>
/// <param name="UsualPort">Where a URL of it leads without a port; null where there is no usual one.</param>
internal sealed record RouteScheme(string Name, string Protocol, string Version, int? UsualPort)
{
    /// <summary>Whether only HTTPS listeners may forward to such targets.</summary>
    public bool NeedsHttps => Version != TargetGroupShape.Http1;
}
