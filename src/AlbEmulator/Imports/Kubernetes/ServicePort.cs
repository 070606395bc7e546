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
                    Text(port, "name"),
                    number,
                    port.Find("nodePort").TryInteger(out var node) && node > 0 ? node : null,
                    Text(port, "targetPort") is { Length: > 0 } target ? target : number.ToString(CultureInfo.InvariantCulture),
                    Text(port, "appProtocol"),
                    port.Origin);
            }
        }
    }

    /// <summary>The port that a backend means: by its name, or by its number.</summary>
    public static ServicePort? Find(Manifest service, string port) => Of(service).FirstOrDefault(
        int.TryParse(port, NumberStyles.None, CultureInfo.InvariantCulture, out var number)
            ? item => item.Number == number
            : item => item.Name == port);

    private static string Text(Node node, string name) => node.Find(name).TryAny(out var text) ? text : "";
}
