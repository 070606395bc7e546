using System.Buffers.Binary;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace AlbEmulator.Model;

/// <summary>
/// ARNs and DNS names, derived from account, region and names so that they are the same in every run.
/// <see href="https://docs.aws.amazon.com/service-authorization/latest/reference/list_awselasticloadbalancingv2.html"/>
/// </summary>
public static class Arns
{
    private const string LoadBalancerPart = ":loadbalancer/";
    private const string ListenerPart = ":listener/";

    public static string LoadBalancer(string region, string account, string name) =>
        WithId($"{Prefix(region, account)}:loadbalancer/app/{name}", "");

    /// <summary>A listener is known by its port, which is unique within its load balancer.</summary>
    public static string Listener(string loadBalancerArn, int port) =>
        WithId(loadBalancerArn.Replace(LoadBalancerPart, ListenerPart, StringComparison.Ordinal), Text(port));

    /// <summary>A rule is known by its priority, which is unique within its listener.</summary>
    public static string Rule(string listenerArn, int priority) => RuleOf(listenerArn, Text(priority));

    /// <summary>The rule that holds when no other does has an ARN too.</summary>
    public static string DefaultRule(string listenerArn) => RuleOf(listenerArn, "default");

    public static string TargetGroup(string region, string account, string name) =>
        WithId($"{Prefix(region, account)}:targetgroup/{name}", "");

    public static string TrustStore(string region, string account, string name) =>
        WithId($"{Prefix(region, account)}:truststore/{name}", "");

    /// <summary>A certificate is known by what it is: the same one has the same ARN wherever it is used.</summary>
    public static string Certificate(string region, string account, ReadOnlySpan<byte> certificate) =>
        $"arn:aws:acm:{region}:{account}:certificate/{new Guid(SHA256.HashData(certificate).AsSpan(0, 16), bigEndian: true)}";

    /// <summary>
    /// <c>NAME-10DIGITS.REGION.elb.amazonaws.com</c>; <c>internal-</c> stands before it for that scheme.
    /// </summary>
    public static string DnsName(
        string region, string loadBalancerArn, string name, bool isInternal, string suffix = "elb.amazonaws.com")
    {
        const long least = 1_000_000_000;
        const long count = 9_000_000_000;
        var hash = SHA256.HashData(Encoding.UTF8.GetBytes(loadBalancerArn));
        var digits = least + (long)(BinaryPrimitives.ReadUInt64BigEndian(hash) % count);
        var prefix = isInternal ? "internal-" : "";
        return Lower($"{prefix}{name}-{digits}.{region}.{suffix}");
    }

    /// <summary>The Region that an ARN names.</summary>
    public static string RegionOf(string arn) => arn.Split(':')[3];

    private static string RuleOf(string listenerArn, string priority) =>
        WithId(listenerArn.Replace(ListenerPart, ":listener-rule/", StringComparison.Ordinal), priority);

    private static string Prefix(string region, string account) =>
        $"arn:aws:elasticloadbalancing:{region}:{account}";

    private static string WithId(string stem, string distinction)
    {
        const int idBytes = 8;
        const int most = 512;
        var length = stem.Length + 1 + distinction.Length;
        Span<byte> text = length * 3 <= most ? stackalloc byte[most] : new byte[length * 3];
        var end = Encoding.UTF8.GetBytes(stem, text);
        text[end++] = (byte)'\n';
        end += Encoding.UTF8.GetBytes(distinction, text[end..]);
        Span<byte> hash = stackalloc byte[SHA256.HashSizeInBytes];
        SHA256.HashData(text[..end], hash);
        Span<char> id = stackalloc char[1 + (2 * idBytes)];
        id[0] = '/';
        Convert.TryToHexStringLower(hash[..idBytes], id[1..], out _);
        return string.Concat(stem, id);
    }

    private static string Text(int number) => number.ToString(CultureInfo.InvariantCulture);

    private static string Lower(FormattableString text) =>
        text.ToString(CultureInfo.InvariantCulture).ToLowerInvariant();
}
