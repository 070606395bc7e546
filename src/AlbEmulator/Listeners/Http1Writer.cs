using System.Buffers;
using System.IO.Pipelines;

namespace AlbEmulator.Listeners;

/// <summary>
/// What Kestrel sends, on its way to the client: counts it, notes when a response begins, and puts the load
/// balancer's own answers in the place of Kestrel's, since only so every byte of them is an ALB's.
/// </summary>
internal sealed class Http1Writer(PipeWriter inner, Http1Connection connection) : ClientWriter(inner, connection.Time)
{
    /// <summary>Where Kestrel's form of an answer goes that is sent in our form. Never read.</summary>
    private static readonly byte[] Discarded = new byte[64 * 1024];

    /// <summary>How Kestrel ends a chunked body.</summary>
    private static ReadOnlySpan<byte> LastChunk => "0\r\n\r\n"u8;

    private ReadOnlyMemory<byte> _answer;
    private bool _replacing;
    private byte[]? _trailers;
    private Memory<byte> _lease;

    /// <summary>Bytes that were handed to the client's socket so far.</summary>
    public long BytesWritten { get; private set; }

    /// <summary>Timestamp of the first byte of the response under way, 0 before it.</summary>
    public long ResponseTimestamp { get; set; }

    /// <summary>Timestamp of what was last written behind it; 0 before that.</summary>
    public long LastPieceTimestamp { get; private set; }

    /// <summary>Sends these bytes in place of whatever Kestrel writes until the end of the response.</summary>
    public void Replace(ReadOnlyMemory<byte> answer)
    {
        _answer = answer;
        _replacing = true;
    }

    /// <summary>
    /// The body is written but for its last chunk, which gets a trailer section: Kestrel knows none in HTTP/1.1.
    /// </summary>
    /// <param name="section">Lines, each with its end.</param>
    public void EndWith(byte[] section) => _trailers = section;

    /// <summary>The response is complete: what Kestrel writes next is the client's again.</summary>
    public void EndResponse()
    {
        _replacing = false;
        _trailers = null;
        _lease = default;
        ResponseTimestamp = LastPieceTimestamp = 0;
    }

    public override Memory<byte> GetMemory(int sizeHint = 0) =>
        _replacing ? Scratch(sizeHint) : _lease = Inner.GetMemory(sizeHint);

    public override void Advance(int bytes)
    {
        if (_replacing)
        {
            return;
        }

        if (ResponseTimestamp == 0)
        {
            ResponseTimestamp = connection.Time.GetTimestamp();
        }
        else
        {
            LastPieceTimestamp = connection.Time.GetTimestamp();
        }

        if (_trailers is not null && _lease.Span[..bytes].EndsWith(LastChunk))
        {
            // Without the empty line: the trailer section comes before it.
            bytes -= 2;
            Inner.Advance(bytes);
            Inner.Write(_trailers);
            Inner.Write("\r\n"u8);
            BytesWritten += _trailers.Length + 2;
            _trailers = null;
        }
        else
        {
            Inner.Advance(bytes);
        }

        BytesWritten += bytes;
    }

    public override ValueTask<FlushResult> FlushAsync(CancellationToken cancellationToken = default)
    {
        if (_replacing && !_answer.IsEmpty)
        {
            var answer = _answer;
            _answer = default;
            ResponseTimestamp = connection.Time.GetTimestamp();
            BytesWritten += answer.Length;
            return Watched(Inner.WriteAsync(answer, cancellationToken));
        }

        return base.FlushAsync(cancellationToken);
    }

    /// <summary>Sends bytes that are no part of a response: <c>100 Continue</c>.</summary>
    public ValueTask<FlushResult> SendInterimAsync(ReadOnlyMemory<byte> bytes)
    {
        BytesWritten += bytes.Length;
        return Inner.WriteAsync(bytes);
    }

    private static byte[] Scratch(int sizeHint) =>
        sizeHint <= Discarded.Length ? Discarded : new byte[sizeHint];
}
