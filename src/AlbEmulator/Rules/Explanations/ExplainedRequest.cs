using System.Text;
using AlbEmulator.Requests;

namespace AlbEmulator.Rules.Explanations;

/// <summary>A request as rules look at it.</summary>
/// <param name="Method">As on the request line.</param>
/// <param name="Host">Lower case, with its port if the client sends one; the load balancer's DNS name where there is none.</param>
/// <param name="Path">Without the query.</param>
/// <param name="Query">What follows the first question mark; null where there is none.</param>
/// <param name="SourceIp">The peer of the client's connection.</param>
internal sealed record ExplainedRequest(string Method, string Host, string Path, string? Query, string SourceIp)
{
    /// <summary>Path and query.</summary>
    public string Uri => Query is null ? Path : $"{Path}?{Query}";

    public static ExplainedRequest Of(RuleSubject subject) => new(
        subject.Method,
        Readable(subject.Host.Compared),
        Readable(subject.Path),
        subject.PathAndQuery.HasQuery ? Readable(subject.Query) : null,
        subject.SourceIp.ToString());

    /// <summary>Text of a request, where each character is a byte, as people read it: as UTF-8.</summary>
    public static string Readable(ReadOnlySpan<char> latin1)
    {
        var bytes = new byte[latin1.Length];
        Encoding.Latin1.GetBytes(latin1, bytes);
        return Encoding.UTF8.GetString(bytes);
    }
}
