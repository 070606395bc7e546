using System.Globalization;
using AlbEmulator.Documents;
using AlbEmulator.Model;

namespace AlbEmulator.Imports.Kubernetes;

/// <summary>A port that an Ingress wants to be listened on.</summary>
/// <param name="Port">1 to 65,535.</param>
/// <param name="IsHttps">Whether clients speak TLS there.</param>
/// <param name="Origin">Where it is written.</param>
internal sealed record ListenPort(int Port, bool IsHttps, Origin Origin)
{
    public const string Annotation = "listen-ports";

    public const string CertificateArn = "certificate-arn";

    private const string CreatedCertificate = "create-acm-cert";

    public string Protocol => IsHttps ? "HTTPS" : "HTTP";

    /// <summary>Those of an Ingress; where it says none, 443 with a certificate, and 80 without.</summary>
    public static IReadOnlyList<ListenPort> Of(IngressMember member)
    {
        var annotations = member.Annotations;
        if (annotations.PlaceOf(Annotation) is null)
        {
            var place = member.Ingress.Origin;
            return [HasCertificate(member) ? new ListenPort(443, IsHttps: true, place) : new ListenPort(80, IsHttps: false, place)];
        }

        if (annotations.Json(Annotation) is not { } json)
        {
            return [];
        }

        if (json is not Node.Sequence { Items.Count: > 0 } list || !list.Items.All(item => item is Node.Mapping))
        {
            annotations.Tell(Annotation, json.Origin, "must be a list of ports, such as [{\"HTTP\": 80}, {\"HTTPS\": 443}]");
            return [];
        }

        var ports = new List<ListenPort>();
        foreach (var entry in list.Items.SelectMany(item => ((Node.Mapping)item).Entries))
        {
            var isPort = entry.Value is Node.Scalar { Kind: ScalarKind.Number } scalar
                & int.TryParse((entry.Value as Node.Scalar)?.Text, NumberStyles.None, CultureInfo.InvariantCulture, out var port)
                && port is >= Bounds.LeastPort and <= Bounds.MostPort;
            if (entry.Name is not ("HTTP" or "HTTPS"))
            {
                annotations.Tell(Annotation, entry.Origin, $"has the protocol {Quoted.Text(entry.Name)}: write HTTP or HTTPS");
            }
            else if (!isPort)
            {
                annotations.Tell(Annotation, entry.Origin, $"has for {entry.Name} what is no port: write a number from {Bounds.LeastPort} to {Bounds.MostPort}");
            }
            else
            {
                ports.Add(new ListenPort(port, entry.Name == "HTTPS", json.Origin));
            }
        }

        return ports;
    }

    private static bool HasCertificate(IngressMember member) =>
        member.OfClass("certificateArn").Items().Count > 0
        || member.Annotations.List(CertificateArn) is { Count: > 0 }
        || (member.Annotations.PlaceOf(CreatedCertificate) is not null && member.Annotations.Flag(CreatedCertificate) == true);
}
