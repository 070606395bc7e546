using System.Buffers;
using AlbEmulator.Model;
using AlbEmulator.Requests;

namespace AlbEmulator.Forwarding.Lambda;

/// <summary>
/// The headers that a function gave, as they are gathered: those of a connection are ignored, and so are those that the
/// load balancer writes itself.
/// <see href="https://docs.aws.amazon.com/elasticloadbalancing/latest/application/lambda-functions.html#respond-to-load-balancer"/>
/// </summary>
internal sealed class LambdaResponseHeaders
{
    /// <summary>Colon, blank and the end of a line.</summary>
    private const int AroundValue = 4;

    private static readonly SearchValues<char> Control = SearchValues.Create(
        [.. Enumerable.Range(0, 32).Where(code => code != '\t').Select(code => (char)code), '\u007f']);

    private readonly List<KeyValuePair<string, string>> _others = [];
    private int _length;

    /// <summary>Null where the function gave none.</summary>
    public string? ContentType { get; private set; }

    /// <summary>All others, in the order in which they came.</summary>
    public IReadOnlyList<KeyValuePair<string, string>> Others => _others;

    /// <summary>Whether they are no more than a target's response may have.</summary>
    public bool IsWithinLimit => _length <= HeaderLimits.EntireResponseHeaderKilobytes * 1024;

    /// <summary>False where no header can have that name or that value.</summary>
    public bool TryAdd(string name, string value)
    {
        if (name.Length == 0 || name.AsSpan().ContainsAnyExcept(HttpToken.Set) || value.AsSpan().ContainsAny(Control))
        {
            return false;
        }

        var bytes = ByteText.ToBytes(value);
        _length += name.Length + bytes.Length + AroundValue;
        if (name.Equals("Content-Type", StringComparison.OrdinalIgnoreCase))
        {
            ContentType = bytes;
        }
        else if (!IsIgnored(name))
        {
            _others.Add(new(name, bytes));
        }

        return true;
    }

    private static bool IsIgnored(string name) => name.ToLowerInvariant() is
        "connection" or "keep-alive" or "proxy-connection" or "te" or "trailer" or "transfer-encoding" or "upgrade"
        or "content-length" or "date" or "server";
}
