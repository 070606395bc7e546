using System.Security.Cryptography.X509Certificates;
using AlbEmulator.Tests.Support;
using AlbEmulator.Topologies;

namespace AlbEmulator.Tests.Topologies;

/// <summary>
/// Each file that a topology is made of, and each thing that may be put in its place, before the start and while it runs: it
/// is told once for each change, and the file that comes back is taken.
/// </summary>
public sealed class HostileSourceTests : IDisposable
{
    /// <summary>Files that the topology is read of, and what stands before the words about each.</summary>
    private static readonly Dictionary<string, string> Files = new()
    {
        ["alb.yaml"] = "alb.yaml: ",
        ["more.json"] = "more.json: ",
        ["shop.template"] = "shop.template: ",
        ["nested.yaml"] = "nested.yaml: ",
        ["site.pem"] = "alb.yaml:5: LoadBalancers[0].Listeners[0].Certificates[0].CertificateFile: \"site.pem\" ",
        ["site.key"] = "alb.yaml:5: LoadBalancers[0].Listeners[0].Certificates[0].KeyFile: \"site.key\" ",
        ["site.pfx"] = "alb.yaml:5: LoadBalancers[0].Listeners[0].Certificates[1].CertificateFile: \"site.pfx\" ",
        ["ca.pem"] = "alb.yaml:8: TrustStores[0].CaCertificatesBundle: \"ca.pem\" ",
        ["ca.crl"] = "alb.yaml:9: TrustStores[0].RevocationLists[0]: \"ca.crl\" ",
    };

    private readonly TempFolder _folder = new();
    private readonly TopologyFiles _files;

    public HostileSourceTests()
    {
        _files = new TopologyFiles(new AlbSettings(), _ => null, _folder.Path, _folder.Path, _ => true);
        using var certificate = Certificates.WriteEcdsa(_folder, "site", "site.example");
        File.WriteAllBytes(_folder.File("site.pfx"), certificate.Export(X509ContentType.Pfx, "secret"));
        using var authority = Certificates.WriteEcdsa(_folder, "ca", "ca.example");
        _folder.Write("ca.crl", RevocationListOf());
        _folder.Write("alb.yaml", """
            LoadBalancers:
              - Name: demo
                Listeners:
                  - { Port: 8443, Protocol: HTTPS, DefaultActions: [{ Type: forward, TargetGroupArn: web }],
                      Certificates: [{ CertificateFile: site.pem, KeyFile: site.key }, { CertificateFile: site.pfx, Password: secret }] }
            TrustStores:
              - Name: store
                CaCertificatesBundle: ca.pem
                RevocationLists: [ca.crl]
            """);
        _folder.Write("more.json", """{ "TargetGroups": [{ "Name": "web", "Targets": [{ "Id": "127.0.0.1", "Port": 9001 }] }] }""");
        _folder.Write("shop.template", """
            Resources:
              Nested: { Type: "AWS::CloudFormation::Stack", Properties: { TemplateURL: nested.yaml } }
            """);
        _folder.Write("nested.yaml", """
            Resources:
              Group: { Type: "AWS::ElasticLoadBalancingV2::TargetGroup", Properties: { Name: shop, Port: 80, Protocol: HTTP, TargetType: ip } }
            """);
    }

    public static TheoryData<string> Names => [.. Files.Keys];

    public void Dispose() => _folder.Dispose();

    [Theory]
    [MemberData(nameof(Names))]
    public async Task Whatever_a_file_becomes_is_told_once_for_each_change_and_a_good_one_is_taken(string name)
    {
        if (!HostileFile.CanBeMade)
        {
            return;
        }

        Assert.Empty((await ReadAsync()).Problems);
        var good = await File.ReadAllBytesAsync(_folder.File(name));
        foreach (var (kind, told) in HostileFile.Told)
        {
            await HostileFile.PutAsync(kind, _folder.File(name));
            Assert.True(await HaveChangedAsync(isThorough: false), $"{kind} is not noticed");
            // A folder may stand where a nested template is looked for, and is none.
            if (name != "nested.yaml" || kind is not ("folder" or "link to nothing" or "links in a circle"))
            {
                var problem = Assert.Single((await ReadAsync()).Problems).ToString();
                // What stands outside of a template's surroundings is not even looked at.
                var isElsewhere = name == "nested.yaml" && kind is ("/dev/zero" or "/dev/urandom" or "/dev/tty" or "no reading");
                Assert.StartsWith(Files[name] + (isElsewhere ? "is named by a template, and stands neither" : told), problem, StringComparison.Ordinal);
                Assert.DoesNotContain('\n', problem);
            }
            else
            {
                Assert.Contains((await ReadAsync()).Notes, note => note.Message.Contains("nested.yaml is not here", StringComparison.Ordinal));
            }

            // It stays so: nothing is told again.
            Assert.False(await HaveChangedAsync(isThorough: true), $"{kind} is told again");
            Assert.False(await HaveChangedAsync(isThorough: true), $"{kind} is told again");
            Assert.False(await HaveChangedAsync(isThorough: false), $"{kind} is told again");

            HostileFile.Remove(_folder.File(name));
            await File.WriteAllBytesAsync(_folder.File(name), good);
            Assert.True(await HaveChangedAsync(isThorough: false), $"the good file after {kind} is not noticed");
            Assert.Empty((await ReadAsync()).Problems);
            Assert.False(await HaveChangedAsync(isThorough: true));
        }
    }

    [Fact]
    public async Task One_that_becomes_another_kind_is_told_again_and_one_of_the_same_kind_is_not()
    {
        if (!HostileFile.CanBeMade)
        {
            return;
        }

        await HostileFile.PutAsync("pipe", _folder.File("alb.yaml"));
        await ReadAsync();
        await HostileFile.PutAsync("link to a pipe", _folder.File("alb.yaml"));
        Assert.False(await HaveChangedAsync(isThorough: true));
        await HostileFile.PutAsync("/dev/zero", _folder.File("alb.yaml"));
        Assert.True(await HaveChangedAsync(isThorough: false));
        Assert.StartsWith("alb.yaml: is a device", (await ReadAsync()).Problems[0].ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_revocation_list_that_is_longer_than_most_files_changes_only_when_it_is_written()
    {
        var list = await File.ReadAllBytesAsync(_folder.File("ca.crl"));
        var padded = new byte[20 * 1024 * 1024];
        list.CopyTo(padded, 0);
        padded.AsSpan(list.Length).Fill((byte)'\n');
        await File.WriteAllBytesAsync(_folder.File("ca.crl"), padded);
        Assert.Empty((await ReadAsync()).Problems);
        Assert.False(await HaveChangedAsync(isThorough: true));
    }

    [Fact]
    public async Task A_certificate_that_is_too_long_is_told_once()
    {
        await File.WriteAllBytesAsync(_folder.File("site.pem"), new byte[(1024 * 1024) + 1]);
        Assert.EndsWith("\"site.pem\" is larger than 1 MiB, and is not read", Assert.Single((await ReadAsync()).Problems).Message, StringComparison.Ordinal);
        Assert.False(await HaveChangedAsync(isThorough: true));
    }

    [Fact]
    public async Task A_template_outside_of_the_surroundings_is_told_once()
    {
        File.Delete(_folder.File("nested.yaml"));
        File.CreateSymbolicLink(_folder.File("nested.yaml"), typeof(object).Assembly.Location);
        Assert.Contains("is named by a template, and stands neither", Assert.Single((await ReadAsync()).Problems).Message, StringComparison.Ordinal);
        Assert.False(await HaveChangedAsync(isThorough: true));
    }

    /// <summary>What a change to one costs must not depend on what the file may be: 20,000 rules, 5,000 groups, 10,000 targets.</summary>
    [Fact]
    public void A_file_as_large_as_a_large_installation_is_within_the_bounds()
    {
        var rules = Enumerable.Range(1, 20_000).Select(rule =>
            $$"""
            { "Priority": {{rule}}, "Conditions": [{ "Field": "path-pattern", "PathPatternConfig": { "Values": ["/service-{{rule}}/*", "/v2/service-{{rule}}/*"] } }],
              "Actions": [{ "Type": "forward", "ForwardConfig": { "TargetGroups": [{ "TargetGroupArn": "group-{{rule % 5000}}", "Weight": 1 }] } }] }
            """);
        var groups = Enumerable.Range(0, 5000).Select(group =>
            $$"""
            { "Name": "group-{{group}}", "Port": 80, "Protocol": "HTTP", "TargetType": "ip", "HealthCheckPath": "/health", "HealthCheckIntervalSeconds": 30,
              "Matcher": { "HttpCode": "200-299" }, "Attributes": { "deregistration_delay.timeout_seconds": 30 },
              "Targets": [{ "Id": "10.0.{{group / 250}}.{{group % 250}}", "Port": 80 }, { "Id": "10.1.{{group / 250}}.{{group % 250}}", "Port": 80 }] }
            """);
        _folder.Write("large.json", $$"""
            { "LoadBalancers": [{ "Name": "large", "Listeners": [{ "Port": 8080, "DefaultActions": [{ "Type": "forward", "TargetGroupArn": "group-0" }],
              "Rules": [{{string.Join(",\n", rules)}}] }] }],
              "TargetGroups": [{{string.Join(",\n", groups)}}] }
            """);

        var reading = _files.Read(["large.json"]);

        Assert.Empty(reading.Problems);
        Assert.Equal(20_000, reading.Topology.LoadBalancers[0].Listeners[0].Rules.Count);
    }

    private static string RevocationListOf()
    {
        using var key = System.Security.Cryptography.ECDsa.Create(System.Security.Cryptography.ECCurve.NamedCurves.nistP256);
        var now = TimeProvider.System.GetUtcNow();
        using var authority = new CertificateRequest("CN=ca.example", key, System.Security.Cryptography.HashAlgorithmName.SHA256)
        {
            CertificateExtensions = { new X509BasicConstraintsExtension(true, false, 0, true), new X509SubjectKeyIdentifierExtension([1, 2, 3], false) },
        }.CreateSelfSigned(now.AddDays(-1), now.AddDays(30));
        var list = new CertificateRevocationListBuilder();
        list.AddEntry([1, 2, 3]);
        return new string(System.Security.Cryptography.PemEncoding.Write(
            "X509 CRL", list.Build(authority, 1, now.AddDays(30), System.Security.Cryptography.HashAlgorithmName.SHA256)));
    }

    private Task<TopologyReading> ReadAsync() =>
        Task.Run(() => _files.Read(["alb.yaml", "more.json", "shop.template"])).WaitAsync(Patience.Default);

    private Task<bool> HaveChangedAsync(bool isThorough) =>
        Task.Run(() => _files.HaveChanged(isThorough)).WaitAsync(Patience.Default);
}
