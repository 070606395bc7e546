using System.Net;
using AlbEmulator.Containers;
using AlbEmulator.Model;

namespace AlbEmulator.Imports.Services;

/// <summary>
/// Where containers take requests: where the emulator is a container of the same engine, in a network that both have; else where
/// their port is published or, where it is not, at their own address, which a machine with Linux reaches.
/// </summary>
internal sealed class ContainerPlaces
{
    private readonly Import _import;
    private readonly string _publishedOn;
    private readonly bool _isInNetwork;

    /// <summary>The networks of the emulator's own container; null where it is in none of this engine's.</summary>
    private readonly HashSet<string>? _own;

    public ContainerPlaces(IReadOnlyList<EngineContainer> containers, EngineAddress engine, Import import)
    {
        _import = import;
        _publishedOn = engine.Host ?? IPAddress.Loopback.ToString();
        var own = containers.FirstOrDefault(container => import.Housing.IsOwn(container.Id));
        _own = own is { IsOnHost: false } ? [.. own.Addresses.Keys] : null;
        _isInNetwork = import.Settings.ContainerAddresses switch
        {
            ContainerAddresses.Network => true,
            ContainerAddresses.Published => false,
            _ => _own is not null,
        };
    }

    /// <summary>The targets of a service: those of its containers that run.</summary>
    public IReadOnlyList<ServiceTarget> Of(CandidateService service, IReadOnlyList<EngineContainer> replicas)
    {
        var running = replicas.Where(container => container.IsRunning).ToList();
        return running.Count > 0 && service.Port(_import.Note) is { } port
            ? [.. running.Select(container => Of(container, port, service.Origin)).OfType<ServiceTarget>()]
            : [];
    }

    private ServiceTarget? Of(EngineContainer container, int port, Origin origin)
    {
        if (container.IsOnHost)
        {
            return new ServiceTarget(_own is null ? _publishedOn : Machine.Housing.Host, port, origin);
        }

        var published = container.Ports.FirstOrDefault(item => item.Container == port && item.Published is not null);
        if (published is not null && !_isInNetwork)
        {
            return new ServiceTarget(HostOf(published), published.Published!.Value, origin);
        }

        var address = container.Addresses.Where(item => _own?.Contains(item.Key) ?? true)
            .OrderBy(item => item.Key, StringComparer.Ordinal)
            .Select(item => item.Value)
            .FirstOrDefault(item => item.Length > 0);
        if (address is not null && (_isInNetwork || _import.Settings.ContainerAddresses == ContainerAddresses.Auto))
        {
            return new ServiceTarget(address, port, origin);
        }

        _import.Note(origin, _isInNetwork && _own is not null
            ? $"{Quoted.Text(container.Name)} is in no network with the emulator: docker network connect NETWORK {Quoted.Plain(container.Name)}"
            : $"{Quoted.Text(container.Name)} does not publish its port {port}: start it with -p {port}:{port}");
        return null;
    }

    private string HostOf(EnginePort port) =>
        !IPAddress.TryParse(port.Host, out var address) || Addresses.IsAny(address) ? _publishedOn
        : address.Equals(IPAddress.IPv6Loopback) ? Target.Localhost
        : address.ToString();
}
