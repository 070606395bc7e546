using AlbEmulator.Machine;

namespace AlbEmulator.Tracing;

/// <summary>Makes the random part of trace ids: 96 bits as 24 lower-case hex digits.</summary>
/// <param name="fill">Source of random bytes; called from any thread.</param>
public sealed class TraceIds(Action<Span<byte>> fill)
{
    /// <summary>Hex digits of an id.</summary>
    public const int Length = 2 * BytesPerId;

    private const int BytesPerId = 12;

    public TraceIds()
        : this(RandomBlock.Fill)
    {
    }

    /// <summary>Writes the next id over the first <see cref="Length"/> characters.</summary>
    public void WriteNext(Span<char> destination)
    {
        Span<byte> id = stackalloc byte[BytesPerId];
        fill(id);
        Convert.TryToHexStringLower(id, destination, out _);
    }
}
