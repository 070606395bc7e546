using System.IO.Pipelines;
using System.Net.Security;
using System.Security.Authentication;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using AlbEmulator.Listeners;
using AlbEmulator.Tests.Support;

namespace AlbEmulator.Tests.Listeners;

public sealed class ResumedSessionTests : IDisposable
{
    private readonly TempFolder _folder = new();
    private readonly SslStreamCertificateContext _shown;

    /// <summary>Until the test has ended: what no stream uses .NET may forget, sessions too, where other certificates come.</summary>
    private readonly List<SslStream> _streams = [];

    public ResumedSessionTests()
    {
        var certificate = Certificates.WriteEcdsa(_folder, "server", "localhost");
        _shown = SslStreamCertificateContext.Create(certificate, null, offline: true);
    }

    public void Dispose()
    {
        _streams.ForEach(stream => stream.Dispose());
        _shown.TargetCertificate.Dispose();
        _folder.Dispose();
    }

    [Theory]
    [InlineData(SslProtocols.Tls12)]
    [InlineData(SslProtocols.Tls13)]
    public async Task Second_handshake_of_a_client_that_resumes_is_known(SslProtocols protocol)
    {
        Assert.False(await HandshakeAsync(protocol, resumes: true));

        Assert.Equal(OperatingSystem.IsLinux(), await HandshakeAsync(protocol, resumes: true));
    }

    [Fact]
    public async Task Handshake_that_resumes_nothing_is_known()
    {
        Assert.False(await HandshakeAsync(SslProtocols.Tls12, resumes: false));
        Assert.False(await HandshakeAsync(SslProtocols.Tls12, resumes: false));
    }

    private async Task<bool> HandshakeAsync(SslProtocols protocol, bool resumes)
    {
        var (toServer, toClient) = (new Pipe(), new Pipe());
        var server = new SslStream(new DuplexStream(toServer.Reader, toClient.Writer));
        var client = new SslStream(new DuplexStream(toClient.Reader, toServer.Writer));
        _streams.AddRange([server, client]);
        await Task.WhenAll(
            server.AuthenticateAsServerAsync(new SslServerAuthenticationOptions
            {
                ServerCertificateContext = _shown,
                EnabledSslProtocols = protocol,
                AllowTlsResume = resumes,
            }),
            client.AuthenticateAsClientAsync(new SslClientAuthenticationOptions
            {
                TargetHost = $"{protocol}.localhost",
                EnabledSslProtocols = protocol,
                AllowTlsResume = resumes,
                RemoteCertificateValidationCallback = Certificates.IsShown,
            }));

        // With TLS 1.3 a client has what it resumes with when it has read something.
        await server.WriteAsync("x"u8.ToArray());
        await client.ReadExactlyAsync(new byte[1]);
        return ResumedSession.IsOf(server);
    }
}
