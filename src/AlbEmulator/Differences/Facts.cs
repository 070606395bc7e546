using System.Globalization;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using AlbEmulator.Model;
using AlbEmulator.Rules.Explanations;
using AlbEmulator.Shapes;

namespace AlbEmulator.Differences;

/// <summary>What there is to say of each kind of thing, as AWS has it where nothing was written.</summary>
internal static class Facts
{
    public static IEnumerable<Fact> Of(LoadBalancer loadBalancer, Side side) =>
    [
        new("Name", loadBalancer.Name),
        new("Scheme", side.WrittenOf(loadBalancer, LoadBalancerShape.Scheme) ?? ""),
        new("IpAddressType", loadBalancer.IpAddressType switch
        {
            LoadBalancerAddressType.Ipv4 => "ipv4",
            LoadBalancerAddressType.Dualstack => "dualstack",
            _ => "dualstack-without-public-ipv4",
        }),
        .. Of(AttributeTables.LoadBalancer, side.AttributesOf(loadBalancer)),
    ];

    public static IEnumerable<Fact> Of(LoadBalancer loadBalancer, Listener listener, Side side) =>
    [
        new("Protocol", listener.Protocol.ToString().ToUpperInvariant()),
        new("SslPolicy", listener.Protocol == ListenerProtocol.Https ? listener.SslPolicy.Name : ""),
        new("Certificates", string.Join(", ", listener.Certificates.Select(Of))),
        new("MutualAuthentication", Of(listener.MutualAuthentication)),
        .. Of(AttributeTables.Listener, side.AttributesOf(loadBalancer, listener)),
        new("DefaultActions", ActionWords.Of(listener.DefaultActions, side)),
    ];

    public static IEnumerable<Fact> Of(Rule rule, Side side) =>
    [
        new("Priority", Text(rule.Priority)),
        new("Conditions", string.Join(" and ", rule.Conditions.Select(RuleWords.Of))),
        new("Transforms", ActionWords.Of(rule.Transforms)),
        new("Actions", ActionWords.Of(rule.Actions, side)),
    ];

    public static IEnumerable<Fact> Of(TargetGroup group, Side side)
    {
        var check = group.HealthCheck;
        return
        [
            new("TargetType", group.TargetType.ToString().ToLowerInvariant()),
            new("Protocol", group.Protocol.ToString().ToUpperInvariant()),
            new("ProtocolVersion", group.ProtocolVersion.ToString().ToUpperInvariant()),
            new("IpAddressType", group.IpAddressType.ToString().ToLowerInvariant()),
            new("Port", group.Port is { } port ? Text(port) : ""),
            new("HealthCheckEnabled", check.Enabled ? "true" : "false"),
            new("HealthCheckProtocol", check.Protocol.ToString().ToUpperInvariant()),
            new("HealthCheckPort", check.Port is { } checkPort ? Text(checkPort) : "traffic-port"),
            new("HealthCheckPath", check.Path),
            new("HealthCheckIntervalSeconds", Seconds(check.Interval)),
            new("HealthCheckTimeoutSeconds", Seconds(check.Timeout)),
            new("HealthyThresholdCount", Text(check.HealthyThreshold)),
            new("UnhealthyThresholdCount", Text(check.UnhealthyThreshold)),
            new("Matcher", check.Matcher.Text),
            .. Of(AttributeTables.TargetGroup, side.AttributesOf(group)),
        ];
    }

    public static IEnumerable<Fact> Of(TrustStore store) =>
    [
        new("CaCertificatesBundle", Digest(store.CaCertificatesBundle)),
        new("RevocationLists", string.Join(", ", store.RevocationLists.Select(static list => $"{list.Count} certificates"))),
    ];

    public static IEnumerable<Fact> Of(Target target) => [new("InvokeUrl", target.InvokeUrl?.ToString() ?? "")];

    private static IEnumerable<Fact> Of(AttributeTable table, WrittenAttributes written) => table.Definitions
        .Where(static definition => definition.Effect != AttributeEffect.OtherKind)
        .Select(definition => new Fact(definition.Key, written.Text(definition.Key)));

    private static string Of(MutualAuthentication mutual) => mutual.Mode == MutualAuthenticationMode.Off ? "off"
        : mutual.Mode == MutualAuthenticationMode.Passthrough ? "passthrough"
        : $"verify{(mutual.TrustStore is { } store ? $" by {store.Name}" : "")}{(mutual.IgnoresClientCertificateExpiry ? ", whatever has expired" : "")}"
            + (mutual.AdvertisesTrustStoreCaNames ? ", with the names of authorities" : "");

    /// <summary>By its names, its end, and what tells it from one that says the same.</summary>
    private static string Of(Certificate certificate)
    {
        if (certificate.KeyPem.Length == 0)
        {
            return certificate.CertificatePem;
        }

        using var read = X509Certificate2.CreateFromPem(certificate.CertificatePem);
        var names = read.Extensions.OfType<X509SubjectAlternativeNameExtension>().SelectMany(static extension => extension.EnumerateDnsNames()).ToList();
        var named = names.Count > 0 ? string.Join(" ", names) : read.GetNameInfo(X509NameType.SimpleName, forIssuer: false);
        return string.Create(CultureInfo.InvariantCulture, $"{named} (until {read.NotAfter.ToUniversalTime():yyyy-MM-dd}, {read.Thumbprint[..8].ToLowerInvariant()})");
    }

    private static string Digest(string text) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)))[..8];

    private static string Text(int number) => number.ToString(CultureInfo.InvariantCulture);

    private static string Seconds(TimeSpan time) => time.TotalSeconds.ToString("0.###", CultureInfo.InvariantCulture);
}
