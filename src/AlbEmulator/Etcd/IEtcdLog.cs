using AlbEmulator.Model;

namespace AlbEmulator.Etcd;

/// <summary>A log of an etcd store, whatever its state is.</summary>
internal interface IEtcdLog
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

    /// <summary>What makes the state that is kept of nothing, as lines.</summary>
    byte[] Whole();

    /// <summary>Takes up what was copied when this emulator ran last, or tells what is wrong with that.</summary>
    Problem? ReadCopy();

    /// <summary>Brings what is kept to the copy in the data folder.</summary>
    /// <exception cref="IOException">The disk does not take it.</exception>
    void Copy();
}
