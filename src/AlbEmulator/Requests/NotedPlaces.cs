namespace AlbEmulator.Requests;

/// <summary>Where the headers of a request stand in what was noted, and how they are to be read.</summary>
internal record struct NotedPlaces
{
    /// <summary>Those that came from the client.</summary>
    public NotedMessage Received { get; set; }

    /// <summary>Those that went to the target.</summary>
    public NotedMessage Forwarded { get; set; }

    /// <summary>Those of the target's answer.</summary>
    public NotedMessage Answered { get; set; }

    /// <summary>Those that the client got.</summary>
    public NotedMessage Returned { get; set; }

    /// <summary>Whether the client spoke HTTP/2.</summary>
    public bool IsClientHttp2 { get; set; }

    /// <summary>Whether the target did.</summary>
    public bool IsTargetHttp2 { get; set; }

    /// <summary>What is not shown of them; null for nothing.</summary>
    public HiddenHeaders? Hidden { get; set; }
}

/// <summary>Where the headers of one message stand in what was noted.</summary>
/// <param name="Start">Of the bytes of all heads, or of all lines.</param>
/// <param name="Length">Bytes, or lines.</param>
/// <param name="IsHead">Whether they are the bytes of a head.</param>
internal readonly record struct NotedMessage(int Start, int Length, bool IsHead);
