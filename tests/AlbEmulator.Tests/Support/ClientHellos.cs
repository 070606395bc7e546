using System.Buffers;
using System.IO.Pipelines;
using System.Net.Security;

namespace AlbEmulator.Tests.Support;

/// <summary>How clients begin to speak TLS.</summary>
public static class ClientHellos
{
    /// <summary>The first message of .NET's client.</summary>
    /// <param name="offered">The application protocols that it offers.</param>
    public static async Task<byte[]> MakeAsync(params string[] offered)
    {
        var written = new Pipe();
        await using var client = new SslStream(new DuplexStream(new Pipe().Reader, written.Writer));
        using var end = new CancellationTokenSource();
        var handshake = client.AuthenticateAsClientAsync(
            new SslClientAuthenticationOptions
            {
                TargetHost = "localhost",
                ApplicationProtocols = [.. offered.Select(name => new SslApplicationProtocol(name))],
            },
            end.Token);
        var bytes = (await written.Reader.ReadAsync()).Buffer.ToArray();
        await end.CancelAsync();
        await Assert.ThrowsAnyAsync<Exception>(() => handshake);
        return bytes;
    }
}
