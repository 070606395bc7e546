using System.Globalization;
using AlbEmulator.Documents;
using AlbEmulator.Model;

namespace AlbEmulator.Imports.Kubernetes;

/// <summary>A port of a Service.</summary>
/// <param name="Name">Its name; empty for none.</param>
/// <param name="Number">On which the Service is asked.</param>
/// <param name="NodePort">Of each node; null where none is known.</param>
/// <param name="TargetPort">Of the pods, a number or a name; that of the Service unless it is said.</param>
/// <param name="AppProtocol">What it says that it speaks; empty for nothing.</param>
/// <param name="Origin">Where it is written.</param>
internal sealed record ServicePort(string Name, int Number, int? NodePort, string TargetPort, string AppProtocol, Origin Origin)
{
    /// <summary>The target port as a number; null where it is a name.</summary>
    public int? TargetNumber => int.TryParse(TargetPort, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : null;

    public static IEnumerable<ServicePort> Of(Manifest service)
    {
        foreach (var port in service.Spec.Find("ports").Items())
        {
            if (port.Find("port").TryInteger(out var number))
            {
                yield return new ServicePort(
                    port.Text("name"),
                    number,
                    port.Find("nodePort").TryInteger(out var node) && node > 0 ? node : null,
                    port.Text("targetPort") is { Length: > 0 } target ? target : number.ToString(CultureInfo.InvariantCulture),
                    port.Text("appProtocol"),
                    port.Origin);
            }
        }
    }

    /// <summary>The port that a backend means: by its name, or by its number.</summary>
    public static ServicePort? Find(Manifest service, string port) => Of(service).FirstOrDefault(
        int.TryParse(port, NumberStyles.None, CultureInfo.InvariantCulture, out var number)
            ? item => item.Number == number
            : item => item.Name == port);

    /// <summary>What to say of a port that a Service has not.</summary>
    public static string Instead(Manifest service)
    {
        var ports = Of(service).Select(port => port.Name.Length > 0 ? $"{port.Number} ({Quoted.Plain(port.Name)})" : $"{port.Number}").ToList();
        return ports.Count == 0 ? ": it has none" : $": there is {string.Join(", ", ports)}";
    }

    /// <summary>The port of a target group; null where targets are nodes and the Service is on none.</summary>
    /// <param name="service">The Service.</param>
    /// <param name="isInstance">Whether targets are nodes, whose port a manifest need not say: the cluster chooses one.</param>
    public int? OfGroup(Manifest service, bool isInstance) => !isInstance ? TargetNumber ?? 1
        : TypeOf(service) is "NodePort" or "LoadBalancer" ? NodePort ?? Number
        : null;

    public static string TypeOf(Manifest service) => service.Spec.Find("type").TryText(out var text) ? text : "ClusterIP";

    /// <summary>The port of health checks: <c>traffic-port</c>, a number, or the name of a port of the Service.</summary>
    /// <param name="service">The Service.</param>
    /// <param name="written">What is written.</param>
    /// <param name="isInstance">Whether targets are nodes.</param>
    /// <param name="words">What is wrong with it, where it is no port.</param>
    public static Node.Scalar? OfChecks(Manifest service, Node.Scalar written, bool isInstance, out string words)
    {
        words = "";
        if (written.Text == HealthCheckNodes.TrafficPort)
        {
            return written;
        }

        if (int.TryParse(written.Text, NumberStyles.None, CultureInfo.InvariantCulture, out var port))
        {
            return isInstance && Of(service).FirstOrDefault(item => item.NodePort == port)?.TargetNumber is { } ofPods
                ? written with { Text = ofPods.ToString(CultureInfo.InvariantCulture) }
                : written;
        }

        if (Find(service, written.Text) is not { } found)
        {
            words = $"is {Quoted.Text(written.Text)}, and {service.Words} has no port of that name: write traffic-port, a number, or the name of a port";
            return null;
        }

        // Of nodes it would be their port there; here their targets are the pods too.
        if ((found.TargetNumber ?? (isInstance ? found.NodePort ?? found.Number : null)) is { } number)
        {
            return written with { Text = number.ToString(CultureInfo.InvariantCulture) };
        }

        words = $"is {Quoted.Text(written.Text)}, whose targetPort of {service.Words} is a name: with the target type ip it must be a number";
        return null;
    }
}
