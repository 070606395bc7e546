using System.Net;
using System.Net.Security;
using System.Net.Sockets;
using System.Text;

namespace AlbEmulator.Tests.Support;

/// <summary>A client that sends exactly the bytes it is given, and shows exactly the bytes it gets.</summary>
public sealed class RawClient : IAsyncDisposable
{
    private readonly Socket _socket;
    private readonly Stream _stream;
    private readonly RawReader _reader;

    private RawClient(Socket socket, Stream stream)
    {
        _socket = socket;
        _stream = stream;
        _reader = new RawReader(_stream);
        LocalEndPoint = (IPEndPoint)socket.LocalEndPoint!;
    }

    /// <summary>The client as the load balancer sees it.</summary>
    public IPEndPoint LocalEndPoint { get; }

    /// <summary>What the handshake agreed on; null without one.</summary>
    public SslStream? Tls => _stream as SslStream;

    /// <summary>Bytes sent so far.</summary>
    public long BytesSent { get; private set; }

    /// <summary>Bytes read so far.</summary>
    public long BytesReceived => _reader.BytesRead;

    /// <param name="port">Of the listener.</param>
    /// <param name="address">Of the listener; loopback of IPv4 unless said.</param>
    /// <param name="from">The client's own address; the system's choice unless said.</param>
    public static Task<RawClient> ConnectAsync(int port, IPAddress? address = null, IPAddress? from = null) =>
        Patience.BoundAsync($"a connection to port {port}", async cancellation =>
        {
            var endPoint = new IPEndPoint(address ?? IPAddress.Loopback, port);
            var socket = new Socket(endPoint.AddressFamily, SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
            try
            {
                if (from is not null)
                {
                    socket.Bind(new IPEndPoint(from, 0));
                }

                await socket.ConnectAsync(endPoint, cancellation);
                return new RawClient(socket, new NetworkStream(socket, ownsSocket: true));
            }
            catch
            {
                socket.Dispose();
                throw;
            }
        });

    /// <summary>A connection over TLS that takes any certificate.</summary>
    /// <param name="port">Of the listener.</param>
    /// <param name="change">What else the handshake is to be.</param>
    /// <param name="address">Of the listener; loopback of IPv4 unless said.</param>
    public static async Task<RawClient> ConnectTlsAsync(int port, Action<SslClientAuthenticationOptions>? change = null, IPAddress? address = null)
    {
        var client = await ConnectAsync(port, address);
        try
        {
            var tls = new SslStream(client._stream);
            var options = new SslClientAuthenticationOptions
            {
                TargetHost = "localhost",
                RemoteCertificateValidationCallback = Certificates.IsShown,
            };
            change?.Invoke(options);
            await Patience.BoundAsync("a handshake", cancellation => tls.AuthenticateAsClientAsync(options, cancellation));
            return new RawClient(client._socket, tls);
        }
        catch
        {
            await client.DisposeAsync();
            throw;
        }
    }

    /// <summary>One request on a connection of its own.</summary>
    public static async Task<RawMessage> ExchangeAsync(int port, string request, IPAddress? address = null)
    {
        await using var client = await ConnectAsync(port, address);
        return await client.ExchangeAsync(request);
    }

    /// <summary>One request and its final response; the method is taken from the request.</summary>
    public async Task<RawMessage> ExchangeAsync(string request)
    {
        await SendAsync(request);
        return await ReadResponseAsync(head: request.StartsWith("HEAD ", StringComparison.Ordinal));
    }

    /// <summary>Sends text, one byte for each character (Latin-1).</summary>
    public Task SendAsync(string text) => SendAsync(Encoding.Latin1.GetBytes(text));

    public Task SendAsync(ReadOnlyMemory<byte> bytes) =>
        Patience.BoundAsync($"{bytes.Length} bytes to be sent", cancellation => SendAsync(bytes, cancellation));

    /// <summary>Sends until the test has had enough, as when nobody reads.</summary>
    public async Task SendAsync(ReadOnlyMemory<byte> bytes, CancellationToken cancellation)
    {
        if (Tls is not null)
        {
            await _stream.WriteAsync(bytes, cancellation);
            BytesSent += bytes.Length;
            return;
        }

        while (bytes.Length > 0)
        {
            var sent = await _socket.SendAsync(bytes, cancellation);
            BytesSent += sent;
            bytes = bytes[sent..];
        }
    }

    /// <summary>The next response, be it an interim one (1xx).</summary>
    /// <param name="head">Whether it answers HEAD, and so has no body whatever its headers say.</param>
    /// <param name="keep">False: count the body and throw it away.</param>
    /// <param name="within">Bound of the wait.</param>
    /// <exception cref="EndOfStreamException">The connection was closed before or in it.</exception>
    public Task<RawMessage> ReadResponseAsync(bool head = false, bool keep = true, TimeSpan? within = null) =>
        Patience.BoundAsync(
            "a response",
            async cancellation =>
            {
                var text = await _reader.ReadHeadAsync(cancellation)
                    ?? throw new EndOfStreamException("The connection was closed instead of a response.");
                var response = new RawMessage(text) { WireLength = text.Length };
                return head || response.Status is (>= 100 and < 200) or 204 or 304
                    ? response
                    : await _reader.ReadBodyAsync(text, untilClose: true, keep, cancellation);
            },
            within);

    /// <summary>Exactly that many bytes, as after an upgrade.</summary>
    public Task<byte[]> ReadExactlyAsync(int count) =>
        Patience.BoundAsync($"{count} bytes", cancellation => _reader.ReadExactlyAsync(count, cancellation));

    /// <summary>Everything up to a text that is waited for, and it.</summary>
    public Task<string> ReadUntilAsync(string text) =>
        Patience.BoundAsync($"\"{text}\"", async cancellation =>
        {
            var read = new StringBuilder();
            while (!read.ToString().EndsWith(text, StringComparison.Ordinal))
            {
                var next = await _reader.ReadExactlyAsync(1, cancellation);
                read.Append((char)next[0]);
            }

            return read.ToString();
        });

    /// <summary>Everything until the other side closes; an error when it resets.</summary>
    public Task<byte[]> ReadToEndAsync(TimeSpan? within = null) =>
        Patience.BoundAsync("the end of the connection", _reader.ReadToEndAsync, within);

    /// <summary>How the other side ended the connection, and what it sent before.</summary>
    public Task<(Ending Ending, string Text)> ReadEndingAsync(TimeSpan? within = null) =>
        Patience.BoundAsync(
            "the end of the connection",
            async cancellation =>
            {
                var text = new StringBuilder();
                try
                {
                    while (await _reader.ReadSomeAsync(cancellation) is { Length: > 0 } some)
                    {
                        text.Append(Encoding.Latin1.GetString(some.Span));
                    }

                    return (Ending.Closed, text.ToString());
                }
                catch (IOException e) when (e.InnerException is SocketException)
                {
                    return (Ending.Reset, text.ToString());
                }
            },
            within);

    /// <summary>Waits until something can be read, but not longer than that.</summary>
    public async Task WaitForBytesAsync(TimeSpan atMost)
    {
        using var end = new CancellationTokenSource(atMost);
        try
        {
            await _socket.ReceiveAsync(Memory<byte>.Empty, end.Token);
        }
        catch (OperationCanceledException)
        {
            // Nothing came.
        }
    }

    /// <summary>Whatever is there, at least one byte; empty when the other side has ended the connection.</summary>
    public Task<string> ReadSomeAsync() =>
        Patience.BoundAsync("something to read", async cancellation =>
        {
            try
            {
                return Encoding.Latin1.GetString((await _reader.ReadSomeAsync(cancellation)).Span);
            }
            catch (IOException e) when (e.InnerException is SocketException)
            {
                return "";
            }
        });

    /// <summary>
    /// What comes until nothing more does for so long; whether the other side has ended the connection by then.
    /// </summary>
    public async Task<(bool HasEnded, string Text)> ReadUntilQuietAsync(TimeSpan quiet)
    {
        var text = new StringBuilder();
        using var end = new CancellationTokenSource();
        try
        {
            while (true)
            {
                end.CancelAfter(quiet);
                if (await _reader.ReadSomeAsync(end.Token) is not { Length: > 0 } some)
                {
                    return (true, text.ToString());
                }

                text.Append(Encoding.Latin1.GetString(some.Span));
            }
        }
        catch (OperationCanceledException)
        {
            return (false, text.ToString());
        }
        catch (IOException e) when (e.InnerException is SocketException)
        {
            return (true, text.ToString());
        }
    }

    /// <summary>Sends FIN; answers can still be read.</summary>
    public void HalfClose() => _socket.Shutdown(SocketShutdown.Send);

    /// <summary>Ends the connection with RST.</summary>
    public void Reset()
    {
        _socket.LingerState = new LingerOption(true, 0);
        _socket.Close();
    }

    public ValueTask DisposeAsync() => _stream.DisposeAsync();
}

/// <summary>How a connection ended.</summary>
public enum Ending
{
    /// <summary>With FIN.</summary>
    Closed,

    /// <summary>With RST.</summary>
    Reset,
}
