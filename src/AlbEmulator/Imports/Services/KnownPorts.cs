using System.Globalization;

namespace AlbEmulator.Imports.Services;

/// <summary>
/// Ports of databases, brokers and debuggers, which speak no HTTP: what has no other is not taken for a service that gets requests,
/// unless a label says so.
/// </summary>
internal static class KnownPorts
{
    private static readonly Dictionary<int, string> Others = new()
    {
        [22] = "SSH",
        [25] = "SMTP",
        [53] = "DNS",
        [389] = "LDAP",
        [636] = "LDAP",
        [1025] = "SMTP",
        [1433] = "SQL Server",
        [1521] = "Oracle",
        [1883] = "MQTT",
        [2181] = "ZooKeeper",
        [3306] = "MySQL",
        [4222] = "NATS",
        [5005] = "a debugger",
        [5432] = "PostgreSQL",
        [5671] = "AMQP",
        [5672] = "AMQP",
        [6379] = "Redis",
        [9042] = "Cassandra",
        [9092] = "Kafka",
        [9229] = "a debugger",
        [11211] = "memcached",
        [26257] = "CockroachDB",
        [27017] = "MongoDB",
        [33060] = "MySQL",
    };

    /// <summary>Those that may speak HTTP.</summary>
    public static IReadOnlyList<int> Web(IEnumerable<int> ports) => [.. ports.Distinct().Where(port => !Others.ContainsKey(port))];

    /// <summary>Why what has these ports gets no requests.</summary>
    public static string Why(IReadOnlyList<int> ports) => ports.Count == 0
        ? "no port"
        : string.Join(", ", ports.Distinct().Select(port => string.Create(
            CultureInfo.InvariantCulture, $"port {port} is of {Others.GetValueOrDefault(port, "something else")}")));
}
