using System.Text;

namespace AlbEmulator.Metrics;

/// <summary>What tells one series of a metric from another, as CloudWatch and OTLP name it and as Prometheus does.</summary>
/// <param name="Tags">AWS's names; an array, as measurements take it.</param>
/// <param name="Labels">Prometheus's text, without its braces.</param>
internal sealed record Dimensions(KeyValuePair<string, object?>[] Tags, string Labels)
{
    public static Dimensions None { get; } = new([], "");

    /// <summary>Of a load balancer.</summary>
    public static Dimensions Of(string loadBalancer) => Of(("LoadBalancer", "load_balancer", loadBalancer));

    /// <summary>Of a target group behind a load balancer.</summary>
    public static Dimensions Of(string loadBalancer, string targetGroup) => Of(
        ("LoadBalancer", "load_balancer", loadBalancer), ("TargetGroup", "target_group", targetGroup));

    public static Dimensions Of(params (string Tag, string Label, string Value)[] dimensions) => new(
        [.. dimensions.Select(dimension => KeyValuePair.Create(dimension.Tag, (object?)dimension.Value))],
        string.Join(',', dimensions.Select(dimension => $"{dimension.Label}=\"{Escaped(dimension.Value)}\"")));

    private static string Escaped(string value) => new StringBuilder(value)
        .Replace("\\", "\\\\")
        .Replace("\"", "\\\"")
        .Replace("\n", "\\n")
        .ToString();
}
