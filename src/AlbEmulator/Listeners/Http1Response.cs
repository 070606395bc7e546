using System.Buffers;
using System.Globalization;
using System.Text;
using AlbEmulator.Requests;
using AlbEmulator.Http1;

namespace AlbEmulator.Listeners;

/// <summary>
/// The answer to a request over HTTP/1: one of the load balancer's own, whose bytes are ready, or a target's, whose head goes
/// out with the first piece of its body.
/// <see href="https://www.rfc-editor.org/rfc/rfc9112#name-message-body-length"/>
/// </summary>
internal sealed class Http1Response : WriteOnlyStream
{
    /// <summary>Bytes of a body that are sent together with what frames them, at most; larger pieces go by themselves.</summary>
    private const int MostJoined = 16 * 1024;

    private const int MostKept = 4 * MostJoined;

    private Http1Exchange _exchange = null!;
    private ArrayBufferWriter<byte> _output = new(2048);
    private ReadOnlyMemory<byte> _own;
    private ReadOnlyMemory<byte> _trailers;
    private Framing _framing;
    private long _left;
    private bool _isEnded;

    private enum Framing
    {
        None,
        Length,
        Chunked,
        UntilClose,
    }

    public int StatusCode { get; set; }

    /// <summary>As the target has it; null for the usual one.</summary>
    public string? ReasonPhrase { get; set; }

    /// <summary>Of a target's answer.</summary>
    public IHeaderDictionary Headers { get; } = new HeaderDictionary();

    /// <summary>Whether the client has the head, or some of it.</summary>
    public bool HasStarted { get; private set; }

    /// <summary>Whether the client may send another request behind it, as its head says.</summary>
    public bool KeepsAlive { get; private set; }

    /// <summary>Another answer begins.</summary>
    public void Begin(Http1Exchange exchange)
    {
        _exchange = exchange;
        (_own, _trailers, _framing, _left, _isEnded) = (default, default, Framing.None, 0, false);
        (StatusCode, ReasonPhrase, HasStarted, KeepsAlive) = (StatusCodes.Status200OK, null, false, false);
        if (Headers.Count > 0)
        {
            Headers.Clear();
        }

        if (_output.Capacity > MostKept)
        {
            _output = new(2048);
        }
    }

    /// <summary>Answers with these bytes, head and body.</summary>
    /// <param name="answer">All of it.</param>
    /// <param name="keepAlive">Whether they say that the connection is kept.</param>
    public void Answer(ReadOnlyMemory<byte> answer, bool keepAlive) => (_own, KeepsAlive) = (answer, keepAlive);

    /// <summary>The body is followed by a trailer section.</summary>
    /// <param name="section">Lines, each with its end.</param>
    public void EndWith(ReadOnlyMemory<byte> section) => _trailers = section;

    /// <summary>Sends a piece of the body, and before it the head if the client has none.</summary>
    /// <exception cref="IOException">The client has left.</exception>
    public override ValueTask WriteAsync(ReadOnlyMemory<byte> buffer, CancellationToken cancellationToken = default)
    {
        if (buffer.IsEmpty)
        {
            return default;
        }

        StartHead();
        if (_framing == Framing.None)
        {
            // The answer to HEAD and the like.
            return default;
        }

        if (_framing == Framing.Length && (_left -= buffer.Length) < 0)
        {
            throw new InvalidOperationException("The answer is longer than its head says.");
        }

        if (_framing != Framing.Chunked && (_output.WrittenCount == 0 || buffer.Length > MostJoined))
        {
            return _output.WrittenCount == 0 ? _exchange.Output.SendAsync(buffer) : WriteApartAsync(buffer);
        }

        if (_framing == Framing.Chunked)
        {
            Hex(buffer.Length);
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
    public ValueTask FlushHeadAsync()
    {
        StartHead();
        return SendAsync();
    }

    /// <summary>Sends what is left of it.</summary>
    /// <returns>False where it cannot be completed as it began.</returns>
    public ValueTask<bool> CompleteAsync()
    {
        if (!_own.IsEmpty && !HasStarted)
        {
            HasStarted = true;
            return SentAsync(_exchange.Output.SendAsync(_own));
        }

        StartHead();
        if (_isEnded || (_framing == Framing.Length && _left > 0))
        {
            return new(_isEnded);
        }

        _isEnded = true;
        if (_framing == Framing.Chunked)
        {
            _output.Write("0\r\n"u8);
            _output.Write(_trailers.Span);
            _output.Write("\r\n"u8);
        }

        return SentAsync(SendAsync());
    }

    /// <summary>Sends the head of an answer behind which the connection is no longer HTTP's.</summary>
    public ValueTask UpgradeAsync()
    {
        StartHead();
        (_isEnded, KeepsAlive) = (true, false);
        return SendAsync();
    }

    private static async ValueTask<bool> SentAsync(ValueTask sent)
    {
        await sent;
        return true;
    }

    private async ValueTask WriteApartAsync(ReadOnlyMemory<byte> buffer)
    {
        await SendAsync();
        await _exchange.Output.SendAsync(buffer);
    }

    private ValueTask SendAsync()
    {
        if (_output.WrittenCount == 0)
        {
            return default;
        }

        var sent = _exchange.Output.SendAsync(_output.WrittenMemory);
        if (!sent.IsCompleted)
        {
            return ResetAsync(sent);
        }

        _output.ResetWrittenCount();
        return sent;
    }

    private async ValueTask ResetAsync(ValueTask sent)
    {
        await sent;
        _output.ResetWrittenCount();
    }

    private void StartHead()
    {
        if (HasStarted)
        {
            return;
        }

        HasStarted = true;
        _output.ResetWrittenCount();
        var length = Headers.ContentLength;
        _framing = Framed(length);
        _left = length ?? 0;
        KeepsAlive = _framing != Framing.UntilClose && ConnectionHeader.Has(Headers.Connection, "keep-alive");
        WriteHead(length);
        _exchange.Notes?.Return(_output.WrittenSpan.ToArray());
    }

    private Framing Framed(long? length) => StatusCode switch
    {
        < 200 or StatusCodes.Status204NoContent or StatusCodes.Status304NotModified => Framing.None,
        _ when _exchange.IsHead => Framing.None,
        _ when length is not null => Framing.Length,
        _ => _exchange.IsHttp10 ? Framing.UntilClose : Framing.Chunked,
    };

    /// <summary>As an ALB has them: Date, Content-Type, where the body ends, Connection, then all others in their order.</summary>
    private void WriteHead(long? length)
    {
        var reason = ReasonPhrase ?? Microsoft.AspNetCore.WebUtilities.ReasonPhrases.GetReasonPhrase(StatusCode);
        Encoding.Latin1.GetBytes($"HTTP/1.1 {StatusCode.ToString(CultureInfo.InvariantCulture)} {reason}\r\n", _output);
        if (Headers.Date.Count == 0)
        {
            Headers.Date = _exchange.Now.ToString("R", CultureInfo.InvariantCulture);
        }

        WriteLines("Date", Headers.Date);
        WriteLines("Content-Type", Headers.ContentType);
        if (length is not null)
        {
            WriteLines("Content-Length", Headers.ContentLength!.Value.ToString(CultureInfo.InvariantCulture));
        }
        else if (_framing == Framing.Chunked)
        {
            WriteLines("Transfer-Encoding", "chunked");
        }

        WriteLines("Connection", Headers.Connection);
        foreach (var (name, values) in Headers)
        {
            if (HeaderNames.Of(Encoding.Latin1.GetBytes(name))
                is not (HeaderName.Date or HeaderName.ContentType or HeaderName.ContentLength or HeaderName.Connection))
            {
                WriteLines(name, values);
            }
        }

        _output.Write("\r\n"u8);
    }

    private void WriteLines(string name, in Microsoft.Extensions.Primitives.StringValues values)
    {
        foreach (var value in values)
        {
            Encoding.Latin1.GetBytes(name, _output);
            _output.Write(": "u8);
            Encoding.Latin1.GetBytes(value, _output);
            _output.Write("\r\n"u8);
        }
    }

    private void Hex(int length)
    {
        length.TryFormat(_output.GetSpan(10), out var written, "x", CultureInfo.InvariantCulture);
        _output.Advance(written);
        _output.Write("\r\n"u8);
    }
}
