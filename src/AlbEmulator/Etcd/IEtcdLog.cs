using AlbEmulator.Stores;

namespace AlbEmulator.Etcd;

/// <summary>A log of an etcd store, whatever its state is.</summary>
internal interface IEtcdLog : IStateLog
{
    /// <summary>Of the log among those of the store.</summary>
    string Name { get; }

    /// <summary>The state of a base and of the changes since, which is what is kept from then on.</summary>
    /// <param name="parts">Lines of changes, in order.</param>
    /// <exception cref="InvalidDataException">They were not written by this program, or do not go together.</exception>
    void Load(IEnumerable<ReadOnlyMemory<byte>> parts);

    /// <summary>One more change.</summary>
    /// <param name="line">A line of it.</param>
    /// <exception cref="InvalidDataException">As of <see cref="Load"/>.</exception>
    void Follow(ReadOnlySpan<byte> line);

    /// <summary>Takes up what was copied when this emulator ran last; what is wrong with that is told where it is read.</summary>
    void ReadCopy();

    /// <summary>Brings what is kept to the copy in the data folder.</summary>
    /// <exception cref="IOException">The disk does not take it.</exception>
    void Copy();
}
