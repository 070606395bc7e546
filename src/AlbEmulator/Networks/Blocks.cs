using System.Buffers.Binary;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using AlbEmulator.Model;

namespace AlbEmulator.Networks;

/// <summary>Blocks of IPv4 addresses, as VPCs and subnets have them.</summary>
internal static class Blocks
{
    /// <summary>The longest prefix of a subnet.</summary>
    public const int LongestPrefix = 28;

    /// <summary>The shortest prefix of a VPC.</summary>
    public const int ShortestPrefix = 16;

    private const int PartBits = 4;
    private const int AddressBits = 32;
    private const int ReservedAddresses = 5;

    /// <summary>A block such as <c>10.0.0.0/16</c>, in the sizes that a VPC or a subnet may have.</summary>
    public static bool TryParse(string text, out IPNetwork block) =>
        Cidrs.TryParse(text, out block) is null && block.BaseAddress.AddressFamily == AddressFamily.InterNetwork
        && block.PrefixLength is >= ShortestPrefix and <= LongestPrefix
        && block.ToString() == text;

    /// <summary>One of the 16 parts of a block, or of as many as it has.</summary>
    public static IPNetwork Part(IPNetwork whole, int index)
    {
        var bits = Math.Min(PartBits, LongestPrefix - whole.PrefixLength);
        var prefix = whole.PrefixLength + bits;
        var offset = (uint)(index % (1 << bits)) << (AddressBits - prefix);
        return new IPNetwork(Address(Number(whole.BaseAddress) + offset), prefix);
    }

    /// <summary>An address of a block that AWS does not keep for itself.</summary>
    public static IPAddress AddressIn(IPNetwork block, uint choice)
    {
        var usable = (uint)UsableAddresses(block);
        return Address(Number(block.BaseAddress) + ReservedAddresses - 1 + (choice % usable));
    }

    /// <summary>How many addresses are there for instances: AWS keeps the first four and the last.</summary>
    public static int UsableAddresses(IPNetwork block) => (1 << (AddressBits - block.PrefixLength)) - ReservedAddresses;

    public static bool Contains(IPNetwork outer, IPNetwork inner) =>
        inner.PrefixLength >= outer.PrefixLength && outer.Contains(inner.BaseAddress);

    public static bool Overlap(IPNetwork one, IPNetwork other) => Contains(one, other) || Contains(other, one);

    private static uint Number(IPAddress address) => BinaryPrimitives.ReadUInt32BigEndian(address.GetAddressBytes());

    private static IPAddress Address(uint number) => IPAddress.Parse(string.Create(
        CultureInfo.InvariantCulture, $"{number >> 24}.{(number >> 16) & 0xff}.{(number >> 8) & 0xff}.{number & 0xff}"));
}
