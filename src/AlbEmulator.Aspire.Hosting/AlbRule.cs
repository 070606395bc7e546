namespace AlbEmulator.Aspire.Hosting;

/// <summary>
/// Which requests a rule takes: those for which each of its conditions holds, of which one value is enough. In values <c>*</c> is any
/// text and <c>?</c> one character.
/// </summary>
/// <example><code>alb.WithRule(when => when.Host("api.example.com").Path("/v1/*"), api);</code></example>
public sealed class AlbRule
{
    private readonly List<AlbCondition> _conditions = [];

    internal IReadOnlyList<AlbCondition> Conditions => _conditions;

    /// <summary>The path, as the client wrote it: capital letters are others than small ones.</summary>
    public AlbRule Path(params string[] values) => Add(new("path-pattern", null, Given(values)));

    /// <summary>The name of the host, without its port.</summary>
    public AlbRule Host(params string[] values) => Add(new("host-header", null, Given(values)));

    /// <summary>A header of the request.</summary>
    /// <param name="name">Such as <c>User-Agent</c>.</param>
    /// <param name="values">One of them.</param>
    public AlbRule Header(string name, params string[] values) => Add(new("http-header", name, Given(values)));

    /// <summary>The method, in capital letters.</summary>
    public AlbRule Method(params string[] values) => Add(new("http-request-method", null, Given(values)));

    /// <summary>A pair of the query.</summary>
    /// <param name="key">What stands before the <c>=</c>.</param>
    /// <param name="values">One of them.</param>
    public AlbRule Query(string key, params string[] values) => Add(new("query-string", key, Given(values)));

    /// <summary>The address of the client, in CIDR form: <c>10.0.0.0/8</c>.</summary>
    public AlbRule Source(params string[] values) => Add(new("source-ip", null, Given(values)));

    private AlbRule Add(AlbCondition condition)
    {
        _conditions.Add(condition);
        return this;
    }

    private static string[] Given(string[] values) =>
        values.Length > 0 ? values : throw new ArgumentException("A condition compares with something: give at least one value.", nameof(values));
}

/// <param name="Field">As AWS calls it.</param>
/// <param name="Key">Name of the header, or key of the query; null for the others.</param>
/// <param name="Values">One is enough.</param>
internal sealed record AlbCondition(string Field, string? Key, IReadOnlyList<string> Values);
