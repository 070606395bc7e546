using AlbEmulator.Desync;
using AlbEmulator.Sockets;

namespace AlbEmulator.FrontEndConnections;

/// <summary>One request and its answer as they cross the client's connection: their bytes, and when they came.</summary>
internal abstract class Exchange
{
    /// <summary>Timestamp of the first byte of the request.</summary>
    public long CreatedAt { get; protected set; }

    /// <summary>When the first byte of the request was read. UTC.</summary>
    public DateTime CreationTime { get; protected set; }

    /// <summary>Bytes of the request line and headers; on HTTP/2 what they would be in HTTP/1.1.</summary>
    public long HeadBytes { get; protected set; }

    /// <summary>Bytes from the client so far.</summary>
    public abstract long ReceivedBytes { get; }

    /// <summary>Bytes that were handed to the client's socket so far.</summary>
    public abstract long SentBytes { get; }

    /// <summary>Timestamp of the first byte of the answer; 0 before it.</summary>
    public abstract long ResponseTimestamp { get; }

    /// <summary>Timestamp of the last piece of the answer so far; 0 before the second.</summary>
    public abstract long LastPieceTimestamp { get; }

    /// <summary>Whether the last byte of the answer is on its way, or none will follow.</summary>
    public abstract bool IsSent { get; }

    /// <summary>Whether all of the client's body has come.</summary>
    public abstract bool IsBodyRead { get; }

    /// <summary>Whether the client may send another request on its connection.</summary>
    public abstract bool IsKeptAlive { get; }

    /// <summary>The version as the client wrote it, blanks included; null where the protocol says it.</summary>
    public string? WrittenVersion { get; protected set; }

    /// <summary>Why the request goes no further, as it could not be read; null where it can.</summary>
    public Rejection? Rejection { get; protected set; }

    /// <summary>Whether method and target could be told.</summary>
    public bool IsRead { get; protected set; } = true;

    /// <summary>What desync protection makes of the request; it knows HTTP/1 alone.</summary>
    public Classification Classification { get; protected set; }

    /// <summary>Whether the connections of client and target are closed after it.</summary>
    public bool ClosesConnections { get; protected set; }

    /// <summary>Sends the client an interim answer (1xx). HTTP/2 has none here.</summary>
    /// <param name="head">With the empty line at its end.</param>
    public virtual ValueTask SendInterimAsync(ReadOnlyMemory<byte> head) => default;

    /// <summary>Sends the head of the answer, whose body is not there yet.</summary>
    public virtual ValueTask FlushHeadAsync() => default;

    /// <summary>Whether all of the client's body is here, be it unread; for whoever has it held.</summary>
    public virtual bool HasBodyCome => IsBodyRead;

    /// <summary>
    /// Nobody reads the body for a while, or somebody does again: a client that leaves meanwhile is noticed all the same.
    /// </summary>
    public virtual void HoldBody(bool isHeld)
    {
        // Where the bodies of many requests come over one connection, it is read in any case.
    }

    /// <summary>Breaks off the exchange in the place of an answer, so that the client hears of it at once.</summary>
    public abstract void Reset(HttpContext context);

    /// <summary>Who hears of the client; null where others go on with what it heard, and before the first wait.</summary>
    public virtual EventLoop? Loop => null;

    /// <summary>The request is about to be passed through the load balancer.</summary>
    public abstract void Begin(HttpContext context);

    /// <summary>The answer is complete.</summary>
    public abstract void End();

    /// <summary>Does something as soon as it <see cref="IsSent"/>. Once for each request at most.</summary>
    public abstract void WhenSent(Action action);
}
