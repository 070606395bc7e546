using AlbEmulator.Model;
using AlbEmulator.Tests.Support;
using AlbEmulator.Topologies;

namespace AlbEmulator.Tests.Topologies;

/// <summary>Security policies, mutual authentication and trust stores in a topology file.</summary>
public sealed class TlsReadingTests : IDisposable
{
    private readonly TempFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Policy_is_that_of_the_api_unless_one_is_written()
    {
        Assert.Equal(("ELBSecurityPolicy-2016-08", false), Policy(Read("")));
        Assert.Equal(
            ("ELBSecurityPolicy-TLS13-1-2-Res-2021-06", true),
            Policy(Read("""{ "SslPolicy": "ELBSecurityPolicy-TLS13-1-2-Res-2021-06" }""")));
    }

    [Theory]
    [InlineData("""{ "SslPolicy": "ELBSecurityPolicy-TLS13-1-2-Rez-2021-06" }""", "did you mean \"ELBSecurityPolicy-TLS13-1-2-Res-2021-06\"?")]
    [InlineData("""{ "Protocol": "HTTP", "SslPolicy": "ELBSecurityPolicy-2016-08" }""", "SslPolicy is for HTTPS listeners")]
    [InlineData("""{ "SslPolicy": "ELBSecurityPolicy-2016-08" }, { "SslPolicy": "ELBSecurityPolicy-TLS13-1-2-FIPS-2023-04" }""", "have FIPS policies all, or none")]
    [InlineData("""{ "Protocol": "HTTP", "MutualAuthentication": { "Mode": "passthrough" } }""", "MutualAuthentication is for HTTPS listeners")]
    [InlineData("""{ "MutualAuthentication": { "Mode": "verify" } }""", "TrustStoreArn is missing")]
    [InlineData("""{ "MutualAuthentication": { "Mode": "verify", "TrustStoreArn": "client" } }""", "there is no trust store \"client\": did you mean \"clients\"?")]
    [InlineData("""{ "MutualAuthentication": { "Mode": "off", "TrustStoreArn": "clients" } }""", "TrustStoreArn is for the Mode verify")]
    [InlineData("""{ "MutualAuthentication": { "Mode": "on" } }""", "MutualAuthentication.Mode: ")]
    public void Tls_that_cannot_be_is_told(string listeners, string problem) =>
        Assert.Contains(problem, Assert.Single(Read(listeners).Problems).ToString(), StringComparison.Ordinal);

    [Theory]
    [InlineData(""" "CaCertificatesBundle": "rubbish" """, "holds no certificate")]
    [InlineData(""" "CaCertificatesBundle": "no.pem" """, "there is no file \"no.pem\"")]
    [InlineData(""" "CaCertificatesBundle": "ca.pem", "RevocationLists": ["rubbish"] """, "\"rubbish\" is no certificate revocation list")]
    [InlineData(""" "CaCertificatesBundle": "ca.pem", "RevocationLists": ["ca.pem"] """, "\"ca.pem\" is no certificate revocation list")]
    [InlineData(""" "CaCertificatesBundle": "ca.pem", "CaCertificatesBundleS3Key": "k" """, "CaCertificatesBundleS3Key is with AWS")]
    public void Trust_store_that_cannot_be_used_is_told(string properties, string problem) => Assert.Contains(
        problem, Assert.Single(Read("", $$"""{ "Name": "more", {{properties}} }""").Problems).ToString(), StringComparison.Ordinal);

    [Fact]
    public void Trust_store_is_found_by_name_and_by_arn()
    {
        using var authority = new Authority("CN=a");
        using var revoked = authority.Issue("CN=r");
        using var good = authority.Issue("CN=g");
        _folder.Write("list.crl", authority.Revoke(revoked));
        const string more = """{ "Name": "more", "CaCertificatesBundle": "ca.pem", "RevocationLists": ["list.crl"] }""";

        var store = Store(Read("""{ "MutualAuthentication": { "Mode": "verify", "TrustStoreArn": "more" } }""", more));

        Assert.Matches("^arn:aws:elasticloadbalancing:us-east-1:000000000000:truststore/more/[0-9a-f]{16}$", store.Arn);
        Assert.True(Assert.Single(store.RevocationLists).Has(revoked));
        Assert.False(store.RevocationLists[0].Has(good));
        var byArn = $$"""{ "MutualAuthentication": { "Mode": "verify", "TrustStoreArn": "{{store.Arn}}" } }""";
        Assert.Equal("more", Store(Read(byArn, more)).Name);
    }

    private static TrustStore Store(TopologyReading reading)
    {
        Assert.Empty(reading.Problems);
        return reading.Topology.LoadBalancers[0].Listeners[0].MutualAuthentication.TrustStore!;
    }

    private static (string Name, bool IsWritten) Policy(TopologyReading reading)
    {
        Assert.Empty(reading.Problems);
        var listener = reading.Topology.LoadBalancers[0].Listeners[0];
        return (listener.SslPolicy.Name, listener.IsSslPolicyWritten);
    }

    private TopologyReading Read(string listeners, string trustStore = "")
    {
        Certificates.Write(_folder, "ca", "ca.example.com").Dispose();
        _folder.Write("rubbish", "rubbish");
        var port = 8443;
        var written = (listeners.Length == 0 ? "{ }" : listeners).Split("}, {").Select(listener =>
        {
            var properties = listener.Trim().TrimStart('{').Trim();
            var rest = properties is "}" or "" ? "}" : ", " + (properties.EndsWith('}') ? properties : properties + "}");
            var protocol = properties.Contains("\"Protocol\"", StringComparison.Ordinal) ? "" : "\"Protocol\": \"HTTPS\", ";
            return $$"""
                { {{protocol}}"Port": {{port++}},
                  "DefaultActions": [{ "Type": "fixed-response", "FixedResponseConfig": { "StatusCode": "200" } }]{{rest}}
                """;
        });
        var stores = trustStore.Length == 0 ? "" : $", {trustStore}";
        _folder.Write("a.json", $$"""
            { "LoadBalancers": [{ "Listeners": [{{string.Join(",", written)}}] }],
              "TrustStores": [{ "Name": "clients", "CaCertificatesBundle": "ca.pem" }{{stores}}] }
            """);
        return new TopologyFiles(new AlbSettings(), _ => null, _folder.Path, _folder.Path).Read(["a.json"]);
    }
}
