using System.Net.Http.Headers;
using System.Runtime.CompilerServices;
using AlbEmulator.TargetGroups;
using Microsoft.Net.Http.Headers;

namespace AlbEmulator.Forwarding;

/// <summary>
/// What a connection to an HTTP/1.1 target knows of the exchange under way. It says what an HTTP client would keep to
/// itself: a target that closes while a request is outstanding has failed that request, which must not be sent a second
/// time. It restores the request target where the client's own could not be said in a <see cref="Uri"/>. An answer that
/// comes before the request has ended is the last on the connection. And a WebSocket ends in order when its target has
/// drained.
/// </summary>
internal sealed class TargetExchange(OpenConnection connection)
{
    /// <summary>Whether what is written next begins a request: HTTP/1.1 without pipelining alternates.</summary>
    private bool _beginsRequest = true;

    /// <summary>Whether the target switched protocols: from then on bytes are only bytes.</summary>
    private bool _isUpgraded;

    /// <summary>Whether the body under way is answered before it has ended; null without a body.</summary>
    private EarlyAnswer? _early;

    /// <summary>Whether the answer under way still has to say that it is the connection's last.</summary>
    private bool _announcesClose;

    /// <summary>How much of <see cref="Upgraded"/> the answer began with so far; more than all of it once it did not.</summary>
    private int _matched;

    private static ReadOnlySpan<byte> Upgraded => "HTTP/1.1 101"u8;

    private static ReadOnlySpan<byte> Http1 => "HTTP/1."u8;

    private static ReadOnlySpan<byte> Close => "Connection: close\r\n"u8;

    /// <summary>Bytes of an answer from which can be told that it is final.</summary>
    public const int FinalAnswerBytes = 10;

    /// <summary>Whether an answer that came now would be early.</summary>
    public bool CanBeEarly => _early is { IsAwaited: true } && !_beginsRequest;

    /// <summary>Where a read may put what it brings: room is left for what an answer may have to say besides.</summary>
    public static Memory<byte> Readable(Memory<byte> buffer) =>
        buffer.Length > 2 * Close.Length ? buffer[..^Close.Length] : buffer;

    /// <summary>What an early answer had to say besides was for the HTTP client only.</summary>
    public static void TakeCloseBack(HttpResponseHeaders headers)
    {
        if (headers.NonValidated.TryGetValues(HeaderNames.Connection, out var values))
        {
            string[] own = [.. values.Skip(1)];
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
        if (!_beginsRequest || _isUpgraded || (body is not null && body == _early))
        {
            // An interim answer may have come meanwhile.
            _beginsRequest = false;
            _early ??= body;
            return bytes;
        }

        _early = body;
        _beginsRequest = false;
        _matched = 0;
        return RequestTarget.Restore(bytes);
    }

    /// <summary>Takes note that what <see cref="Sending"/> gave could not be sent, at least not at once.</summary>
    /// <returns>Of the body under way; null without one.</returns>
    public EarlyAnswer? NotSent()
    {
        var early = _isUpgraded ? null : _early;
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
            || !answer.StartsWith(Http1))
        {
            return false;
        }

        return _announcesClose = _early!.Come();
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
        catch (Exception exception) when (_isUpgraded && connection.IsClosed
            && exception is IOException or ObjectDisposedException)
        {
            return 0;
        }
    }

    private int Received(Memory<byte> buffer, int bytes)
    {
        if (_isUpgraded)
        {
            return bytes;
        }

        if (bytes == 0 && !_beginsRequest)
        {
            // Without an exception SocketsHttpHandler would send the request again.
            throw new IOException("The target closed the connection before it answered.");
        }

        BeginsWith(buffer.Span[..bytes]);
        _beginsRequest = true;
        for (var index = 0; index < bytes && _matched < Upgraded.Length; index++)
        {
            _matched = buffer.Span[index] == Upgraded[_matched] ? _matched + 1 : int.MaxValue;
        }

        _isUpgraded = _matched == Upgraded.Length;
        return _announcesClose ? WithClose(buffer.Span, bytes) : bytes;
    }

    /// <summary>
    /// Says behind the status line that the connection closes, since the HTTP client would use it again: it holds the
    /// request for sent.
    /// </summary>
    private int WithClose(Span<byte> buffer, int bytes)
    {
        var end = buffer[..bytes].IndexOf((byte)'\n') + 1;
        if (end == 0)
        {
            return bytes;
        }

        if (bytes + Close.Length > buffer.Length)
        {
            throw new IOException("The target answered in pieces before it had the whole request.");
        }

        buffer[end..bytes].CopyTo(buffer[(end + Close.Length)..]);
        Close.CopyTo(buffer[end..]);
        _announcesClose = false;
        return bytes + Close.Length;
    }
}
