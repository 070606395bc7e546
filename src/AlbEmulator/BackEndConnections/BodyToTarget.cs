using System.Text;
using AlbEmulator.Http1;
using AlbEmulator.Requests;
using Microsoft.AspNetCore.Http.Features;

namespace AlbEmulator.BackEndConnections;

/// <summary>
/// The body of a request on its way to an HTTP/1.1 target: YARP reads the client's from it, and writes to it what it read.
/// The head goes out with the first piece, or as soon as one is waited for. Once the target has answered, or broken off,
/// there is no more to read, and what is written goes nowhere.
/// </summary>
internal sealed class BodyToTarget : DuplexStream
{
    /// <summary>Bytes of a head and the first piece of a body that are sent together.</summary>
    private const int Together = WireBuffer.MostKept;

    private readonly TargetExchange _exchange;
    private readonly WireBuffer _bytes;
    private readonly Stream _client;
    private readonly CancellationToken _unwanted;
    private readonly bool _isChunked;
    private long _left;
    private BodySending _sending;

    private BodyToTarget(TargetExchange exchange, TargetUri outgoing)
    {
        (_exchange, _bytes, _client) = (exchange, outgoing.Bytes, exchange.Request.Context.Request.Body);
        _unwanted = exchange.Connection.Unwanted;
        _isChunked = outgoing.ContentLength is null;
        _left = outgoing.ContentLength ?? 0;
    }

    /// <summary>Whether nothing more of it is sent.</summary>
    public bool IsCut => _sending.IsCut;

    /// <summary>Takes the place of the client's body.</summary>
    public static BodyToTarget Begin(TargetExchange exchange, TargetUri outgoing)
    {
        var body = new BodyToTarget(exchange, outgoing);
        exchange.Request.Context.Request.Body = body;
        return body;
    }

    /// <summary>The target has answered. If that was before the last bytes were sent, no more of them will be.</summary>
    public void EndEarly()
    {
        if (_sending.CutEarly())
        {
            _exchange.Connection.EndSending();
        }
    }

    /// <summary>Nothing more of it is to be sent: the connection is about to be closed.</summary>
    public void Cut()
    {
        _sending.Cut();
        _exchange.Connection.EndSending();
    }

    /// <summary>
    /// Whether it was sent to its end, now that the answer has ended. Where the last bytes are being sent whoever sends them
    /// says so, and where they are not the connection is closed.
    /// </summary>
    public bool HasEnded()
    {
        var hasEnded = _sending.AnswerEnded();
        if (hasEnded == false)
        {
            _exchange.Close();
        }

        return hasEnded == true;
    }

    public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        if (IsCut || (!_isChunked && _left <= 0))
        {
            // Over HTTP/2 a client may end its body later than it has sent all of it.
            return new(0);
        }

        var read = _client.ReadAsync(buffer, _unwanted);
        return read.IsCompletedSuccessfully ? read : WaitAsync(read);
    }

    public override ValueTask WriteAsync(ReadOnlyMemory<byte> buffer, CancellationToken cancellationToken = default)
    {
        if (IsCut)
        {
            return default;
        }

        if (_isChunked)
        {
            _bytes.WriteChunkSize(buffer.Length);
            _bytes.Write(buffer.Span);
            _bytes.Write("\r\n"u8);
            return SendAsync(isLast: false);
        }

        _left -= buffer.Length;
        if (_bytes.IsEmpty)
        {
            return SendAsync(buffer, isLast: _left <= 0);
        }

        if (_bytes.Length + buffer.Length > Together)
        {
            return SendHeadAndAsync(buffer);
        }

        _bytes.Write(buffer.Span);
        return SendAsync(isLast: _left <= 0);
    }

    /// <summary>There is no more to come.</summary>
    /// <exception cref="IOException">There was to be more.</exception>
    public ValueTask EndAsync()
    {
        if (IsCut || (!_isChunked && _left == 0 && _bytes.IsEmpty))
        {
            return default;
        }

        if (_left > 0)
        {
            throw new IOException("The client ended the body of its request too early.");
        }

        if (_isChunked)
        {
            _bytes.Write("0\r\n"u8);
            WriteTrailers();
            _bytes.Write("\r\n"u8);
        }

        return SendAsync(isLast: true);
    }

    private async ValueTask<int> WaitAsync(ValueTask<int> read)
    {
        try
        {
            if (!_bytes.IsEmpty)
            {
                await SendAsync(isLast: false);
            }

            return await read;
        }
        catch (Exception) when (IsCut)
        {
            return 0;
        }
    }

    private async ValueTask SendHeadAndAsync(ReadOnlyMemory<byte> piece)
    {
        await SendAsync(isLast: false);
        await SendAsync(piece, isLast: _left <= 0);
    }

    /// <summary>Sends what was written.</summary>
    private ValueTask SendAsync(bool isLast)
    {
        var sent = SendAsync(_bytes.Written, isLast);
        if (sent.IsCompletedSuccessfully)
        {
            _bytes.Sent();
            return default;
        }

        return WaitAsync(sent);
    }

    private async ValueTask WaitAsync(ValueTask sent)
    {
        await sent;
        _bytes.Sent();
    }

    private ValueTask SendAsync(ReadOnlyMemory<byte> bytes, bool isLast)
    {
        // The target may answer before we know that the last bytes were sent.
        if (isLast ? !_sending.BeginLast() : IsCut)
        {
            return default;
        }

        var sent = _exchange.Connection.Stream.WriteAsync(bytes, default);
        if (!sent.IsCompletedSuccessfully)
        {
            return WaitAsync(sent, isLast);
        }

        if (isLast && _sending.LastWentOut())
        {
            _exchange.EndLate(isWhole: true);
        }

        return default;
    }

    private async ValueTask WaitAsync(ValueTask sent, bool isLast)
    {
        if (isLast && _sending.LastWaits())
        {
            _exchange.EndLate(isWhole: false);
        }

        _exchange.Request.IsTargetBehind = true;
        try
        {
            await sent;
            _exchange.Request.IsTargetBehind = false;
            if (isLast)
            {
                _sending.LastWentOutLate();
            }
        }
        catch (Exception exception) when (exception is IOException or ObjectDisposedException)
        {
            // It may have answered before it broke off: whoever reads hears of it.
            Cut();
        }
    }

    private void WriteTrailers()
    {
        if (_exchange.Request.Context.Features.Get<IHttpRequestTrailersFeature>() is not { Available: true, Trailers: { Count: > 0 } trailers })
        {
            return;
        }

        foreach (var (name, values) in trailers)
        {
            var bytes = Encoding.Latin1.GetBytes(name);
            if (HeadBytes.IsToken(bytes) && ChunkReader.MayTrail(KnownHeaders.Of(bytes))
                && !name.StartsWith(UserHeaders.Prefix, StringComparison.OrdinalIgnoreCase))
            {
                _bytes.WriteLines(name, values);
            }
        }
    }
}
