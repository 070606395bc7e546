using System.Net;
using AlbEmulator.Model;
using AlbEmulator.Topologies;

namespace AlbEmulator.ControlPort;

/// <summary>
/// The hosts by which the control port may be called. A page of the web whose name is made to lead to this machine comes
/// with that name, and with none of these: browsers take a loopback name from nobody, an address is no name, and no
/// public name lacks a dot or ends in <c>.internal</c>.
/// <see href="https://www.rfc-editor.org/rfc/rfc6761#section-6.3"/>
/// </summary>
internal sealed class ControlHosts(AlbSettings settings)
{
    private const string Loopback = "localhost";

    /// <summary>What containers and virtual machines call the machine that they are on.</summary>
    private static readonly HashSet<string> OfThisMachine = new(StringComparer.OrdinalIgnoreCase)
    {
        "host.docker.internal", "gateway.docker.internal", "host.containers.internal", "host.testcontainers.internal",
        "host.lima.internal", "host.minikube.internal", "host.rancher-desktop.internal",
    };

    private readonly IPAddress[] _bound = [.. ControlAddress.Of(settings).Select(static taken => taken.Address)];

    private readonly string[] _named =
        [.. settings.ControlHosts.Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries), .. Written(settings)];

    /// <param name="host">Without its port; an IPv6 address in brackets.</param>
    public bool Have(string host)
    {
        if (IPAddress.TryParse(host.AsSpan().Trim("[]"), out var address))
        {
            return IsHere(address.IsIPv4MappedToIPv6 ? address.MapToIPv4() : address)
                || _named.Contains(host.Trim('[', ']'), StringComparer.OrdinalIgnoreCase);
        }

        // A name may be written with the dot of the root.
        var name = host.EndsWith('.') ? host[..^1] : host;
        return name.Equals(Loopback, StringComparison.OrdinalIgnoreCase)
            || IsBelow(name, Loopback)
            || (host.Length > 0 && host.All(static letter => char.IsAsciiLetterOrDigit(letter) || letter is '-' or '_'))
            || OfThisMachine.Contains(name)
            || Array.Exists(_named, named =>
                named.StartsWith("*.", StringComparison.Ordinal)
                    ? IsBelow(name, named[2..])
                    : name.Equals(named, StringComparison.OrdinalIgnoreCase));
    }

    private static bool IsBelow(string name, string domain) =>
        name.Length > domain.Length + 1
        && name[^(domain.Length + 1)] == '.'
        && name.EndsWith(domain, StringComparison.OrdinalIgnoreCase);

    /// <summary>The host of the setting <c>ControlUrl</c> is the user's own word.</summary>
    private static IEnumerable<string> Written(AlbSettings settings) =>
        Uri.TryCreate(settings.ControlUrl, UriKind.Absolute, out var url) && url.HostNameType == UriHostNameType.Dns
            ? [url.Host]
            : [];

    private bool IsHere(IPAddress address) =>
        IPAddress.IsLoopback(address)
        || Array.Exists(_bound, bound =>
            bound.Equals(address) || Addresses.IsAny(bound));
}
