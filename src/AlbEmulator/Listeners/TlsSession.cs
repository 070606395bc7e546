using System.Security.Authentication;
using AlbEmulator.FrontEndConnections;
using AlbEmulator.Listeners.Certificates;
using AlbEmulator.Model;

namespace AlbEmulator.Listeners;

/// <summary>
/// What a client and a listener agreed on in their handshake, as the log tells it.
/// <see href="https://docs.aws.amazon.com/elasticloadbalancing/latest/application/load-balancer-access-logs.html#access-log-entry-syntax"/>
/// </summary>
/// <param name="Cipher">OpenSSL's name up to TLS 1.2, IANA's in TLS 1.3.</param>
/// <param name="Protocol"><c>TLSv1.2</c>, <c>TLSv1.3</c>.</param>
/// <param name="DomainName">The server name that the client asked for; null if there was none or no certificate is for it.</param>
/// <param name="CertificateArn">The certificate that was shown; <c>session-reused</c> when a session was resumed.</param>
internal sealed record TlsSession(string Cipher, string Protocol, string? DomainName, string CertificateArn)
{
    private const string Reused = "session-reused";

    /// <summary>The client's certificate where it showed one, and was asked to.</summary>
    public ClientCertificate? ClientCertificate { get; private init; }

    /// <summary>Null for a connection without TLS.</summary>
    public static TlsSession? Of(ClientSocket client)
    {
        if (client.Tls is not { } tls || client.Features.Get<ServerCertificate>() is not { } certificate)
        {
            return null;
        }

        var name = tls.TargetHostName;
        var isKnown = !string.IsNullOrEmpty(name) && certificate.IsFor(name);
        return new TlsSession(
            CipherNames.Of(tls.NegotiatedCipherSuite),
            NameOf(tls.SslProtocol),
            isKnown ? HostAndPort.Lower(name) : null,
            ResumedSession.IsOf(tls) ? Reused : certificate.Arn)
        {
            ClientCertificate = client.Features.Get<ClientCertificate>(),
        };
    }

    internal static string NameOf(SslProtocols protocol) => protocol switch
    {
        // TLS 1.0 and 1.1, whose names are obsolete in .NET.
        (SslProtocols)0xC0 => "TLSv1",
        (SslProtocols)0x300 => "TLSv1.1",
        SslProtocols.Tls12 => "TLSv1.2",
        SslProtocols.Tls13 => "TLSv1.3",
        _ => protocol.ToString(),
    };
}
