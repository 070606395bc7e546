using System.Buffers.Binary;

namespace AlbEmulator.Authentication;

/// <summary>What the load balancer has to know of a login that is under way: it goes through the browser, sealed.</summary>
/// <param name="Gate">The gate that asked for it.</param>
/// <param name="Began">When.</param>
/// <param name="Nonce">What the browser has in a cookie meanwhile.</param>
/// <param name="Host">By which the client called the load balancer, as it sent it.</param>
/// <param name="Uri">Path and query that were asked for.</param>
internal sealed record LoginState(UInt128 Gate, DateTimeOffset Began, string Nonce, string Host, string Uri)
{
    private const byte Version = 1;

    public byte[] Write() => SealedText.Write(writer =>
    {
        Span<byte> gate = stackalloc byte[16];
        BinaryPrimitives.WriteUInt128BigEndian(gate, Gate);
        writer.Write(Version);
        writer.Write(gate);
        writer.Write(Began.ToUnixTimeSeconds());
        writer.Write(Nonce);
        writer.Write(Host);
        writer.Write(Uri);
    });

    /// <summary>Null for bytes of another version.</summary>
    public static LoginState? Read(byte[] bytes) => SealedText.Read(bytes, reader => reader.ReadByte() != Version ? null : new LoginState(
        BinaryPrimitives.ReadUInt128BigEndian(reader.ReadBytes(16)),
        DateTimeOffset.FromUnixTimeSeconds(reader.ReadInt64()),
        reader.ReadString(),
        reader.ReadString(),
        reader.ReadString()));
}
