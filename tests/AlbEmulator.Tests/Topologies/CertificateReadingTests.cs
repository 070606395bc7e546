using System.Security.Cryptography.X509Certificates;
using AlbEmulator.Model;
using AlbEmulator.Tests.Support;

namespace AlbEmulator.Tests.Topologies;

/// <summary>Certificates of listeners, and the files that they name.</summary>
public sealed class CertificateReadingTests : IDisposable
{
    private const string Place = "a.json:2: LoadBalancers[0].Listeners[0].Certificates";

    private readonly TempFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("""{ "CertificateFile": "tls/site.pem", "KeyFile": "tls/site.key" }""")]
    [InlineData("""{ "CertificateFile": "tls/both.pem" }""")]
    [InlineData("""{ "CertificateArn": "tls/both.pem" }""")]
    [InlineData("""{ "CertificateFile": "tls/site.pfx", "Password": "secret" }""")]
    public void Certificate_is_read_from_files_beside_the_topology(string certificate)
    {
        WriteCertificates();

        var reading = Read("HTTPS", certificate);

        Assert.Empty(reading.Problems);
        var listener = reading.Topology.LoadBalancers[0].Listeners[0];
        Assert.Equal(ListenerProtocol.Https, listener.Protocol);
        Assert.Contains("BEGIN CERTIFICATE", Assert.Single(listener.Certificates).CertificatePem, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("""{ "CertificateFile": "tls/no.pem" }""", "[0].CertificateFile: there is no file \"tls/no.pem\": write the path of a PEM file, relative to this file")]
    [InlineData("""{ "CertificateFile": "tls/site.key" }""", "[0].CertificateFile: \"tls/site.key\" holds no certificate: write the path of a PEM file with BEGIN CERTIFICATE")]
    [InlineData("""{ "CertificateFile": "tls/site.pem" }""", "[0].CertificateFile: \"tls/site.pem\" has no private key that fits it")]
    [InlineData("""{ "CertificateFile": "tls/site.pem", "KeyFile": "tls/other.key" }""", "[0].CertificateFile: \"tls/site.pem\" has no private key that fits it")]
    [InlineData("""{ "CertificateFile": "tls/site.pem", "KeyFile": "tls/no.key" }""", "[0].KeyFile: there is no file \"tls/no.key\"")]
    [InlineData("""{ "CertificateFile": "tls" }""", "[0].CertificateFile: \"tls\" is a folder: name a file")]
    [InlineData("""{ "CertificateArn": "arn:aws:acm:us-east-1:1:certificate/x" }""", "[0].CertificateArn: \"arn:aws:acm:us-east-1:1:certificate/x\" is with AWS, and its key never leaves it: write CertificateFile and KeyFile")]
    [InlineData("""{ "CertificateArn": "tls/both.pem", "CertificateFile": "tls/both.pem" }""", "[0]: has CertificateArn and CertificateFile: remove one of the two")]
    [InlineData("""{ "KeyFile": "tls/site.key" }""", "[0]: CertificateFile is missing: write the path of a PEM file")]
    [InlineData("""{ "CertificateFile": "tls/both.pem", "IsDefault": true }, { "CertificateFile": "tls/both.pem", "IsDefault": true }""", "[1].IsDefault: there is a default certificate already: remove IsDefault")]
    [InlineData("""{ "CertificateFile": "tls/both.pem", "Password": "x" }""", "[0].Password: Password is for PFX files")]
    [InlineData("""{ "CertificateFile": "tls/site.pfx", "Password": "wrong" }""", "[0].CertificateFile: \"tls/site.pfx\" holds no certificate with its key that opens with this Password")]
    [InlineData("""{ "CertificateFile": "tls/site.pfx", "Password": "secret", "KeyFile": "tls/site.key" }""", "[0].KeyFile: KeyFile is for PEM files")]
    [InlineData("""{ "CertificateFile": "tls/rubbish.p12" }""", "[0].CertificateFile: \"tls/rubbish.p12\" holds no certificate with its key")]
    public void Certificate_that_cannot_be_used_is_told_at_its_place(string certificate, string problem)
    {
        WriteCertificates();

        Assert.StartsWith(Place + problem, Assert.Single(Read("HTTPS", certificate).Problems).ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void Certificates_are_for_https()
    {
        WriteCertificates();

        var problem = Assert.Single(Read("HTTP", """{ "CertificateFile": "tls/both.pem" }""").Problems);

        Assert.Equal(Place + ": Certificates are for HTTPS listeners: write the Protocol HTTPS, or remove them", problem.ToString());
    }

    [Fact]
    public void Change_of_a_certificate_is_a_change_of_the_topology()
    {
        WriteCertificates();
        var files = Files();
        files.Read([Write("HTTPS", """{ "CertificateFile": "tls/both.pem" }""")]);
        Assert.False(files.HaveChanged(isThorough: true));

        _folder.Write("tls/both.pem", "renewed");

        Assert.True(files.HaveChanged(isThorough: true));
    }

    private void WriteCertificates()
    {
        Directory.CreateDirectory(_folder.File("tls"));
        using var site = Certificates.Write(_folder, "tls/site", "site.example.com");
        File.WriteAllBytes(_folder.File("tls/site.pfx"), site.Export(X509ContentType.Pfx, "secret"));
        _folder.Write("tls/rubbish.p12", "rubbish");
        Certificates.Write(_folder, "tls/other", "other.example.com").Dispose();
        _folder.Write("tls/both.pem", File.ReadAllText(_folder.File("tls/site.pem")) + "\n" + File.ReadAllText(_folder.File("tls/site.key")));
    }

    private AlbEmulator.Topologies.TopologyReading Read(string protocol, string certificates) =>
        Files().Read([Write(protocol, certificates)]);

    private AlbEmulator.Topologies.TopologyFiles Files() => new(new AlbSettings(), _ => null, _folder.Path, _folder.Path);

    private string Write(string protocol, string certificates)
    {
        _folder.Write("a.json", $$"""
            { "LoadBalancers": [{ "Listeners": [{ "Port": 8443, "Protocol": "{{protocol}}",
              "Certificates": [{{certificates}}],
              "DefaultActions": [{ "Type": "fixed-response", "FixedResponseConfig": { "StatusCode": "200" } }] }] }] }
            """);
        return "a.json";
    }
}
