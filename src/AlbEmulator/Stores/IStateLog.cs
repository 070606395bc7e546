namespace AlbEmulator.Stores;

/// <summary>A log, whatever its state is: to be copied as it is.</summary>
internal interface IStateLog : IDisposable
{
    /// <summary>What makes the state that is kept of nothing, as lines of <see cref="ChangeLine"/>.</summary>
    byte[] Whole();

    /// <summary>Keeps the state that lines make, so that nothing of what was there before stays.</summary>
    /// <exception cref="InvalidDataException">They were not written by this program, or do not go together.</exception>
    /// <exception cref="IOException">It cannot be kept; the state before stays.</exception>
    void ReplaceBy(IEnumerable<ReadOnlyMemory<byte>> lines);
}
