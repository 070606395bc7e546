using AlbEmulator.Requests;

namespace AlbEmulator.Listeners;

/// <summary>
/// What a listener makes of the Host headers of its requests, remembered: clients repeat themselves and each other.
/// </summary>
internal sealed class RequestHosts(int listenerPort)
{
    private const int Slots = 64;

    /// <summary>Longer hosts, which no name is, are not remembered.</summary>
    private const int LongestName = 255 + 6;

    private readonly Remembered?[] _slots = new Remembered?[Slots];

    /// <param name="host">Of the request; not empty.</param>
    public RequestHost Of(string host)
    {
        if (host.Length > LongestName)
        {
            return HostHeader.Names(host, listenerPort);
        }

        // One reference, since requests come at once.
        ref var slot = ref _slots[(uint)((host[0] * 31) + (host[^1] * 7) + host.Length) % Slots];
        var remembered = slot;
        if (remembered is null || !string.Equals(host, remembered.Host, StringComparison.Ordinal))
        {
            slot = remembered = new Remembered(host, HostHeader.Names(host, listenerPort));
        }

        return remembered.Names;
    }

    private sealed record Remembered(string Host, RequestHost Names);
}
