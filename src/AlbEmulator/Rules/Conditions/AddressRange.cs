using System.Net;
using AlbEmulator.Requests;

namespace AlbEmulator.Rules.Conditions;

/// <summary>
/// A CIDR block of one family: <c>::/0</c> holds no IPv4 address, <c>::ffff:10.0.0.0/104</c> is <c>10.0.0.0/8</c>.
/// </summary>
internal readonly record struct AddressRange(AddressBits First, UInt128 Mask)
{
    private const int BitsOfIPv4 = 32;
    private const int BitsOfIPv6 = 128;

    public static AddressRange Of(IPNetwork network)
    {
        var first = AddressBits.Of(network.BaseAddress);
        var free = (network.BaseAddress.GetAddressBytes().Length * 8) - network.PrefixLength;
        return new AddressRange(first, MaskOf(first.IsIPv4 ? BitsOfIPv4 : BitsOfIPv6, free));
    }

    public bool Contains(AddressBits address) =>
        address.IsIPv4 == First.IsIPv4 && (address.Bits & Mask) == First.Bits;

    /// <summary>Ones for the bits that a block fixes.</summary>
    private static UInt128 MaskOf(int bits, int free)
    {
        var all = UInt128.MaxValue >> (BitsOfIPv6 - bits);
        return free >= bits ? UInt128.Zero : (all >> free) << free;
    }
}
