using System.Net;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using AlbEmulator.Model;
using AlbEmulator.Tests.Support;

namespace AlbEmulator.Tests.Model;

public sealed class TlsQuotaTests
{
    [Theory]
    [InlineData(26, 1, null)]
    [InlineData(27, 1, "AWS allows 25 certificates of a load balancer beside the default ones, not 26")]
    [InlineData(14, 2, "AWS allows 25 certificates of a load balancer beside the default ones, not 26")]
    [InlineData(0, 3, null)]
    public void Of_certificates(int certificates, int listeners, string? message) => Expect(message, LoadBalancer(
        [.. Enumerable.Range(1, listeners).Select(port => Listener(port) with
        {
            Certificates = [.. Enumerable.Repeat(new Certificate("", ""), certificates)],
        })]));

    [Theory]
    [InlineData(2, null)]
    [InlineData(3, "AWS allows 2 listeners of a load balancer with the mode verify, not 3")]
    public void Of_listeners_that_verify(int listeners, string? message) => Expect(message, LoadBalancer(
    [
        Listener(1),
        Listener(2) with { MutualAuthentication = new(MutualAuthenticationMode.Passthrough) },
        .. Enumerable.Range(3, listeners).Select(port => Listener(port) with
        {
            MutualAuthentication = new(MutualAuthenticationMode.Verify),
        }),
    ]));

    [Theory]
    [InlineData(20, null)]
    [InlineData(21, "AWS allows 20 trust stores of an account, not 21")]
    public void Of_trust_stores(int stores, string? message) =>
        Expect(message, Stores([.. Enumerable.Range(1, stores).Select(_ => Store(""))]));

    [Theory]
    [InlineData(25, 10, 10, null)]
    [InlineData(26, 10, 10, "AWS allows 25 CA certificates in a trust store, not 26")]
    [InlineData(1, 10, 15_000, null)]
    [InlineData(1, 10, 16_500, "AWS allows 16384 bytes of a CA certificate, not ")]
    [InlineData(9, 1000, 10, null)]
    [InlineData(10, 1000, 10, "AWS allows 10000 bytes of all subjects in a trust store, not ")]
    public void Of_a_trust_store(int authorities, int subject, int extension, string? message)
    {
        var one = Authority(subject, extension);
        Expect(message, Stores(Store(string.Concat(Enumerable.Repeat(one + "\n", authorities)))));
    }

    [Theory]
    [InlineData(30, null)]
    [InlineData(31, "AWS allows 30 revocation lists in a trust store, not 31")]
    public void Of_revocation_lists(int lists, string? message) => Expect(
        message, Stores(Store("", [.. Enumerable.Range(1, lists).Select(_ => List(1))])));

    [Theory]
    [InlineData(500_000, null)]
    [InlineData(500_001, "AWS allows 500000 revocations in a trust store, not 500001")]
    public void Of_revocations(int revocations, string? message) =>
        Expect(message, Stores(Store("", List(revocations - 1), List(1))));

    private static void Expect(string? message, Topology topology)
    {
        var problems = QuotaProblems.Find(topology).ToList();
        Assert.Equal(message is null ? 0 : 1, problems.Count);
        Assert.All(problems, problem => Assert.StartsWith(message!, problem.Message));
    }

    private static Topology LoadBalancer(IReadOnlyList<Listener> listeners) => new(
        [new LoadBalancer { Name = "a", Arn = "a", DnsName = "a", BindAddresses = [IPAddress.Loopback], Listeners = listeners }], []);

    private static Listener Listener(int port) => new()
    {
        Arn = "listener",
        Port = port,
        Protocol = ListenerProtocol.Https,
        DefaultActions = [new RuleAction.FixedResponse(200)],
    };

    private static Topology Stores(params IReadOnlyList<TrustStore> stores) => new([], []) { TrustStores = stores };

    private static TrustStore Store(string bundle, params IReadOnlyList<RevocationList> lists) => new("a", "a", bundle, lists);

    private static RevocationList List(int count) => new(
        [], System.Collections.Frozen.FrozenSet.ToFrozenSet(Enumerable.Range(1, count).Select(number => number.ToString("X", null))));

    private static string Authority(int subject, int extension)
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest($"O={new string('x', subject)}", key, HashAlgorithmName.SHA256);
        request.CertificateExtensions.Add(new X509Extension("1.2.3.4", new byte[extension], critical: false));
        var now = TimeProvider.System.GetUtcNow();
        using var certificate = request.CreateSelfSigned(now, now.AddDays(1));
        return certificate.ExportCertificatePem();
    }
}
