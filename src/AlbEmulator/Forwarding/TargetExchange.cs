namespace AlbEmulator.Forwarding;

/// <summary>
/// What a connection to an HTTP/1.1 target knows of the exchange under way. It says what an HTTP client would keep to
/// itself: a target that closes while a request is outstanding has failed that request, which must not be sent a second
/// time. And it restores the request target where the client's own could not be said in a <see cref="Uri"/>.
/// </summary>
internal sealed class TargetExchange
{
    /// <summary>Whether what is written next begins a request: HTTP/1.1 without pipelining alternates.</summary>
    private bool _beginsRequest = true;

    /// <summary>How much of <see cref="Upgraded"/> the answer began with so far; more than all of it once it did not.</summary>
    private int _matched;

    private static ReadOnlySpan<byte> Upgraded => "HTTP/1.1 101"u8;

    /// <summary>Whether the target switched protocols: from then on bytes are only bytes.</summary>
    public bool IsUpgraded { get; private set; }

    /// <summary>What is to be written in the place of these bytes.</summary>
    public ReadOnlyMemory<byte> Sending(ReadOnlyMemory<byte> bytes)
    {
        if (!_beginsRequest || IsUpgraded)
        {
            return bytes;
        }

        _beginsRequest = false;
        _matched = 0;
        return RequestTarget.Restore(bytes);
    }

    /// <summary>Takes note of what came; returns how much that was.</summary>
    /// <exception cref="IOException">The target closed the connection and owes an answer.</exception>
    public int Received(ReadOnlySpan<byte> bytes)
    {
        if (bytes.IsEmpty && !_beginsRequest)
        {
            // Without an exception SocketsHttpHandler would send the request again.
            throw new IOException("The target closed the connection before it answered.");
        }

        _beginsRequest = true;
        for (var index = 0; index < bytes.Length && _matched < Upgraded.Length; index++)
        {
            _matched = bytes[index] == Upgraded[_matched] ? _matched + 1 : int.MaxValue;
        }

        IsUpgraded = _matched == Upgraded.Length;
        return bytes.Length;
    }
}
