using System.Net;
using AlbEmulator.Model;
using AlbEmulator.Requests;
using AlbEmulator.Rules.Conditions;

namespace AlbEmulator.Differences;

/// <summary>One alternative of a condition: what one part of a request must be like.</summary>
/// <param name="Part">Which part.</param>
/// <param name="Name">Of a header or a query parameter; null for others, and for a parameter of any name.</param>
/// <param name="Text">A pattern, a method or a block of addresses.</param>
/// <param name="IsRegex">Whether it is a regular expression.</param>
internal sealed record Atom(RequestPart Part, string? Name, string Text, bool IsRegex)
{
    private CompiledCondition? _compiled;

    /// <summary>Each alternative.</summary>
    public static IReadOnlyList<Atom> Of(Condition condition) =>
    [
        .. condition switch
        {
            Condition.HostHeader host => host.Values.Select(static value => new Atom(RequestPart.Host, null, value.ToLowerInvariant(), false)),
            Condition.PathPattern path => path.Values.Select(static value => new Atom(RequestPart.Path, null, value, false)),
            Condition.HttpHeader header => header.Values.Select(value => new Atom(RequestPart.Header, header.Name, value, false)),
            Condition.HttpRequestMethod method => method.Values.Select(static value => new Atom(RequestPart.Method, null, value, false)),
            Condition.QueryString query => query.Values.Select(static value => new Atom(RequestPart.Query, value.Key, value.Value, false)),
            Condition.SourceIp source => source.Values.Select(static value => new Atom(RequestPart.SourceIp, null, value.ToString(), false)),
            _ => throw new System.Diagnostics.UnreachableException(),
        },
        .. condition.RegexValues.Select(regex => new Atom(PartOf(condition), (condition as Condition.HttpHeader)?.Name, regex, true)),
    ];

    /// <summary>Whether a request has it; the condition that routes says so.</summary>
    public bool Holds(RuleSubject subject) => (_compiled ??= CompiledCondition.Compile(Condition)).Holds(subject);

    /// <summary>Whether it is plain to see that no request has both.</summary>
    public bool IsApart(Atom other) => Part == other.Part && !IsRegex && !other.IsRegex && Part switch
    {
        RequestPart.Method => Text != other.Text,
        RequestPart.Host or RequestPart.Path => Wildcards.AreApart(Text, other.Text),
        RequestPart.SourceIp => !Covers(other) && !other.Covers(this),
        _ => false,
    };

    /// <summary>Whether whatever has another has this one too.</summary>
    public bool Covers(Atom other) =>
        Part == other.Part && string.Equals(Name, other.Name, StringComparison.OrdinalIgnoreCase) && (Text == other.Text && IsRegex == other.IsRegex
            || (Part == RequestPart.SourceIp && Network(this) is var network && Network(other) is var within
                && network.PrefixLength <= within.PrefixLength && network.Contains(within.BaseAddress))
            || (Part is RequestPart.Host or RequestPart.Path or RequestPart.Header or RequestPart.Query && !IsRegex && !other.IsRegex && Wildcards.Cover(Text, other.Text)));

    public bool Equals(Atom? other) => other is not null && Part == other.Part && Name == other.Name && Text == other.Text && IsRegex == other.IsRegex;

    public override int GetHashCode() => HashCode.Combine(Part, Name, Text, IsRegex);

    private Condition Condition => Part switch
    {
        RequestPart.Host => new Condition.HostHeader(Values) { RegexValues = Regexes },
        RequestPart.Path => new Condition.PathPattern(Values) { RegexValues = Regexes },
        RequestPart.Header => new Condition.HttpHeader(Name!, Values) { RegexValues = Regexes },
        RequestPart.Method => new Condition.HttpRequestMethod(Values) { RegexValues = Regexes },
        RequestPart.Query => new Condition.QueryString([new QueryParameter(Name, Text)]),
        RequestPart.SourceIp => new Condition.SourceIp([Network(this)]),
        _ => throw new System.Diagnostics.UnreachableException(),
    };

    public static IPNetwork Network(Atom atom) => IPNetwork.Parse(atom.Text);

    private IReadOnlyList<string> Values => IsRegex ? [] : [Text];

    private IReadOnlyList<string> Regexes => IsRegex ? [Text] : [];

    private static RequestPart PartOf(Condition condition) => condition switch
    {
        Condition.HostHeader => RequestPart.Host,
        Condition.PathPattern => RequestPart.Path,
        Condition.HttpHeader => RequestPart.Header,
        Condition.HttpRequestMethod => RequestPart.Method,
        Condition.QueryString => RequestPart.Query,
        _ => RequestPart.SourceIp,
    };
}

/// <summary>What of a request conditions look at.</summary>
internal enum RequestPart
{
    Method,
    Path,
    Host,
    Header,
    Query,
    SourceIp,
}
