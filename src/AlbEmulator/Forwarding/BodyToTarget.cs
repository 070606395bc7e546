using System.Text;
using AlbEmulator.Http1;
using AlbEmulator.Requests;
using Microsoft.AspNetCore.Http.Features;

namespace AlbEmulator.Forwarding;

/// <summary>
/// The body of a request on its way to an HTTP/1.1 target: YARP reads the client's from it, and writes to it what it read.
/// The head goes out with the first piece, or as soon as one is waited for. Once the target has answered, or broken off,
/// there is no more to read, and what is written goes nowhere.
/// </summary>
internal sealed class BodyToTarget : DuplexStream
{
    /// <summary>Bytes of a head and the first piece of a body that are sent together.</summary>
    private const int Together = 16 * 1024;

    /// <summary>More is to be sent, or is being sent.</summary>
    private const int Sending = 0;

    /// <summary>The last bytes are being sent: the target may have them.</summary>
    private const int Ending = 1;

    /// <summary>The last bytes went out.</summary>
    private const int Ended = 2;

    /// <summary>The last bytes were being sent when the answer ended.</summary>
    private const int EndsLate = 3;

    private readonly TargetExchange _exchange;
    private readonly WireBuffer _bytes;
    private readonly Stream _client;
    private readonly CancellationToken _unwanted;
    private readonly bool _isChunked;
    private long _left;
    private int _state;
    private volatile bool _isCut;

    private BodyToTarget(TargetExchange exchange, TargetUri outgoing)
    {
        (_exchange, _bytes, _client) = (exchange, outgoing.Bytes, exchange.Request.Context.Request.Body);
        _unwanted = exchange.Connection.Unwanted;
        _isChunked = outgoing.ContentLength is null;
        _left = outgoing.ContentLength ?? 0;
    }

    /// <summary>Whether nothing more of it is sent.</summary>
    public bool IsCut => _isCut;

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
        if (Volatile.Read(ref _state) == Sending)
        {
            Cut();
        }
    }

    /// <summary>Nothing more of it is to be sent.</summary>
    public void Cut()
    {
        _isCut = true;
        _exchange.Connection.EndSending();
    }

    /// <summary>
    /// Whether it was sent to its end, now that the answer has ended. Where the last bytes are being sent whoever sends them
    /// says so, and where they are not the connection is closed.
    /// </summary>
    public bool HasEnded()
    {
        var state = Interlocked.CompareExchange(ref _state, EndsLate, Ending);
        if (state == Sending || _isCut)
        {
            _exchange.Close();
        }

        return state == Ended && !_isCut;
    }

    public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        if (_isCut || (!_isChunked && _left <= 0))
        {
            // Over HTTP/2 a client may end its body later than it has sent all of it.
            return new(0);
        }

        var read = _client.ReadAsync(buffer, _unwanted);
        return read.IsCompletedSuccessfully ? read : WaitAsync(read);
    }

    public override ValueTask WriteAsync(ReadOnlyMemory<byte> buffer, CancellationToken cancellationToken = default)
    {
        if (_isCut)
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
        if (_isCut || (!_isChunked && _left == 0 && _bytes.IsEmpty))
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
        catch (Exception) when (_isCut)
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
        if (_isCut)
        {
            return default;
        }

        if (isLast)
        {
            // The target may answer before we know that it was sent.
            Volatile.Write(ref _state, Ending);
        }

        var sent = _exchange.Connection.Stream.WriteAsync(bytes, default);
        if (!sent.IsCompletedSuccessfully)
        {
            return WaitAsync(sent, isLast);
        }

        if (isLast && Interlocked.CompareExchange(ref _state, Ended, Ending) == EndsLate)
        {
            _exchange.EndLate(isWhole: true);
        }

        return default;
    }

    private async ValueTask WaitAsync(ValueTask sent, bool isLast)
    {
        if (isLast && Interlocked.CompareExchange(ref _state, Sending, Ending) == EndsLate)
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
                Volatile.Write(ref _state, Ended);
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
            if (HeadBytes.IsToken(bytes) && ChunkReader.MayTrail(HeaderNames.Of(bytes))
                && !name.StartsWith(UserHeaders.Prefix, StringComparison.OrdinalIgnoreCase))
            {
                foreach (var value in values)
                {
                    _bytes.WriteLine(name, value ?? "");
                }
            }
        }
    }
}
