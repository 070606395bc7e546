using System.Text;
using AlbEmulator.Desync;

namespace AlbEmulator.Listeners;

/// <summary>What the client wrote in a request line that was put in other words for the parser. Latin-1.</summary>
/// <param name="Target">The target as rules and targets see it.</param>
/// <param name="Uri">The target as it came.</param>
/// <param name="Version">The version as it came, blanks included.</param>
/// <param name="Authority">The host that stood in the target, which no longer has it; null where none did.</param>
internal sealed record WireLine(string Target, string Uri, string Version, string? Authority)
{
    public static WireLine Of(ReadOnlySpan<byte> head, in LineRead line)
    {
        return new WireLine(
            HeadRewriter.Target(head[line.PathAt]),
            Encoding.Latin1.GetString(head[line.UriAt]),
            Encoding.Latin1.GetString(head[line.VersionAt]),
            line.IsAbsolute ? Encoding.Latin1.GetString(head[line.AuthorityAt]) : null);
    }
}
