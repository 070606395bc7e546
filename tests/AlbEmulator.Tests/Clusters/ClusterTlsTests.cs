using System.Net;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using AlbEmulator.Clusters;
using AlbEmulator.Clusters.Access;
using AlbEmulator.Tests.Support;

namespace AlbEmulator.Tests.Clusters;

/// <summary>Whom a cluster is trusted to be, and who it takes the emulator for.</summary>
public sealed class ClusterTlsTests : IDisposable
{
    private readonly TempFolder _folder = new();
    private readonly Authority _authority = new("CN=authority of the cluster");

    public void Dispose()
    {
        _folder.Dispose();
        _authority.Dispose();
    }

    [Fact]
    public async Task Client_certificate_is_shown_over_HTTP2_and_the_next_one_when_it_is_refused()
    {
        await using var server = await ApiServer.StartAsync(Server(IPAddress.Loopback));
        using var first = _authority.Issue("CN=first");
        using var second = _authority.Issue("CN=second");
        string[] known = [first.Thumbprint];
        server.Refuses = http => known.Contains(http.Connection.ClientCertificate?.Thumbprint) ? http.Request.Protocol == "HTTP/2" ? null : 505 : 401;
        var time = new ManualTime(TimeProvider.System.GetUtcNow());
        using var api = Api(server, $"client-certificate-data: {Base64(first.ExportCertificatePem())}\nclient-key-data: {Key(first)}", $"certificate-authority-data: {Authorities}", time);
        await api.GetAsync("api/v1/services?limit=1", default);

        // The server forgets the one it knew, and the kubeconfig has another.
        known = [second.Thumbprint];
        server.KubeConfig(_folder, $"client-certificate-data: {Base64(second.ExportCertificatePem())}\nclient-key-data: {Key(second)}", $"certificate-authority-data: {Authorities}");
        await Assert.ThrowsAsync<ClusterRefusal>(() => api.GetAsync("api/v1/services?limit=1", default));
        time.Advance(Credentials.Least);
        await api.GetAsync("api/v1/services?limit=1", default);
    }

    [Fact]
    public async Task Server_that_no_authority_of_the_kubeconfig_has_signed_is_asked_nothing()
    {
        using var other = new Authority("CN=another");
        await using var server = await ApiServer.StartAsync(Server(IPAddress.Loopback));
        using var api = Api(server, "token: s3cret", $"certificate-authority-data: {Base64(other.Certificate.ExportCertificatePem())}");

        var thrown = await Assert.ThrowsAnyAsync<Exception>(() => api.GetAsync("api/v1/services?limit=1", default));

        Assert.Contains("certificate", ClusterApi.Reason(thrown), StringComparison.Ordinal);
        Assert.Empty(server.Requests);
    }

    [Fact]
    public async Task Any_server_is_asked_where_the_kubeconfig_skips_to_look()
    {
        await using var server = await ApiServer.StartAsync(Server(IPAddress.Parse("192.0.2.1")));
        using var api = Api(server, "token: s3cret", "insecure-skip-tls-verify: true");

        await api.GetAsync("api/v1/services?limit=1", default);

        Assert.Equal("Bearer s3cret", Assert.Single(server.Requests).Authorization);
    }

    [Fact]
    public async Task Certificate_may_be_for_the_name_that_the_kubeconfig_says()
    {
        await using var server = await ApiServer.StartAsync(Server("api.example.com"));
        using (var api = Api(server, "token: x", $"certificate-authority-data: {Authorities}\ntls-server-name: api.example.com"))
        {
            await api.GetAsync("api/v1/services?limit=1", default);
        }

        using (var api = Api(server, "token: x", $"certificate-authority-data: {Authorities}"))
        {
            await Assert.ThrowsAnyAsync<HttpRequestException>(() => api.GetAsync("api/v1/services?limit=1", default));
        }
    }

    [Fact]
    public async Task Who_is_to_be_taken_for_another_says_so_with_every_request()
    {
        await using var server = await ApiServer.StartAsync();
        using var api = Api(server, "token: x\nas: you\nas-groups: [g]");

        await api.GetAsync("api/v1/services?limit=1", default);

        var headers = Assert.Single(server.Requests).Headers;
        Assert.Equal(("you", "g"), (headers["Impersonate-User"], headers["Impersonate-Group"]));
    }

    [Fact]
    public async Task Proxy_of_the_kubeconfig_is_asked_in_place_of_the_cluster()
    {
        await using var proxy = await ApiServer.StartAsync();
        await using var server = await ApiServer.StartAsync();
        using var api = Api(server, "token: x", $"proxy-url: {proxy.Url}");

        await api.GetAsync("api/v1/services?limit=1", default);

        Assert.Empty(server.Requests);
        Assert.Equal($"127.0.0.1:{server.Port}", Assert.Single(proxy.Requests).Headers["Host"]);
    }

    private string Authorities => Base64(_authority.Certificate.ExportCertificatePem());

    private ClusterApi Api(ApiServer server, string user, string cluster = "", TimeProvider? time = null)
    {
        var config = server.KubeConfig(_folder, user, cluster);
        var clock = time ?? TimeProvider.System;
        return new ClusterApi(new AccessReader(name => name == "KUBECONFIG" ? config : null, clock).Read("kubernetes://"), clock);
    }

    private X509Certificate2 Server(object name)
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest("CN=server", key, HashAlgorithmName.SHA256);
        var names = new SubjectAlternativeNameBuilder();
        if (name is IPAddress address)
        {
            names.AddIpAddress(address);
        }
        else
        {
            names.AddDnsName((string)name);
        }

        request.CertificateExtensions.Add(names.Build());
        var now = TimeProvider.System.GetUtcNow();
        using var certificate = request.Create(_authority.Certificate, now.AddDays(-1), now.AddDays(20), [9, 9, 9]);
        using var pair = certificate.CopyWithPrivateKey(key);
        return X509CertificateLoader.LoadPkcs12(pair.Export(X509ContentType.Pfx), null);
    }

    private static string Base64(string text) => Convert.ToBase64String(System.Text.Encoding.UTF8.GetBytes(text));

    private static string Key(X509Certificate2 certificate) => Base64(certificate.GetECDsaPrivateKey()!.ExportPkcs8PrivateKeyPem());
}
