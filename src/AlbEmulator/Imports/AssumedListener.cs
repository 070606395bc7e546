using System.Globalization;
using AlbEmulator.Model;
using AlbEmulator.Shapes;

namespace AlbEmulator.Imports;

/// <summary>
/// The listener, and the load balancer, that are made up for rules and listeners whose own are in no file: by
/// <c>--assume-listener</c>, the setting <c>Alb:AssumeListener</c>.
/// </summary>
internal sealed class AssumedListener(Import import)
{
    public const string LoadBalancerName = "assumed";

    private static readonly Origin Place = new("settings", 0, "Alb:AssumeListener");

    private Resource? _loadBalancer;
    private Resource? _listener;

    /// <summary>What it is not, is told with the settings.</summary>
    public bool IsAsked => Parse(import.Settings.AssumeListener) is not null;

    /// <summary>A protocol and a port, such as <c>HTTP:80</c>; null where a text is none.</summary>
    public static (string Protocol, int Port)? Parse(string text) =>
        text.Split(':') is [("HTTP" or "HTTPS") and var protocol, var number] &&
        int.TryParse(number, NumberStyles.None, CultureInfo.InvariantCulture, out var port) && port is >= Bounds.LeastPort and <= Bounds.MostPort
            ? (protocol, port)
            : null;

    /// <summary>What stands in the place of the load balancer of a listener, or of the listener of a rule.</summary>
    public Resource For(Resource resource, ResourceKind kind)
    {
        var words = kind == ResourceKind.Listener ? $"listener is in no file: one of {import.Settings.AssumeListener}" : "load balancer is in no file: one";
        import.Note(resource.Origin, $"its {words} is made up for it");
        return kind == ResourceKind.Listener && Parse(import.Settings.AssumeListener) is { } asked
            ? Listener(asked.Protocol, asked.Port)
            : LoadBalancer();
    }

    /// <summary>The load balancer of the listener that is made up; null when none is.</summary>
    public (Resource Listener, Resource LoadBalancer)? Made => _listener is null ? null : (_listener, LoadBalancer());

    /// <summary>That the setting changed nothing.</summary>
    public void TellUnused()
    {
        if (IsAsked && _loadBalancer is null && !import.IsListenerOfServices)
        {
            import.Note(Place, "every rule has its listener, and every listener its load balancer: none is made up");
        }
    }

    private Resource LoadBalancer() => _loadBalancer ??= Added(new Resource(
        ResourceKind.LoadBalancer, Place, [LoadBalancerName], [Nodes.Entry("Name", Nodes.Text(Place, LoadBalancerName))]));

    private Resource Listener(string protocol, int port)
    {
        if (_listener is not null)
        {
            return _listener;
        }

        _listener = Added(new Resource(ResourceKind.Listener, Place, [$"{LoadBalancerName} listener"],
        [
            Nodes.Entry(ListenerShape.Port.Name, Nodes.Number(Place, port)),
            Nodes.Entry(ListenerShape.Protocol.Name, Nodes.Text(Place, protocol)),
            Nodes.Entry("DefaultActions", Nodes.Sequence(Place, [ActionNodes.NotFound(Place)])),
        ]));
        LoadBalancer();
        return _listener;
    }

    private Resource Added(Resource resource)
    {
        import.Resources.Add(resource);
        return resource;
    }
}
