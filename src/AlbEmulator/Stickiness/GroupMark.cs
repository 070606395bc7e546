using System.Buffers.Binary;

namespace AlbEmulator.Stickiness;

/// <summary>What is sealed in a group cookie: the target group, and until when the client belongs to it.</summary>
/// <param name="Group">The digest of its ARN.</param>
/// <param name="Expires">UTC, to the millisecond.</param>
internal readonly record struct GroupMark(UInt128 Group, DateTimeOffset Expires)
{
    /// <summary>Bytes: with what the seal adds, the cookie is as long as an ALB's, 172 characters.</summary>
    private const int Length = 81;

    private const int ValueLength = 172;
    private const int ExpiresAt = 16;

    /// <summary>The value of a cookie; each time another.</summary>
    public string Seal(CookieSeals seals)
    {
        var bytes = new byte[Length];
        BinaryPrimitives.WriteUInt128BigEndian(bytes, Group);
        BinaryPrimitives.WriteInt64BigEndian(bytes.AsSpan(ExpiresAt), Expires.ToUnixTimeMilliseconds());
        return seals.Group.Seal(bytes);
    }

    /// <summary>What a value says; null when it is none of ours.</summary>
    public static GroupMark? Open(CookieSeals seals, ReadOnlySpan<char> value) =>
        value.Length == ValueLength && seals.Group.Open(value) is { } bytes
            ? new GroupMark(
                BinaryPrimitives.ReadUInt128BigEndian(bytes),
                DateTimeOffset.FromUnixTimeMilliseconds(BinaryPrimitives.ReadInt64BigEndian(bytes.AsSpan(ExpiresAt))))
            : null;
}
