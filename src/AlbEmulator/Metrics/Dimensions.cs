using System.Text;

namespace AlbEmulator.Metrics;

/// <summary>
/// What tells one series of a metric from another: two dimensions at most. Their texts are made once and shared by all
/// series that have them.
/// </summary>
/// <param name="First">Null for none.</param>
/// <param name="Second">Null for none.</param>
internal readonly record struct Dimensions(Dimension? First, Dimension? Second = null)
{
    public static Dimensions None => default;

    /// <summary>As measurements take them.</summary>
    public KeyValuePair<string, object?>[] Tags => this switch
    {
        (null, _) => [],
        (var one, null) => [one.Tag],
        var (one, other) => [one.Tag, other.Tag],
    };

    public static Dimensions Of(string tag, string label, string value) => new(new Dimension(tag, label, value));
}

/// <summary>One dimension, as CloudWatch and OTLP name it and as Prometheus does.</summary>
internal sealed class Dimension
{
    private readonly byte[] _label;

    /// <param name="tag">AWS's name.</param>
    /// <param name="label">Prometheus's.</param>
    /// <param name="value">Any text.</param>
    public Dimension(string tag, string label, string value)
    {
        Tag = KeyValuePair.Create(tag, (object?)value);
        _label = Encoding.UTF8.GetBytes($"{label}=\"{Escaped(value)}\"");
    }

    public KeyValuePair<string, object?> Tag { get; }

    /// <summary>Prometheus's text, <c>label="value"</c>.</summary>
    public ReadOnlySpan<byte> Label => _label;

    /// <param name="id"><c>app/NAME/16HEX</c>.</param>
    public static Dimension OfLoadBalancer(string id) => new("LoadBalancer", "load_balancer", id);

    /// <param name="arn">Of the group; its end is the value, <c>targetgroup/NAME/16HEX</c>.</param>
    public static Dimension OfTargetGroup(string arn) =>
        new("TargetGroup", "target_group", arn[(arn.LastIndexOf(':') + 1)..]);

    private static string Escaped(string value) => value
        .Replace("\\", "\\\\", StringComparison.Ordinal)
        .Replace("\"", "\\\"", StringComparison.Ordinal)
        .Replace("\n", "\\n", StringComparison.Ordinal);
}
