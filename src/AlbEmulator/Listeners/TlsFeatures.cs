using System.Net.Security;
using System.Security.Authentication;
using System.Security.Cryptography.X509Certificates;
using Microsoft.AspNetCore.Connections.Features;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Server.Kestrel.Core.Features;

namespace AlbEmulator.Listeners;

/// <summary>What a handshake came to, in the words in which Kestrel asks for it.</summary>
/// <param name="tls">After its handshake.</param>
internal sealed class TlsFeatures(SslStream tls) : ITlsConnectionFeature, ITlsHandshakeFeature, ITlsApplicationProtocolFeature
{
    private const string Superseded = "The negotiated cipher suite says all of it.";

    public ReadOnlyMemory<byte> ApplicationProtocol => tls.NegotiatedApplicationProtocol.Protocol;

    public SslProtocols Protocol => tls.SslProtocol;

    public TlsCipherSuite? NegotiatedCipherSuite => tls.NegotiatedCipherSuite;

    public string HostName => tls.TargetHostName;

    /// <summary>None: who has one is told by <see cref="TlsSession"/>.</summary>
    public X509Certificate2? ClientCertificate { get; set; }

    public Task<X509Certificate2?> GetClientCertificateAsync(CancellationToken cancellationToken) => Task.FromResult(ClientCertificate);

    // As the interface has them, and nobody asks.
    [Obsolete(Superseded)]
    public CipherAlgorithmType CipherAlgorithm => tls.CipherAlgorithm;

    [Obsolete(Superseded)]
    public int CipherStrength => tls.CipherStrength;

    [Obsolete(Superseded)]
    public HashAlgorithmType HashAlgorithm => tls.HashAlgorithm;

    [Obsolete(Superseded)]
    public int HashStrength => tls.HashStrength;

    [Obsolete(Superseded)]
    public ExchangeAlgorithmType KeyExchangeAlgorithm => tls.KeyExchangeAlgorithm;

    [Obsolete(Superseded)]
    public int KeyExchangeStrength => tls.KeyExchangeStrength;
}
