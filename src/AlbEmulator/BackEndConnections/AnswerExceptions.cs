namespace AlbEmulator.BackEndConnections;

/// <summary>Where a target's answer ends cannot be told.</summary>
/// <param name="what">What is wrong, behind the words "the target's answer".</param>
internal sealed class MalformedAnswerException(string what) : IOException($"The target's answer {what}.")
{
    public string What => what;
}

/// <summary>What a target said to a request is nothing of HTTP/1.</summary>
/// <param name="said">What it said, with what follows the first line.</param>
internal sealed class NotHttpException(ReadOnlySpan<byte> said) : IOException("The target does not speak HTTP/1.")
{
    private readonly byte[] _first = FirstLine(said).ToArray();

    /// <summary>The begin of what it said.</summary>
    public ReadOnlySpan<byte> First => _first;

    private static ReadOnlySpan<byte> FirstLine(ReadOnlySpan<byte> said) =>
        said.IndexOf((byte)'\n') is >= 0 and var end ? said[..end].TrimEnd((byte)'\r') : said;
}

/// <summary>The head of a target's answer is longer than an ALB takes.</summary>
internal sealed class AnswerTooLongException() : IOException("The head of the target's answer is too long.");

/// <summary>A target closed the connection while a request was outstanding.</summary>
/// <param name="isInHead">Whether it had begun to answer.</param>
internal sealed class TargetClosedException(bool isInHead)
    : IOException($"The target closed the connection before {(isInHead ? "the head of its answer was whole" : "it answered")}.")
{
    public bool IsInHead => isInHead;
}
