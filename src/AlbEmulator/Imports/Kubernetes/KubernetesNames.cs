using System.Security.Cryptography;
using System.Text;

namespace AlbEmulator.Imports.Kubernetes;

/// <summary>Names of load balancers and target groups, as the controller makes them of what they are for.</summary>
internal static class KubernetesNames
{
    private const int LongestPart = 8;
    private const int LongestGroup = 17;
    private const int HashLength = 10;

    /// <summary>Of an Ingress that is in no group, or of a Gateway.</summary>
    public static string LoadBalancer(string space, string name, string cluster, string id, string scheme) =>
        $"k8s-{Part(space, LongestPart)}-{Part(name, LongestPart)}-{Hash(cluster, id, scheme)}";

    /// <summary>Of a group of Ingresses.</summary>
    public static string LoadBalancer(string group, string cluster, string scheme) =>
        $"k8s-{Part(group, LongestGroup)}-{Hash(cluster, group, scheme)}";

    /// <param name="space">The namespace of the Service, or of a Gateway's route.</param>
    /// <param name="name">Its name.</param>
    /// <param name="distinction">What tells the group from others of the same.</param>
    public static string TargetGroup(string space, string name, params ReadOnlySpan<string> distinction) =>
        $"k8s-{Part(space, LongestPart)}-{Part(name, LongestPart)}-{Hash(distinction)}";

    private static string Part(string text, int longest)
    {
        var plain = string.Concat(text.Where(char.IsAsciiLetterOrDigit));
        return plain[..Math.Min(plain.Length, longest)];
    }

    private static string Hash(params ReadOnlySpan<string> parts) =>
        Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(string.Concat(parts))))[..HashLength];
}
