namespace AlbEmulator.Imports.Kubernetes.Gateways;

/// <summary>How many items lists may have: the API server refuses more.</summary>
internal static class SpecLimits
{
    public const int Listeners = 64;
    public const int Parents = 32;
    public const int Hostnames = 16;
    public const int Rules = 16;
    public const int Matches = 64;
    public const int Filters = 16;
    public const int Backends = 16;
}
