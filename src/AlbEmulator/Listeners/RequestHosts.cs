using System.Globalization;
using AlbEmulator.Model;
using AlbEmulator.Requests;

namespace AlbEmulator.Listeners;

/// <summary>
/// What a listener makes of the hosts of its requests, remembered: clients repeat themselves and each other.
/// </summary>
internal sealed class RequestHosts(Listener listener, string dnsName, bool ignoresPort)
{
    private const int Slots = 64;

    /// <summary>Longer hosts, which no name is, are not remembered.</summary>
    private const int LongestName = 255 + 6;

    private readonly RequestHost?[] _slots = new RequestHost?[Slots];

    /// <summary>That of requests that name none: the load balancer's own.</summary>
    public RequestHost Unsent { get; } = RequestHost.Unsent(dnsName);

    /// <param name="host">As the client sent it; not empty.</param>
    public RequestHost Of(string host)
    {
        if (host.Length > LongestName)
        {
            return RequestHost.Of(host, listener, ignoresPort);
        }

        // One reference, since requests come at once.
        ref var slot = ref _slots[(uint)((host[0] * 31) + (host[^1] * 7) + host.Length) % Slots];
        var remembered = slot;
        if (remembered is null || !string.Equals(host, remembered.Sent, StringComparison.Ordinal))
        {
            slot = remembered = RequestHost.Of(host, listener, ignoresPort);
        }

        return remembered;
    }

    /// <summary>
    /// The Host header of a client that was given a name and this listener's port, or another: of the port that its
    /// protocol has anyway it says nothing.
    /// </summary>
    public string SentFor(string name, int? port = null)
    {
        var named = port ?? listener.BindPort;
        return named == listener.Protocol.UsualPort()
            ? name
            : new HostAndPort(name, named.ToString(CultureInfo.InvariantCulture)).ToString();
    }
}
