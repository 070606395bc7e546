namespace AlbEmulator.Model;

/// <summary>
/// Ranges that hold whatever <c>Alb:Limits</c> says, because the API has no room for more.
/// <see href="https://docs.aws.amazon.com/elasticloadbalancing/latest/APIReference/API_Operations.html"/>
/// </summary>
public static class Bounds
{
    public const int LeastPort = 1;
    public const int MostPort = 65535;
    public const int LeastPriority = 1;
    public const int MostPriority = 50000;
    public const int LeastOrder = 1;
    public const int MostOrder = 50000;
    public const int MostWeight = 999;
    public const int LongestName = 32;

    /// <summary>Of a host-header or a path-pattern value, in characters.</summary>
    public const int LongestConditionValue = 128;

    public const int LongestAttributeValue = 1024;
    public const int MostStickinessSeconds = 604800;
    public const int LongestTagKey = 128;
    public const int LongestTagValue = 256;
}
