using System.Net;
using AlbEmulator.Model;

namespace AlbEmulator.Comparisons;

/// <summary>Where requests go.</summary>
/// <param name="Scheme"><c>http</c> or <c>https</c>.</param>
/// <param name="Host">A name, or an address without brackets.</param>
/// <param name="Port">Of the listener.</param>
internal sealed record Destination(string Scheme, string Host, int Port)
{
    public bool IsTls => Scheme == "https";

    /// <summary>What a socket connects to: a name is looked up, and its addresses tried one after the other.</summary>
    public EndPoint EndPoint => IPAddress.TryParse(Host, out var address) ? new IPEndPoint(address, Port) : new DnsEndPoint(Host, Port);

    public override string ToString() => $"{Scheme}://{Addresses.InUrl(Host)}:{Port}";
}
