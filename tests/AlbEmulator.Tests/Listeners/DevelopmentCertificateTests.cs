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
        var first = Kept(TimeProvider.System).For(["localhost", "a.example.com"]);

        Assert.Equal(first, Kept(TimeProvider.System).For(["localhost"]));
        var second = Kept(TimeProvider.System).For(["localhost", "b.example.com"]);
        Assert.NotEqual(first, second);
        using var shown = X509Certificate2.CreateFromPem(second.CertificatePem, second.KeyPem);
        Assert.True(shown.MatchesHostname("b.example.com"));
        Assert.False(shown.MatchesHostname("a.example.com"));
    }

    [Fact]
    public void It_is_made_anew_before_it_runs_out()
    {
        var first = Kept(TimeProvider.System).For(["localhost"]);

        Assert.Equal(first, Kept(new Later(TimeSpan.FromDays(700))).For(["localhost"]));
        Assert.NotEqual(first, Kept(new Later(TimeSpan.FromDays(790))).For(["localhost"]));
    }

    [Fact]
    public void Files_that_are_broken_are_replaced()
    {
        var first = Kept(TimeProvider.System).For(["localhost"]);
        _folder.Write("tls/development.key", "no key");

        var second = Kept(TimeProvider.System).For(["localhost"]);

        Assert.NotEqual(first, second);
        Assert.Equal(second, Kept(TimeProvider.System).For(["localhost"]));
    }

    [Theory]
    [InlineData("development.pem")]
    [InlineData("development.key")]
    public async Task Whatever_stands_in_the_place_of_its_files_a_listener_has_one(string name)
    {
        if (!HostileFile.CanBeMade)
        {
            return;
        }

        Directory.CreateDirectory(_folder.File("tls"));
        foreach (var kind in HostileFile.Told.Keys)
        {
            await HostileFile.PutAsync(kind, _folder.File($"tls/{name}"));
            var log = new HeardLog<DevelopmentCertificate>();
            var kept = new DevelopmentCertificate(new AlbSettings { DataDirectory = _folder.Path }, TimeProvider.System, log);
            var made = await Task.Run(() => kept.For(["localhost"])).WaitAsync(Patience.Default);

            Assert.Null(Certificate.ProblemWith(made.CertificatePem, made.KeyPem));
            Assert.Equal(made, kept.For(["localhost"]));
            // All but a folder are replaced by a file; that is told, and so is what cannot be.
            Assert.Single(log.Lines);
        }
    }

    [Fact]
    public void Folder_that_cannot_be_written_costs_only_the_keeping()
    {
        _folder.Write("tls", "a file where the folder would be");
        var certificate = Kept(TimeProvider.System);

        var made = certificate.For(["localhost"]);

        Assert.Null(Certificate.ProblemWith(made.CertificatePem, made.KeyPem));
        Assert.Equal(made, certificate.For(["localhost"]));
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
            BindAddresses = [System.Net.IPAddress.Loopback],
            Listeners = [listener],
        };

        Assert.Equal(
            [
                "localhost", "*.localhost", "api.example.com", "demo-1.elb.amazonaws.com",
                "four.example.com", "one.example.com", "three.example.com", "two.example.com",
            ],
            DevelopmentNames.Of(new Topology([loadBalancer], [])));
        Assert.False(DevelopmentNames.AreNeeded(new Topology(
            [loadBalancer with { Listeners = [listener with { Certificates = [new("", "")] }] }], [])));
    }

    private DevelopmentCertificate Kept(TimeProvider time) => new(
        new AlbSettings { DataDirectory = _folder.Path }, time, NullLogger<DevelopmentCertificate>.Instance);

    private sealed class Later(TimeSpan by) : TimeProvider
    {
        public override DateTimeOffset GetUtcNow() => System.GetUtcNow() + by;
    }
}
