using System.Net;
using AlbEmulator.Imports.Services;
using AlbEmulator.Model;

namespace AlbEmulator.Imports.Compose;

/// <summary>
/// Where the services of compose files are: by their names where the emulator is one of their containers, else on this machine at
/// the ports that they publish.
/// </summary>
/// <param name="import">Where is told what is not to be reached.</param>
/// <param name="services">All that run.</param>
internal sealed class ComposeAddresses(Import import, IReadOnlyList<ComposeService> services)
{
    private readonly Dictionary<ComposeService, IReadOnlyList<ComposePort>> _ports =
        services.ToDictionary(service => service, service => ComposePorts.Of(service, import.Tell));

    /// <summary>Ports on which the containers of a service listen.</summary>
    public IReadOnlyList<ComposePort> PortsOf(ComposeService service) => _ports[service];

    /// <summary>The one target of a service; none when it is not to be reached, which was told.</summary>
    public IReadOnlyList<ServiceTarget> Of(ComposeService service, CandidateService candidate)
    {
        if (candidate.Port(import.Tell) is not { } port)
        {
            return [];
        }

        var mode = service.Text("network_mode");
        var target = mode == "host" ? OfHost(candidate, port)
            : mode == "none" || mode.Contains(':', StringComparison.Ordinal) ? OfOther(candidate, mode)
            : import.HasServiceNames ? OfName(candidate, port)
            : OfPublished(candidate, PortsOf(service), port);
        return target is null ? [] : [target];
    }

    private ServiceTarget? OfName(CandidateService service, int port)
    {
        if (service.Name != Target.EchoId && !Target.IsLocalhost(service.Name))
        {
            return new ServiceTarget(service.Name, port, service.Origin);
        }

        return Told(service, $"a service that is to get requests cannot be called {Quoted.Text(service.Name)}, which stands for a target of the emulator's "
            + "own machine: give it another name");
    }

    private ServiceTarget OfHost(CandidateService service, int port) => new(
        import.HasServiceNames ? Machine.Housing.Host : IPAddress.Loopback.ToString(), port, service.Origin);

    private ServiceTarget? OfOther(CandidateService service, string mode) => Told(
        service, $"{Quoted.Text(service.Name)} has the network_mode {Quoted.Text(mode)}, where it has no address of its own: write the labels for "
            + "the service whose network it has, or remove network_mode");

    private ServiceTarget? OfPublished(CandidateService service, IReadOnlyList<ComposePort> ports, int port)
    {
        if (ports.FirstOrDefault(item => item.Container == port && item.Published is not null) is { } published)
        {
            return new ServiceTarget(HostOf(published.Host), published.Published!.Value, published.Origin);
        }

        return Told(service, ports.FirstOrDefault(item => item.Container == port && item.IsChosenByEngine) is not null
            ? $"the engine chooses at which port it publishes port {port} of {Quoted.Text(service.Name)}: write ports: [\"{port}:{port}\"], or let "
                + "alb run docker:// ask the engine"
            : $"{Quoted.Text(service.Name)} does not publish its port {port}, and from this machine it is reached at no other: write ports: "
                + $"[\"{port}:{port}\"], or run the emulator as a service of this file");
    }

    /// <summary>What is published on all addresses is on loopback; IPv6's loopback is one address of <c>localhost</c>.</summary>
    private static string HostOf(string written) =>
        !IPAddress.TryParse(written, out var address) || address.Equals(IPAddress.Any) ? IPAddress.Loopback.ToString()
        : address.Equals(IPAddress.IPv6Any) || address.Equals(IPAddress.IPv6Loopback) ? Target.Localhost
        : address.ToString();

    private ServiceTarget? Told(CandidateService service, string problem)
    {
        import.Tell(service.Origin, problem);
        return null;
    }
}
