using System.Text;
using AlbEmulator.Desync;

namespace AlbEmulator.Listeners;

/// <summary>What the client wrote in a request line that was put in other words for the parser. Latin-1.</summary>
/// <param name="Target">The target as rules and targets see it.</param>
/// <param name="Uri">The target as it came.</param>
/// <param name="Version">The version as it came, blanks included.</param>
internal sealed record WireLine(string Target, string Uri, string Version)
{
    public static WireLine Of(ReadOnlySpan<byte> head, in LineRead line)
    {
        var uri = head[line.UriAt];
        return new WireLine(
            HeadRewriter.Target(uri), Encoding.Latin1.GetString(uri), Encoding.Latin1.GetString(head[line.VersionAt]));
    }
}
