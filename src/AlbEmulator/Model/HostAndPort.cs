using System.Buffers;
using System.Globalization;

namespace AlbEmulator.Model;

/// <summary>
/// A host and the port behind it in their normal form, wherever they come from: a Host header, <c>:authority</c>, a
/// request target, a URL, a handshake, a rule. Nothing else takes such text apart. AWS tells of lower case and of ports;
/// of the dot at the end of a name it does not, and as a name the client chose it stays.
/// </summary>
/// <param name="Host">In lower case, without user and password; an IPv6 address in its brackets.</param>
/// <param name="Port">As it was written, without its colon; empty where there is none.</param>
public readonly record struct HostAndPort(string Host, string Port)
{
    private static readonly SearchValues<char> NameCharacters =
        SearchValues.Create("!$&'()-._~0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz");

    private static readonly SearchValues<char> AddressCharacters = SearchValues.Create(":.0123456789ABCDEFabcdef");

    /// <summary>Whether it is a host of a client's request; a port is from 0 to 65535.</summary>
    public bool IsValid
    {
        get
        {
            var host = Host.AsSpan();
            var isNamed = host is ['[', _, .., ']']
                ? !host[1..^1].ContainsAnyExcept(AddressCharacters)
                : !host.IsEmpty && !host.ContainsAnyExcept(NameCharacters);
            return isNamed && (Port.Length == 0 || ushort.TryParse(Port, NumberStyles.None, CultureInfo.InvariantCulture, out _));
        }
    }

    /// <param name="text">Of any form: what is no host ends in one that is not valid. Nothing new is made of a host that is
    /// in its normal form and has no port.</param>
    public static HostAndPort Parse(string text)
    {
        var lower = Lower(text[(text.LastIndexOf('@') + 1)..]);
        var colon = lower.LastIndexOf(':');
        // The colons of an IPv6 address stand in brackets.
        return colon > lower.LastIndexOf(']') ? new(lower[..colon], lower[(colon + 1)..]) : new(lower, "");
    }

    /// <summary>A name in lower case, of ASCII alone: the characters of a request are bytes.</summary>
    public static string Lower(string name) => name.AsSpan().ContainsAnyInRange('A', 'Z')
        ? string.Create(name.Length, name, static (lower, from) =>
        {
            for (var at = 0; at < lower.Length; at++)
            {
                lower[at] = char.IsAsciiLetterUpper(from[at]) ? (char)(from[at] | 0x20) : from[at];
            }
        })
        : name;

    /// <summary>As a Host header has it.</summary>
    public override string ToString() => Port.Length == 0 ? Host : $"{Host}:{Port}";
}
