using System.Security.Cryptography.X509Certificates;
using AlbEmulator.Commands;
using AlbEmulator.Listeners.Certificates;
using AlbEmulator.Tests.Support;
using AlbEmulator.Tests.Topologies;

namespace AlbEmulator.Tests.Listeners;

/// <summary>The setting <c>DevelopmentCertificate</c>: a certificate that others made.</summary>
public sealed class GivenCertificateTests : IDisposable
{
    private readonly TempFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("site.pem, site.key", "")]
    [InlineData("site.pem", "")]
    [InlineData("localhost+2.pem", "")]
    [InlineData("both.pem", "")]
    [InlineData("site.pfx", "secret")]
    [InlineData("open.p12", "")]
    public void Files_of_mkcert_and_of_dev_certs_are_taken(string names, string password)
    {
        using var site = WriteFiles();

        var (certificate, problem) = GivenCertificate.Read(Settings(names, password));

        Assert.Null(problem);
        using var read = X509Certificate2.CreateFromPem(certificate!.CertificatePem, certificate.KeyPem);
        Assert.Equal(site.RawData, read.RawData);
    }

    [Theory]
    [InlineData("none.pem", "", "none.pem\", and there is no such file: name one, relative to the working directory")]
    [InlineData("site.pem, none.key", "", "none.key\", and there is no such file")]
    [InlineData("alone.pem", "", "whose private key is not in ")]
    [InlineData("site.pem, other.key", "", "whose private key is not in ")]
    [InlineData("rubbish.pem", "", "which holds no certificate: name a PEM file with BEGIN CERTIFICATE, or a PFX file")]
    [InlineData("site.pfx", "wrong", "opens with this password: give its password as Alb:DevelopmentCertificatePassword")]
    [InlineData("site.pfx", "", "opens with an empty password: give its password as Alb:DevelopmentCertificatePassword")]
    [InlineData("rubbish.pfx", "", "which holds no certificate with its key")]
    [InlineData("folder.pem", "", "which is a folder: name a file")]
    [InlineData("site.pem", "secret", "Alb:DevelopmentCertificatePassword is for PFX files")]
    [InlineData("a, b, c", "", "takes a file, or a certificate and its key with a comma between them, not 3 files")]
    public async Task What_cannot_be_read_is_refused_by_name(string names, string password, string told)
    {
        using var site = WriteFiles();
        Directory.CreateDirectory(_folder.File("folder.pem"));
        var settings = Settings(names, password);

        var (certificate, problem) = GivenCertificate.Read(settings);

        Assert.Null(certificate);
        Assert.Contains(told, problem, StringComparison.Ordinal);
        Assert.Contains("Alb:DevelopmentCertificate", problem, StringComparison.Ordinal);
        Assert.DoesNotContain("wrong", problem, StringComparison.Ordinal);
        var (output, error) = (new StringWriter(), new StringWriter());
        var exitCode = await CommandLine.RunAsync(
            [
                "check", _folder.Write("alb.yaml", "LoadBalancers: []"), $"--Alb:DevelopmentCertificate={settings.DevelopmentCertificate}",
                $"--Alb:DevelopmentCertificatePassword={password}",
            ],
            output,
            error);
        Assert.True(exitCode == 2, $"{output}{error}");
        Assert.Contains(problem!, output.ToString() + error, StringComparison.Ordinal);
    }

    [Fact]
    public void Hosts_that_it_is_not_for_are_told_once()
    {
        using var site = WriteFiles();
        var log = new HeardLog<DevelopmentCertificate>();
        var development = new DevelopmentCertificate(Settings("site.pem", ""), Stored.In(Settings("site.pem", "")), TimeProvider.System, log);

        var shown = development.For(new(["localhost", "site.localhost", "api.localhost"], []));
        Assert.Equal(shown, development.For(new(["localhost", "site.localhost", "api.localhost"], [])));

        Assert.Single(shown);
        var line = Assert.Single(log.Lines);
        Assert.Contains("is not for localhost, api.localhost: ", line.Message, StringComparison.Ordinal);
        Assert.False(Directory.Exists(_folder.File("data")));
    }

    private AlbSettings Settings(string names, string password) => new()
    {
        DataDirectory = _folder.File("data"),
        DevelopmentCertificate = string.Join(", ", names.Split(", ").Select(_folder.File)),
        DevelopmentCertificatePassword = password,
    };

    private X509Certificate2 WriteFiles()
    {
        var site = Certificates.Write(_folder, "site", "site.localhost");
        Certificates.Write(_folder, "other", "other.localhost").Dispose();
        var (pem, key) = (File.ReadAllText(_folder.File("site.pem")), File.ReadAllText(_folder.File("site.key")));
        _folder.Write("alone.pem", pem);
        _folder.Write("both.pem", $"{pem}\n{key}");
        _folder.Write("localhost+2.pem", pem);
        _folder.Write("localhost+2-key.pem", key);
        using var pair = X509Certificate2.CreateFromPem(pem, key);
        File.WriteAllBytes(_folder.File("site.pfx"), pair.Export(X509ContentType.Pfx, "secret"));
        File.WriteAllBytes(_folder.File("open.p12"), pair.Export(X509ContentType.Pfx));
        _folder.Write("rubbish.pfx", "rubbish");
        _folder.Write("rubbish.pem", "rubbish");
        return site;
    }
}
