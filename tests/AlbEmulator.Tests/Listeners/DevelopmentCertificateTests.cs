using System.Net;
using System.Security.Cryptography.X509Certificates;
using AlbEmulator.Listeners.Certificates;
using AlbEmulator.Model;
using AlbEmulator.Tests.Support;
using AlbEmulator.Tests.Topologies;
using Microsoft.Extensions.Logging.Abstractions;

namespace AlbEmulator.Tests.Listeners;

public sealed class DevelopmentCertificateTests : IDisposable
{
    private readonly TempFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void It_is_made_once_and_anew_only_for_a_name_it_is_not_for()
    {
        var first = Kept(TimeProvider.System).For(Names("localhost", "a.localhost"));

        Assert.Equal(first, Kept(TimeProvider.System).For(Names("localhost")));
        var second = Kept(TimeProvider.System).For(Names("localhost", "b.localhost"));
        Assert.NotEqual(first, second);
        using var shown = X509Certificate2.CreateFromPem(second[0].CertificatePem, second[0].KeyPem);
        Assert.True(shown.MatchesHostname("b.localhost"));
        Assert.False(shown.MatchesHostname("a.localhost"));
    }

    [Fact]
    public void Names_of_others_have_a_certificate_of_their_own_that_the_authority_does_not_sign()
    {
        var made = Kept(TimeProvider.System).For(Names("localhost", "api.example.com"));

        Assert.Equal(2, made.Count);
        using var local = X509Certificate2.CreateFromPem(made[0].CertificatePem, made[0].KeyPem);
        using var other = X509Certificate2.CreateFromPem(made[1].CertificatePem, made[1].KeyPem);
        Assert.False(local.MatchesHostname("api.example.com"));
        Assert.True(other.MatchesHostname("api.example.com"));
        Assert.Equal(other.Subject, other.Issuer);
        Assert.Equal(made, Kept(TimeProvider.System).For(Names("localhost", "api.example.com")));
    }

    [Fact]
    public void It_is_made_anew_before_it_runs_out_and_by_the_same_authority()
    {
        var first = Kept(TimeProvider.System).For(Names("localhost"));
        var authority = File.ReadAllText(_folder.File("tls/authority.pem"));

        Assert.Equal(first, Kept(new Later(TimeSpan.FromDays(700))).For(Names("localhost")));
        Assert.NotEqual(first, Kept(new Later(TimeSpan.FromDays(790))).For(Names("localhost")));
        Assert.Equal(authority, File.ReadAllText(_folder.File("tls/authority.pem")));
    }

    [Fact]
    public void Authority_that_runs_out_or_may_sign_other_names_is_made_anew_and_that_is_told()
    {
        Kept(TimeProvider.System).For(Names("localhost"));
        foreach (var (settings, time) in new[]
        {
            (Settings(), (TimeProvider)new Later(TimeSpan.FromDays(3640))),
            (new AlbSettings { DataDirectory = _folder.Path, DnsSuffix = "alb.test" }, TimeProvider.System),
        })
        {
            var before = File.ReadAllText(_folder.File("tls/authority.pem"));
            var log = new HeardLog<DevelopmentCertificate>();

            new DevelopmentCertificate(settings, Stored.In(settings), time, log).For(Names("localhost"));

            Assert.NotEqual(before, File.ReadAllText(_folder.File("tls/authority.pem")));
            Assert.Contains(log.Lines, line => line.Message.Contains("alb trust", StringComparison.Ordinal));
        }
    }

    [Fact]
    public void Client_gets_one_for_any_name_of_this_machine_and_for_no_other()
    {
        var certificate = Kept(TimeProvider.System);
        Assert.Null(certificate.ForClient("tenant.localhost"));
        certificate.For(Names("localhost"));

        var made = certificate.ForClient("Tenant.localhost")!;

        using var shown = X509Certificate2.CreateFromPem(made.CertificatePem, made.KeyPem);
        Assert.True(shown.MatchesHostname("tenant.localhost"));
        Assert.All(["example.com", "localhost.example.com", "notlocalhost", "*.localhost", "", ".localhost", "a b.localhost"], name => Assert.Null(certificate.ForClient(name)));
    }

    [Fact]
    public void Files_that_are_broken_are_replaced()
    {
        var first = Kept(TimeProvider.System).For(Names("localhost"));
        foreach (var broken in new[] { "tls/development.key", "tls/authority.key", "tls/authority.pem" })
        {
            _folder.Write(broken, "no key");

            var second = Kept(TimeProvider.System).For(Names("localhost"));

            Assert.NotEqual(first, second);
            Assert.Equal(second, Kept(TimeProvider.System).For(Names("localhost")));
            first = second;
        }
    }

    [Theory]
    [InlineData("development.pem")]
    [InlineData("development.key")]
    [InlineData("authority.pem")]
    [InlineData("authority.key")]
    public async Task Whatever_stands_in_the_place_of_its_files_a_listener_has_one(string name)
    {
        if (!HostileFile.CanBeMade)
        {
            return;
        }

        Directory.CreateDirectory(_folder.File("tls"));
        var isAuthority = name.StartsWith("authority", StringComparison.Ordinal);
        foreach (var kind in HostileFile.Told.Keys)
        {
            await HostileFile.PutAsync(kind, _folder.File($"tls/{name}"));
            var log = new HeardLog<DevelopmentCertificate>();
            var kept = new DevelopmentCertificate(new AlbSettings { DataDirectory = _folder.Path }, Stored.In(_folder.Path), TimeProvider.System, log);
            var made = Assert.Single(await Task.Run(() => kept.For(Names("localhost"))).WaitAsync(Patience.Default));

            Assert.Null(Certificate.ProblemWith(made.CertificatePem, made.KeyPem));
            Assert.Equal([made], kept.For(Names("localhost")));
            // All but a folder are replaced by a file; that is told, and so is what cannot be, and that an authority is another.
            Assert.InRange(log.Lines.Count, 1, isAuthority ? 2 : 1);
        }
    }

    [Fact]
    public void Folder_that_cannot_be_written_costs_only_the_keeping()
    {
        _folder.Write("tls", "a file where the folder would be");
        var certificate = Kept(TimeProvider.System);

        var made = Assert.Single(certificate.For(Names("localhost")));

        Assert.Null(Certificate.ProblemWith(made.CertificatePem, made.KeyPem));
        Assert.Equal([made], certificate.For(Names("localhost")));
    }

    [Fact]
    public void It_is_for_this_machine_the_load_balancers_and_the_hosts_of_rules_without_wildcards()
    {
        var rule = new Rule
        {
            ListenerArn = "listener",
            Priority = 1,
            Conditions =
            [
                new Condition.HostHeader(["API.example.com", "*.example.com", "b?.example.com", "localhost"]),
                new Condition.HostHeader([])
                {
                    RegexValues =
                    [
                        @"^one\.example\.com$", @"^Two\.example\.com:8443$", @"^three\.example\.com(:8443)?$", @"^four\.example\.com(:\d+)?$",
                        @"^many-.+\.example\.com$", "^any.example.com$", @"part\.example\.com",
                    ],
                },
            ],
            Actions = [],
        };
        var listener = new Listener
        {
            Arn = "listener",
            Port = 443,
            Protocol = ListenerProtocol.Https,
            DefaultActions = [],
            Rules = [rule],
        };
        var loadBalancer = new LoadBalancer
        {
            Name = "demo",
            Arn = "arn",
            DnsName = "demo-1.elb.amazonaws.com",
            BindAddresses = [IPAddress.Parse("127.0.0.2"), IPAddress.Parse("192.0.2.1")],
            Listeners = [listener],
        };
        var names = DevelopmentNames.Of(new Topology([loadBalancer], []));

        Assert.Equal(["127.0.0.1", "::1", "127.0.0.2"], names.Addresses.Select(address => address.ToString()));
        Assert.Equal(
            [
                "localhost", "api.example.com", "demo-1.elb.amazonaws.com",
                "four.example.com", "one.example.com", "three.example.com", "two.example.com",
            ],
            names.Dns);
        Assert.False(DevelopmentNames.AreNeeded(new Topology(
            [loadBalancer with { Listeners = [listener with { Certificates = [new("", "")] }] }], [])));
    }

    private static DevelopmentNames Names(params string[] dns) => new(dns, [IPAddress.Loopback]);

    private AlbSettings Settings() => new() { DataDirectory = _folder.Path };

    private DevelopmentCertificate Kept(TimeProvider time) => new(Settings(), Stored.In(Settings()), time, NullLogger<DevelopmentCertificate>.Instance);

    private sealed class Later(TimeSpan by) : TimeProvider
    {
        public override DateTimeOffset GetUtcNow() => System.GetUtcNow() + by;
    }
}
