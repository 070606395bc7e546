using System.Buffers.Binary;

namespace AlbEmulator.Stickiness;

/// <summary>What a cookie says of a client: its target, of which target group, and until when it belongs to it.</summary>
/// <param name="Target">Key of the registered target.</param>
/// <param name="Group">The digest of the target group's ARN.</param>
/// <param name="Expires">UTC, to the millisecond.</param>
internal readonly record struct TargetMark(UInt128 Target, UInt128 Group, DateTimeOffset Expires)
{
    /// <summary>Bytes.</summary>
    public const int Length = 40;

    private const int GroupAt = 16;
    private const int ExpiresAt = 32;

    public void Write(Span<byte> bytes)
    {
        BinaryPrimitives.WriteUInt128BigEndian(bytes, Target);
        BinaryPrimitives.WriteUInt128BigEndian(bytes[GroupAt..], Group);
        BinaryPrimitives.WriteInt64BigEndian(bytes[ExpiresAt..], Expires.ToUnixTimeMilliseconds());
    }

    /// <param name="bytes">What <see cref="Write"/> wrote.</param>
    public static TargetMark Read(ReadOnlySpan<byte> bytes) => new(
        BinaryPrimitives.ReadUInt128BigEndian(bytes),
        BinaryPrimitives.ReadUInt128BigEndian(bytes[GroupAt..]),
        DateTimeOffset.FromUnixTimeMilliseconds(BinaryPrimitives.ReadInt64BigEndian(bytes[ExpiresAt..])));
}
