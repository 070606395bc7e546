using AlbEmulator.Listeners.Certificates;
using AlbEmulator.Tests.Support;

namespace AlbEmulator.Tests.Listeners;

/// <summary>
/// What the authority for development can be used for, as OpenSSL sees it, also by whoever has got hold of its key.
/// </summary>
public sealed class DevelopmentAuthorityTests : IDisposable
{
    private readonly TempFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("DNS:localhost", true)]
    [InlineData("DNS:a.localhost,DNS:demo-1234567890.us-east-1.elb.localhost", true)]
    [InlineData("DNS:*.shop.localhost", true)]
    [InlineData("IP:127.0.0.1,IP:127.1.2.3,IP:::1", true)]
    [InlineData("DNS:example.com", false)]
    [InlineData("DNS:localhost,DNS:example.com", false)]
    [InlineData("DNS:localhost.example.com", false)]
    [InlineData("DNS:notlocalhost", false)]
    [InlineData("DNS:demo-1.us-east-1.elb.amazonaws.com", false)]
    [InlineData("IP:192.0.2.1", false)]
    [InlineData("IP:::2", false)]
    public async Task Names_of_this_machine_are_taken_from_it_and_those_of_others_are_not(string names, bool isTaken)
    {
        if (!Programs.Have("openssl"))
        {
            return;
        }

        Keep(new AlbSettings { DataDirectory = _folder.Path });
        await SignAsync(names, "leaf", "tls/authority");

        var (exitCode, output, errors) = await Programs.RunAsync(
            "openssl", ["verify", "-x509_strict", "-purpose", "sslserver", "-CAfile", _folder.File("tls/authority.pem"), _folder.File("leaf.pem")]);

        Assert.Equal((isTaken, isTaken), (exitCode == 0, !errors.Contains("permitted subtree violation", StringComparison.Ordinal)));
        Assert.Equal(isTaken, output.Contains(": OK", StringComparison.Ordinal));
    }

    [Fact]
    public async Task It_makes_no_other_authority()
    {
        if (!Programs.Have("openssl"))
        {
            return;
        }

        Keep(new AlbSettings { DataDirectory = _folder.Path });
        await SignAsync("DNS:localhost", "below", "tls/authority", "basicConstraints=critical,CA:TRUE");
        await SignAsync("DNS:localhost", "leaf", "below");

        var (exitCode, _, errors) = await Programs.RunAsync(
            "openssl", ["verify", "-CAfile", _folder.File("tls/authority.pem"), "-untrusted", _folder.File("below.pem"), _folder.File("leaf.pem")]);

        Assert.NotEqual(0, exitCode);
        Assert.Contains("path length constraint exceeded", errors, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("elb.localhost", new[] { "localhost" })]
    [InlineData("ELB.Test", new[] { "localhost", "elb.test" })]
    [InlineData("corp.internal", new[] { "localhost", "corp.internal" })]
    [InlineData("elb.amazonaws.com", new[] { "localhost" })]
    [InlineData("com", new[] { "localhost" })]
    [InlineData("nottest", new[] { "localhost" })]
    public void It_may_sign_names_of_load_balancers_where_nobody_else_can_have_them(string suffix, string[] domains) =>
        Assert.Equal(domains, DevelopmentDomains.Of(new AlbSettings { DnsSuffix = suffix }));

    [Fact]
    public void Each_has_a_name_of_its_own_since_browsers_tell_them_apart_by_it()
    {
        var settings = new AlbSettings { DataDirectory = _folder.Path };

        Assert.NotEqual(Keep(settings).Name, Keep(settings).Name);
    }

    private static DevelopmentAuthority Keep(AlbSettings settings)
    {
        var now = TimeProvider.System.GetUtcNow();
        Assert.True(DevelopmentAuthority.Make(settings, now).Keep(Stored.In(settings), isFirst: true));
        return DevelopmentAuthority.Kept(settings, now)!;
    }

    private async Task SignAsync(string names, string file, string by, params string[] extensions)
    {
        var request = _folder.File($"{file}.csr");
        string[] added = [.. extensions.Prepend($"subjectAltName={names}").SelectMany(extension => new[] { "-addext", extension })];
        await RunAsync(["req", "-newkey", "rsa:2048", "-nodes", "-keyout", _folder.File($"{file}.key"), "-out", request, "-subj", $"/CN={file}", .. added]);
        await RunAsync(["x509", "-req", "-in", request, "-CA", _folder.File($"{by}.pem"), "-CAkey", _folder.File($"{by}.key"), "-copy_extensions", "copyall", "-days", "30", "-out", _folder.File($"{file}.pem")]);
    }

    private static async Task RunAsync(string[] arguments)
    {
        var (exitCode, _, errors) = await Programs.RunAsync("openssl", arguments);
        Assert.True(exitCode == 0, errors);
    }
}
