using System.Buffers.Binary;

namespace AlbEmulator.FrontEndConnections;

/// <summary>
/// Finds the frames of HTTP/2 in bytes that come in pieces of any size. Whether they make sense is for Kestrel to say:
/// any bytes are frames of some kind here. <see href="https://www.rfc-editor.org/rfc/rfc9113#name-frame-format"/>
/// </summary>
/// <param name="skip">Bytes before the first frame: a client's preface.</param>
internal sealed class Http2Frames(int skip)
{
    /// <summary>Bytes of <c>PRI * HTTP/2.0</c> and so on, with which a client begins.</summary>
    public const int PrefaceLength = 24;

    /// <summary>Bytes before the payload of each frame.</summary>
    public const int HeadLength = 9;

    private readonly byte[] _head = new byte[HeadLength];
    private int _skip = skip;
    private int _headLength;
    private int _payloadLeft;

    /// <summary>Takes the next piece of a frame off the bytes; false when they hold none.</summary>
    public bool TryTake(ref ReadOnlySpan<byte> bytes, out Http2FramePiece piece)
    {
        var skipped = Math.Min(_skip, bytes.Length);
        _skip -= skipped;
        bytes = bytes[skipped..];
        piece = default;
        if (bytes.IsEmpty)
        {
            return false;
        }

        return _headLength < HeadLength ? TryTakeHead(ref bytes, out piece) : TakePayload(ref bytes, out piece);
    }

    private bool TryTakeHead(ref ReadOnlySpan<byte> bytes, out Http2FramePiece piece)
    {
        var part = Math.Min(HeadLength - _headLength, bytes.Length);
        bytes[..part].CopyTo(_head.AsSpan(_headLength));
        _headLength += part;
        bytes = bytes[part..];
        piece = default;
        if (_headLength < HeadLength)
        {
            return false;
        }

        _payloadLeft = (_head[0] << 16) | (_head[1] << 8) | _head[2];
        piece = Piece(HeadLength, isFirst: true);
        return true;
    }

    private bool TakePayload(ref ReadOnlySpan<byte> bytes, out Http2FramePiece piece)
    {
        var part = Math.Min(_payloadLeft, bytes.Length);
        _payloadLeft -= part;
        bytes = bytes[part..];
        piece = Piece(part, isFirst: false);
        return true;
    }

    private Http2FramePiece Piece(int length, bool isFirst)
    {
        var isLast = _payloadLeft == 0;
        _headLength = isLast ? 0 : HeadLength;
        return new Http2FramePiece(
            (Http2FrameType)_head[3],
            _head[4],
            BinaryPrimitives.ReadInt32BigEndian(_head.AsSpan(5)) & int.MaxValue,
            length,
            isFirst,
            isLast);
    }
}

/// <summary>Some bytes of a frame: its head, or some of its payload.</summary>
internal readonly record struct Http2FramePiece(
    Http2FrameType Type, byte Flags, int StreamId, int Length, bool IsFirst, bool IsLast)
{
    private const byte EndStream = 0x1;
    private const byte EndHeaders = 0x4;

    /// <summary>Whether it is of a message: what the others are about is the connection.</summary>
    public bool IsOfMessage =>
        Type is Http2FrameType.Data or Http2FrameType.Headers or Http2FrameType.Continuation && StreamId != 0;

    /// <summary>Whether with it the last frame of a message has come.</summary>
    public bool EndsStream =>
        IsLast && Type is Http2FrameType.Data or Http2FrameType.Headers && (Flags & EndStream) != 0;

    /// <summary>Whether it is the end of a body, or of headers that no CONTINUATION follows.</summary>
    public bool EndsBlock => IsLast && (Type is Http2FrameType.Data || (Flags & EndHeaders) != 0);
}

/// <summary>The types of frames that count for requests.</summary>
internal enum Http2FrameType : byte
{
    Data = 0,
    Headers = 1,
    Reset = 3,
    Continuation = 9,
}
