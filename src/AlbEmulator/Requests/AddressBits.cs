using System.Buffers.Binary;
using System.Net;
using System.Net.Sockets;

namespace AlbEmulator.Requests;

/// <summary>An IP address as a number, so that it can be masked. An IPv4 address in IPv6 clothes is an IPv4 address.</summary>
/// <param name="IsIPv4">Whether <paramref name="Bits"/> has 32 bits, not 128.</param>
/// <param name="Bits">The address in network order.</param>
internal readonly record struct AddressBits(bool IsIPv4, UInt128 Bits)
{
    public static AddressBits Of(IPAddress address)
    {
        Span<byte> bytes = stackalloc byte[16];
        _ = address.TryWriteBytes(bytes, out _);
        if (address.AddressFamily == AddressFamily.InterNetwork)
        {
            return new AddressBits(true, BinaryPrimitives.ReadUInt32BigEndian(bytes));
        }

        return address.IsIPv4MappedToIPv6
            ? new AddressBits(true, BinaryPrimitives.ReadUInt32BigEndian(bytes[12..]))
            : new AddressBits(false, BinaryPrimitives.ReadUInt128BigEndian(bytes));
    }
}
