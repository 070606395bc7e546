using AlbEmulator.Http1;
using Microsoft.Extensions.Primitives;

namespace AlbEmulator.FrontEndConnections;

/// <summary>
/// The answer to a request over HTTP/1: one of the load balancer's own, whose bytes are ready, or a target's, whose head goes
/// out with the first piece of its body.
/// <see href="https://www.rfc-editor.org/rfc/rfc9112#name-message-body-length"/>
/// </summary>
internal sealed class Http1Response : WriteOnlyStream
{
    /// <summary>Bytes of a body that are sent together with what frames them, at most; larger pieces go by themselves.</summary>
    private const int MostJoined = 16 * 1024;

    private readonly WireBuffer _output = new();
    private Http1Exchange _exchange = null!;
    private ReadOnlyMemory<byte> _own;
    private IHeaderDictionary? _trailers;
    private Framing _framing;
    private long _left;
    private bool _hasHead;
    private bool _isEnded;

    private enum Framing
    {
        None,
        Length,
        Chunked,
        UntilClose,
    }

    public int StatusCode { get; set; }

    /// <summary>Those that ASP.NET or YARP set: none of them is sent.</summary>
    public IHeaderDictionary Headers { get; } = new HeaderDictionary();

    /// <summary>Whether the client has the head, or some of it.</summary>
    public bool HasStarted { get; private set; }

    /// <summary>Whether the client may send another request behind it, as its head says.</summary>
    public bool KeepsAlive { get; private set; }

    /// <summary>Another answer begins.</summary>
    public void Begin(Http1Exchange exchange)
    {
        _exchange = exchange;
        _output.Clear();
        (_own, _trailers, _framing, _left) = (default, default, Framing.None, 0);
        (StatusCode, _hasHead, _isEnded, HasStarted, KeepsAlive) = (StatusCodes.Status200OK, false, false, false, false);
        if (Headers.Count > 0)
        {
            Headers.Clear();
        }
    }

    /// <summary>Answers with these bytes, head and body, in place of what was begun.</summary>
    /// <param name="answer">All of it.</param>
    /// <param name="keepAlive">Whether they say that the connection is kept.</param>
    public void Answer(ReadOnlyMemory<byte> answer, bool keepAlive) => (_own, KeepsAlive) = (answer, keepAlive);

    /// <summary>Begins the head of a target's answer, to which its lines are to be written.</summary>
    /// <param name="length">Of the body; null where that is not known.</param>
    /// <param name="keepAlive">Whether the connection is kept if the end of the body can be told.</param>
    public WireBuffer BeginHead(long? length, bool keepAlive)
    {
        _framing = Framed(length);
        _left = length ?? 0;
        KeepsAlive = keepAlive && _framing != Framing.UntilClose;
        _hasHead = true;
        _output.Clear();
        return _output;
    }

    /// <summary>Writes where the body ends, and whether the connection is kept.</summary>
    /// <param name="length">As <see cref="BeginHead"/> was told.</param>
    public void WriteFraming(long? length)
    {
        if (length is { } bytes)
        {
            _output.Write("Content-Length: "u8);
            _output.Write(bytes);
            _output.Write("\r\n"u8);
        }
        else if (_framing == Framing.Chunked)
        {
            _output.Write("Transfer-Encoding: chunked\r\n"u8);
        }

        _output.Write(KeepsAlive ? "Connection: keep-alive\r\n"u8 : "Connection: close\r\n"u8);
    }

    /// <summary>The head is written.</summary>
    public void EndHead()
    {
        _output.Write("\r\n"u8);
        _exchange.Notes?.Return(_output.Written.Span);
    }

    /// <summary>The body is followed by these lines.</summary>
    public void EndWith(IHeaderDictionary trailers) => _trailers = trailers;

    /// <summary>Sends a piece of the body, and before it the head if the client has none.</summary>
    /// <exception cref="IOException">The client has left.</exception>
    public override ValueTask WriteAsync(ReadOnlyMemory<byte> buffer, CancellationToken cancellationToken = default)
    {
        HasStarted = true;
        if (buffer.IsEmpty || _framing == Framing.None)
        {
            // The answer to HEAD, and the like, has no body.
            return default;
        }

        if (_framing == Framing.Length && (_left -= buffer.Length) < 0)
        {
            throw new InvalidOperationException("The answer is longer than its head says.");
        }

        if (_framing != Framing.Chunked && (_output.IsEmpty || buffer.Length > MostJoined))
        {
            return _output.IsEmpty ? _exchange.Output.SendAsync(buffer) : WriteApartAsync(buffer);
        }

        if (_framing == Framing.Chunked)
        {
            _output.WriteChunkSize(buffer.Length);
        }

        _output.Write(buffer.Span);
        if (_framing == Framing.Chunked)
        {
            _output.Write("\r\n"u8);
        }

        return SendAsync();
    }

    public override Task FlushAsync(CancellationToken cancellationToken) => FlushHeadAsync().AsTask();

    /// <summary>Sends the head if the client has none.</summary>
    /// <exception cref="IOException">The client has left.</exception>
    public ValueTask FlushHeadAsync()
    {
        HasStarted |= _hasHead;
        return SendAsync();
    }

    /// <summary>Sends what is left of it.</summary>
    /// <returns>False where there is no answer, or not all of it.</returns>
    /// <exception cref="IOException">The client has left.</exception>
    public ValueTask<bool> CompleteAsync()
    {
        if (_isEnded)
        {
            return new(true);
        }

        if (!HasStarted && !_own.IsEmpty)
        {
            (HasStarted, _isEnded) = (true, true);
            return SentAsync(_exchange.Output.SendAsync(_own));
        }

        if (!_hasHead || (_framing == Framing.Length && _left > 0))
        {
            return new(false);
        }

        (HasStarted, _isEnded) = (true, true);
        if (_framing == Framing.Chunked)
        {
            _output.Write("0\r\n"u8);
            foreach (var (name, values) in _trailers ?? Enumerable.Empty<KeyValuePair<string, StringValues>>())
            {
                _output.WriteLines(name, values);
            }

            _output.Write("\r\n"u8);
        }

        return SentAsync(SendAsync());
    }

    /// <summary>Sends the head of an answer behind which the connection is no longer HTTP's.</summary>
    public ValueTask UpgradeAsync()
    {
        (HasStarted, _isEnded, KeepsAlive) = (true, true, false);
        return SendAsync();
    }

    private static ValueTask<bool> SentAsync(ValueTask sent)
    {
        return sent.IsCompletedSuccessfully ? new(true) : WaitAsync(sent);

        static async ValueTask<bool> WaitAsync(ValueTask sent)
        {
            await sent;
            return true;
        }
    }

    private async ValueTask WriteApartAsync(ReadOnlyMemory<byte> buffer)
    {
        await SendAsync();
        await _exchange.Output.SendAsync(buffer);
    }

    private ValueTask SendAsync()
    {
        if (_output.IsEmpty)
        {
            return default;
        }

        var sent = _exchange.Output.SendAsync(_output.Written);
        if (!sent.IsCompletedSuccessfully)
        {
            return ResetAsync(sent);
        }

        _output.Sent();
        return default;
    }

    private async ValueTask ResetAsync(ValueTask sent)
    {
        await sent;
        _output.Sent();
    }

    private Framing Framed(long? length) => StatusCode switch
    {
        < 200 or StatusCodes.Status204NoContent or StatusCodes.Status205ResetContent or StatusCodes.Status304NotModified => Framing.None,
        _ when _exchange.IsHead => Framing.None,
        _ when length is not null => Framing.Length,
        _ => _exchange.IsHttp10 ? Framing.UntilClose : Framing.Chunked,
    };
}
