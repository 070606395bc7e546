using System.Net;

namespace AlbEmulator.Model;

/// <summary>
/// What must hold for a rule; the values of one condition are alternatives.
/// <see href="https://docs.aws.amazon.com/elasticloadbalancing/latest/application/rule-condition-types.html"/>
/// </summary>
public abstract record Condition
{
    private Condition()
    {
    }

    /// <summary>Regular expressions, in place of values.</summary>
    public IReadOnlyList<string> RegexValues { get; init; } = [];

    /// <summary>
    /// The host of the request with its port, if the client sent one, case-insensitive, with <c>*</c> and <c>?</c>. No value
    /// can hold a port, so that only a regular expression matches a host with one.
    /// </summary>
    public sealed record HostHeader(IReadOnlyList<string> Values) : Condition;

    /// <summary>The path of the request without its query, case-sensitive, with <c>*</c> and <c>?</c>.</summary>
    public sealed record PathPattern(IReadOnlyList<string> Values) : Condition;

    /// <summary>A header, name and values case-insensitive, values with <c>*</c> and <c>?</c>; of a repeated one any line.</summary>
    public sealed record HttpHeader(string Name, IReadOnlyList<string> Values) : Condition;

    /// <summary>The method, case-sensitive and exact.</summary>
    public sealed record HttpRequestMethod(IReadOnlyList<string> Values) : Condition;

    /// <summary>Parameters of the query, case-insensitive, with <c>*</c> and <c>?</c>.</summary>
    public sealed record QueryString(IReadOnlyList<QueryParameter> Values) : Condition;

    /// <summary>The address of the client's connection, never X-Forwarded-For.</summary>
    public sealed record SourceIp(IReadOnlyList<IPNetwork> Values) : Condition;
}

/// <param name="Key">Null: the value is looked for under any key.</param>
/// <param name="Value">With <c>*</c> and <c>?</c>; a literal one is written <c>\*</c>, <c>\?</c>.</param>
public sealed record QueryParameter(string? Key, string Value);
