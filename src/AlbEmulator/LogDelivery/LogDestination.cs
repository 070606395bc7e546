using System.Globalization;
using System.Security.Cryptography;
using AlbEmulator.Model;

namespace AlbEmulator.LogDelivery;

/// <summary>
/// Where the archives of one log of one load balancer go, and what their objects are called.
/// <see href="https://docs.aws.amazon.com/elasticloadbalancing/latest/application/load-balancer-access-logs.html#access-log-file-format"/>
/// </summary>
/// <param name="kind">Which log.</param>
/// <param name="bucket">Where it goes.</param>
/// <param name="loadBalancer"><c>app/NAME/16HEX</c>.</param>
/// <param name="settings">Region and account.</param>
internal sealed class LogDestination(LogKind kind, LogBucket bucket, string loadBalancer, AlbSettings settings)
{
    private const int RandomLength = 8;
    private const string RandomCharacters = "0123456789abcdefghijklmnopqrstuvwxyz";

    public LogBucket Bucket => bucket;

    /// <summary>Key of the object that is written when the log is enabled.</summary>
    public string TestKey => $"{Account}/{kind.TestObject}";

    /// <summary>Key of the folder of all days.</summary>
    public string Folder { get; } =
        $"{Prefix(bucket)}AWSLogs/{settings.AccountId}/elasticloadbalancing/{settings.Region}";

    private string Account => $"{Prefix(bucket)}AWSLogs/{settings.AccountId}";

    /// <summary><c>Enable AccessLog for ELB: app/demo/2ca6073ed8b233eb at 2026-11-20T09:55:52.806Z</c>.</summary>
    public string TestText(DateTimeOffset now) => string.Create(
        CultureInfo.InvariantCulture,
        $"Enable {kind.TestWord} for ELB: {loadBalancer} at {now.UtcDateTime:yyyy-MM-dd'T'HH:mm:ss.fff'Z'}");

    /// <summary>A new name for a file of one node and interval, without <c>.gz</c>.</summary>
    /// <param name="node">Address of the node. AWS's are IPv4; the colons of IPv6 are hyphens here.</param>
    /// <param name="end">End of the interval.</param>
    public string NewFileName(string node, DateTime end) => string.Create(
        CultureInfo.InvariantCulture,
        $"{kind.FilePrefix}{settings.AccountId}_elasticloadbalancing_{settings.Region}_{loadBalancer.Replace('/', '.')}" +
        $"_{end:yyyyMMdd'T'HHmm'Z'}_{node.Replace(':', '-')}" +
        $"_{RandomNumberGenerator.GetString(RandomCharacters, RandomLength)}.log");

    private static string Prefix(LogBucket bucket) => bucket.Prefix.Length == 0 ? "" : $"{bucket.Prefix}/";
}
