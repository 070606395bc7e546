using Keys = AlbEmulator.Model.ListenerAttributeKeys;

namespace AlbEmulator.Model;

/// <summary>
/// The attributes of a listener.
/// <see href="https://docs.aws.amazon.com/elasticloadbalancing/latest/application/header-modification.html"/>
/// </summary>
public sealed record ListenerAttributes
{
    public static ListenerAttributes Default { get; } = new();

    /// <summary>Whether the load balancer's own answers have a Server header.</summary>
    public bool HasServerHeader { get; init; } = true;

    /// <summary>Name and value of headers of every response, in place of what the target says under these names.</summary>
    public IReadOnlyList<KeyValuePair<string, string>> ResponseHeaders { get; init; } = [];

    /// <summary>The load balancer's own headers of requests that have another name, by the name that they usually have.</summary>
    public IReadOnlyDictionary<string, string> RequestHeaderNames { get; init; } = new Dictionary<string, string>();

    /// <summary>What was written, as the model has it.</summary>
    public static ListenerAttributes Of(WrittenAttributes written) => new()
    {
        HasServerHeader = written.Flag(Keys.Server),
        ResponseHeaders =
        [
            .. Keys.ResponseHeaders
                .Select(header => KeyValuePair.Create(header, written.Text(Keys.ValueOf(header))))
                .Where(header => header.Value.Length > 0),
        ],
        RequestHeaderNames = Keys.RequestHeaders
            .Where(header => written.Text(Keys.NameOf(header)) != header)
            .ToDictionary(header => header, header => written.Text(Keys.NameOf(header)), StringComparer.Ordinal),
    };

    /// <summary>Each problem, and the attribute that it is told of.</summary>
    public static IEnumerable<AttributeProblem> Problems(WrittenAttributes written, ListenerProtocol protocol) =>
        protocol == ListenerProtocol.Https
            ? []
            : written.Keys.Where(Keys.IsOfHttps).Select(key => new AttributeProblem(key, "is for HTTPS listeners: remove it")
            {
                IsHarmless = written.IsDefault(key),
            });
}
