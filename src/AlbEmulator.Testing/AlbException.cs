namespace AlbEmulator.Testing;

/// <summary>What a test wants is not so, or cannot be: the message says why, and what to do.</summary>
public sealed class AlbException : Exception
{
    /// <summary>Of no message.</summary>
    public AlbException()
    {
    }

    /// <param name="message">Why.</param>
    public AlbException(string message)
        : base(message)
    {
    }

    /// <param name="message">Why.</param>
    /// <param name="innerException">What it comes from.</param>
    public AlbException(string message, Exception innerException)
        : base(message, innerException)
    {
    }
}
