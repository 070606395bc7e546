using System.Net.Http.Headers;
using System.Runtime.CompilerServices;
using AlbEmulator.TargetGroups;
using Microsoft.Net.Http.Headers;

namespace AlbEmulator.Forwarding;

/// <summary>
/// What a connection to an HTTP/1.1 target knows of the exchange under way. It says what an HTTP client would keep to
/// itself: a target that closes while a request is outstanding has failed that request, which must not be sent a second
/// time. It restores the request target where the client's own could not be said in a <see cref="Uri"/>. An answer that
/// comes before the request has ended, or of which <see cref="AnswerHead"/> says so, is the last on the connection. And
/// a WebSocket ends in order when its target has drained.
/// </summary>
internal sealed class TargetExchange(OpenConnection connection)
{
    /// <summary>
    /// What the HTTP client understands as <c>close</c>, and no target writes: so it can be taken back
    /// (<see cref="TakeCloseBack"/>).
    /// </summary>
    private const string OwnClose = "cLOSE";

    private readonly AnswerHead _head = new();

    /// <summary>Whether what is written next begins a request: HTTP/1.1 without pipelining alternates.</summary>
    private bool _beginsRequest = true;

    /// <summary>Whether the body under way is answered before it has ended; null without a body.</summary>
    private EarlyAnswer? _early;

    private static ReadOnlySpan<byte> Http1 => "HTTP/1."u8;

    private static ReadOnlySpan<byte> Close => "Connection: cLOSE\r\n"u8;

    /// <summary>Bytes of an answer from which can be told that it is final.</summary>
    public const int FinalAnswerBytes = 10;

    /// <summary>Whether an answer that came now would be early.</summary>
    public bool CanBeEarly => _early is { IsAwaited: true } && !_beginsRequest;

    /// <summary>Where a read may put what it brings: room is left for what an answer may have to say besides.</summary>
    public static Memory<byte> Readable(Memory<byte> buffer) =>
        buffer.Length > 2 * Close.Length ? buffer[..^Close.Length] : buffer;

    /// <summary>What an answer had to say besides was for the HTTP client only.</summary>
    public static void TakeCloseBack(HttpResponseHeaders headers)
    {
        if (headers.NonValidated.TryGetValues(HeaderNames.Connection, out var values) && HasOwnClose(values))
        {
            string[] own = [.. values.Where(value => value != OwnClose)];
            headers.Remove(HeaderNames.Connection);
            if (own.Length > 0)
            {
                headers.TryAddWithoutValidation(HeaderNames.Connection, own);
            }
        }
    }

    /// <summary>What is to be written in the place of these bytes; nothing once the target has answered.</summary>
    public ReadOnlyMemory<byte> Sending(ReadOnlyMemory<byte> bytes)
    {
        if (_early is { HasCome: true })
        {
            return default;
        }

        var body = EarlyAnswer.Written;
        if (!_beginsRequest || _head.IsUpgraded || (body is not null && body == _early))
        {
            // An interim answer may have come meanwhile.
            _beginsRequest = false;
            _early ??= body;
            return bytes;
        }

        _early = body;
        _beginsRequest = false;
        _head.Begin();
        return RequestTarget.Restore(bytes);
    }

    /// <summary>Takes note that what <see cref="Sending"/> gave could not be sent, at least not at once.</summary>
    /// <returns>Of the body under way; null without one.</returns>
    public EarlyAnswer? NotSent()
    {
        var early = _head.IsUpgraded ? null : _early;
        early?.NotSent();
        return early;
    }

    /// <summary>Takes note of an answer that begins.</summary>
    /// <param name="answer">Its first bytes.</param>
    /// <returns>Whether it is early.</returns>
    public bool BeginsWith(ReadOnlySpan<byte> answer)
    {
        // It may be the rest of an interim answer whose begin was read before.
        if (!CanBeEarly || answer.Length < FinalAnswerBytes || answer[FinalAnswerBytes - 1] < '2'
            || !answer.StartsWith(Http1) || !_early!.Come())
        {
            return false;
        }

        return _head.IsLast = true;
    }

    /// <summary>Takes note of what a read brings.</summary>
    public ValueTask<int> ReceiveAsync(Memory<byte> buffer, ValueTask<int> read)
    {
        // A read into nothing waits until there is something.
        if (buffer.IsEmpty)
        {
            return read;
        }

        return read.IsCompletedSuccessfully
            ? new ValueTask<int>(Received(buffer, read.Result))
            : ReceivedAsync(buffer, read);
    }

    [AsyncMethodBuilder(typeof(PoolingAsyncValueTaskMethodBuilder<>))]
    private async ValueTask<int> ReceivedAsync(Memory<byte> buffer, ValueTask<int> read)
    {
        try
        {
            return Received(buffer, await read);
        }
        catch (Exception exception) when (_head.IsUpgraded && connection.IsClosed
            && exception is IOException or ObjectDisposedException)
        {
            return 0;
        }
    }

    private static bool HasOwnClose(in HeaderStringValues values)
    {
        foreach (var value in values)
        {
            if (value == OwnClose)
            {
                return true;
            }
        }

        return false;
    }

    private int Received(Memory<byte> buffer, int bytes)
    {
        if (_head.IsUpgraded)
        {
            return bytes;
        }

        if (bytes == 0 && !_beginsRequest)
        {
            // Without an exception SocketsHttpHandler would send the request again.
            throw new TargetClosedException();
        }

        if (bytes == 0)
        {
            _head.End();
        }

        BeginsWith(buffer.Span[..bytes]);
        _beginsRequest = true;
        return WithClose(buffer.Span, bytes, _head.Read(buffer.Span[..bytes], bytes + Close.Length <= buffer.Length));
    }

    /// <summary>
    /// Says between two lines of a head that the connection closes, since the HTTP client would use it again.
    /// </summary>
    private static int WithClose(Span<byte> buffer, int bytes, int at)
    {
        if (at < 0)
        {
            return bytes;
        }

        buffer[at..bytes].CopyTo(buffer[(at + Close.Length)..]);
        Close.CopyTo(buffer[at..]);
        return bytes + Close.Length;
    }
}

/// <summary>A target closed the connection while a request was outstanding.</summary>
internal sealed class TargetClosedException() : IOException("The target closed the connection before it answered.");
