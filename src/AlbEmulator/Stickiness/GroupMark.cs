using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;

namespace AlbEmulator.Stickiness;

/// <summary>What is sealed in a group cookie: the target group, and until when the client belongs to it.</summary>
/// <param name="Group">Its <see cref="GroupOf"/>.</param>
/// <param name="Expires">UTC, to the millisecond.</param>
internal readonly record struct GroupMark(UInt128 Group, DateTimeOffset Expires)
{
    /// <summary>Bytes: with what the seal adds, the cookie is as long as an ALB's, 172 characters.</summary>
    public const int Length = 65;

    private const int ExpiresAt = 16;

    /// <summary>A target group in few bytes, the same in every run.</summary>
    public static UInt128 GroupOf(string targetGroupArn) =>
        BinaryPrimitives.ReadUInt128BigEndian(SHA256.HashData(Encoding.UTF8.GetBytes(targetGroupArn)));

    public byte[] ToBytes()
    {
        var bytes = new byte[Length];
        BinaryPrimitives.WriteUInt128BigEndian(bytes, Group);
        BinaryPrimitives.WriteInt64BigEndian(bytes.AsSpan(ExpiresAt), Expires.ToUnixTimeMilliseconds());
        return bytes;
    }

    /// <param name="bytes">What <see cref="ToBytes"/> made.</param>
    public static GroupMark From(ReadOnlySpan<byte> bytes) => new(
        BinaryPrimitives.ReadUInt128BigEndian(bytes),
        DateTimeOffset.FromUnixTimeMilliseconds(BinaryPrimitives.ReadInt64BigEndian(bytes[ExpiresAt..])));
}
